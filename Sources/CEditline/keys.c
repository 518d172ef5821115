#define _GNU_SOURCE
#include "line.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t noted[65];
static pthread_t reader;

/// The thread that waits for a key must wake, and a signal to the process may reach any other.
static void note(int number) {
    noted[number] = 1;
    if (!pthread_equal(pthread_self(), reader)) pthread_kill(reader, number);
}

static const int watched[] = {SIGWINCH, SIGCONT, SIGTERM, SIGHUP, SIGINT};
enum { watched_count = sizeof watched / sizeof *watched };
static struct sigaction before[watched_count];
static sigset_t mask_before;

/// While an entry is edited signals wait until a key is waited for: then nothing is half drawn, and the terminal can be
/// given back in order.
void ceditline_begin_signals(void) {
    struct sigaction action = {.sa_handler = note};
    sigset_t set;
    sigemptyset(&action.sa_mask);
    sigemptyset(&set);
    reader = pthread_self();
    for (int i = 0; i < watched_count; i++) {
        noted[watched[i]] = 0;
        sigaction(watched[i], &action, &before[i]);
        // What the program was started to ignore (`nohup`) stays ignored.
        if (before[i].sa_handler == SIG_IGN) sigaction(watched[i], &before[i], NULL);
        sigaddset(&set, watched[i]);
    }
    pthread_sigmask(SIG_BLOCK, &set, &mask_before);
}

void ceditline_end_signals(void) {
    for (int i = 0; i < watched_count; i++) sigaction(watched[i], &before[i], NULL);
    pthread_sigmask(SIG_SETMASK, &mask_before, NULL);
}

static int taken(int number) {
    int was = noted[number];
    noted[number] = 0;
    return was;
}

/// A byte of the terminal within so many milliseconds (-1: any time); -1 after that time, -2 at the end, -3 after `^C` from
/// outside.
static int byte_within(ceditline *line, int milliseconds) {
    if (line->ahead_count > 0) return line->ahead[--line->ahead_count];
    for (;;) {
        struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
        struct timespec limit = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
        int ready = ppoll(&input, 1, milliseconds < 0 ? NULL : &limit, &mask_before);
        if (ready < 0 && errno == EINTR) {
            for (int i = 2; i <= 3; i++) {
                if (!taken(watched[i])) continue;
                ceditline_prepare(line, 0);
                ceditline_end_signals();
                raise(watched[i]);
                return -2;
            }
            if (taken(SIGINT)) return -3;
            if (taken(SIGCONT)) {
                ceditline_prepare(line, 1);
                line->calls.act(line->calls.context, CEDITLINE_CONTINUE);
            }
            if (taken(SIGWINCH)) line->calls.act(line->calls.context, CEDITLINE_REDRAW);
            continue;
        }
        if (ready == 0) return -1;
        unsigned char byte;
        ssize_t got = read(STDIN_FILENO, &byte, 1);
        if (got == 1) return byte;
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        return -2;
    }
}

int ceditline_has_key(ceditline *line) {
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    return line->ahead_count > 0 || poll(&input, 1, 0) == 1;
}

int ceditline_byte(ceditline *line) {
    int byte = byte_within(line, 2000);
    return byte < 0 ? -1 : byte;
}

/// What keys send that send several bytes. Not bound in libedit: in vi a binding that begins with ESC would break ESC itself.
static const struct { const char *bytes; ceditline_action action; } sequences[] = {
    {"[A", CEDITLINE_UP}, {"OA", CEDITLINE_UP}, {"[B", CEDITLINE_DOWN}, {"OB", CEDITLINE_DOWN},
    {"[C", CEDITLINE_RIGHT}, {"OC", CEDITLINE_RIGHT}, {"[D", CEDITLINE_LEFT}, {"OD", CEDITLINE_LEFT},
    {"[H", CEDITLINE_HOME}, {"OH", CEDITLINE_HOME}, {"[1~", CEDITLINE_HOME}, {"[7~", CEDITLINE_HOME},
    {"[F", CEDITLINE_END}, {"OF", CEDITLINE_END}, {"[4~", CEDITLINE_END}, {"[8~", CEDITLINE_END},
    {"[3~", CEDITLINE_DELETE}, {"[200~", CEDITLINE_PASTE}, {"\r", CEDITLINE_NEWLINE}, {"\n", CEDITLINE_NEWLINE},
};

