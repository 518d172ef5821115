#define _GNU_SOURCE
#include "cterminal.h"

#include <pty.h>
#include <signal.h>
#include <unistd.h>

int cterminal_start(
    char *const arguments[], char *const environment[], const char *folder, unsigned short width, unsigned short height, pid_t *process) {
    struct winsize size = {.ws_row = height, .ws_col = width};
    int terminal = -1;
    *process = forkpty(&terminal, NULL, NULL, &size);
    if (*process != 0) return terminal;
    // The parent has threads: here only calls that a signal handler may make.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    // A terminal of another test that is held open here would never hang up.
    close_range(3, ~0U, 0);
    if (chdir(folder) == 0) execve(arguments[0], arguments, environment);
    _exit(127);
}
