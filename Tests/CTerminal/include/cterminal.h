#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <sys/types.h>

/// Starts a program as the leader of a session on a terminal of its own: the terminal's other end, or -1.
int cterminal_start(
    char *const arguments[], char *const environment[], const char *folder, unsigned short width, unsigned short height, pid_t *process);

#endif