/// After ESC. A key sends its bytes at once; what comes later than this is another key.
static int32_t escaped(ceditline *line) {
    enum { together = 50 };
    char bytes[16];
    int count = 0, byte;
    while (count < (int)sizeof bytes - 1 && (byte = byte_within(line, together)) >= 0) {
        bytes[count++] = (char)byte;
        if (count == 1 ? byte != '[' && byte != 'O' : byte >= 0x40 && byte <= 0x7E) break;
    }
    bytes[count] = 0;
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        if (strcmp(bytes, sequences[i].bytes) == 0) return CEDITLINE_ACTION + (int32_t)sequences[i].action;
    // In vi the rest of an unknown key would be taken for commands, `~` at its end for one that changes letters.
    if (line->is_vi && (bytes[0] == '[' || bytes[0] == 'O') && count > 1) return CEDITLINE_ACTION + CEDITLINE_IGNORE;
    // Another key: libedit, or what `.editrc` binds, takes it byte by byte.
    while (count > 0) line->ahead[line->ahead_count++] = (unsigned char)bytes[--count];
    return 0x1B;
}

int32_t ceditline_key(ceditline *line) {
    for (;;) {
        int byte = byte_within(line, -1);
        if (byte == -3) return CEDITLINE_ACTION + CEDITLINE_DROP;
        if (byte < 0) return CEDITLINE_CLOSED;
        // Within a sequence that was put back ESC does not come again.
        if (byte == 0x1B && line->ahead_count == 0) return escaped(line);
        if (byte < 0x80) return byte;
        int more = byte >= 0xF0 && byte < 0xF5 ? 3 : byte >= 0xE0 && byte < 0xF0 ? 2 : byte >= 0xC2 && byte < 0xE0 ? 1 : 0;
        if (more == 0) continue;
        int32_t scalar = byte & (0x3F >> more), next = 0;
        for (int i = 0; i < more && (next = byte_within(line, 2000)) >= 0x80 && next < 0xC0; i++) scalar = scalar << 6 | (next & 0x3F);
        if (next < 0x80 || next >= 0xC0) continue;
        int is_short = (more == 2 && scalar < 0x800) || (more == 3 && scalar < 0x10000);
        if (!is_short && scalar <= 0x10FFFF && (scalar < 0xD800 || scalar > 0xDFFF)) return scalar;
    }
}

void ceditline_again(ceditline *line, int32_t key) {
    if (line->ahead_count < (int)sizeof line->ahead) line->ahead[line->ahead_count++] = (unsigned char)key;
}

void ceditline_suspend(ceditline *line) {
    ceditline_prepare(line, 0);
    // The whole group, as the terminal would: what started us may wait for all of it. The program stops in this call.
    kill(0, SIGTSTP);
    ceditline_prepare(line, 1);
    // That it goes on is known; noted again it would draw twice.
    sigset_t set;
    struct timespec none = {0, 0};
    sigemptyset(&set);
    sigaddset(&set, SIGCONT);
    sigtimedwait(&set, NULL, &none);
    noted[SIGCONT] = 0;
}

long ceditline_plain(char *bytes, size_t room) {
    struct sigaction action = {.sa_handler = note}, old;
    sigemptyset(&action.sa_mask);
    reader = pthread_self();
    noted[SIGINT] = 0;
    // Without SA_RESTART: `^C` breaks the read off.
    sigaction(SIGINT, &action, &old);
    long result = -2;
    for (size_t count = 0; count < room;) {
        ssize_t got = read(STDIN_FILENO, bytes + count, 1);
        if (taken(SIGINT)) {
            result = -1;
            break;
        }
        if (got < 0 && errno == EINTR) continue;
        if (got > 0) count++;
        if (got <= 0 || bytes[count - 1] == '\n') {
            result = (long)count;
            break;
        }
    }
    sigaction(SIGINT, &old, NULL);
    return result;
}
