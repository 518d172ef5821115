#ifndef CEDITLINE_H
#define CEDITLINE_H

#include <stddef.h>
#include <stdint.h>

/// libedit on the terminal of the standard input and output. Texts are arrays of Unicode scalars.
typedef struct ceditline ceditline;

/// What a key asks for.
typedef enum {
    CEDITLINE_RETURN, CEDITLINE_NEWLINE, CEDITLINE_COMPLETE, CEDITLINE_UP, CEDITLINE_DOWN, CEDITLINE_LEFT, CEDITLINE_RIGHT,
    CEDITLINE_HOME, CEDITLINE_END, CEDITLINE_LAST, CEDITLINE_DELETE, CEDITLINE_KILL, CEDITLINE_WORD, CEDITLINE_DISCARD, CEDITLINE_YANK,
    CEDITLINE_LEAVE, CEDITLINE_DROP, CEDITLINE_SUSPEND, CEDITLINE_SEARCH, CEDITLINE_CLEAR, CEDITLINE_PASTE,
    /// The terminal was resized, or the buffer changed: all is drawn anew.
    CEDITLINE_REDRAW,
    /// The program goes on after another program stopped it.
    CEDITLINE_CONTINUE,
    CEDITLINE_IGNORE
} ceditline_action;

/// What an action comes to.
enum { CEDITLINE_NOTHING, CEDITLINE_CHANGED, CEDITLINE_REFUSED, CEDITLINE_FINISHED };

/// A key of `ceditline_key` that is no character: `CEDITLINE_ACTION + action`, or the end of the input.
enum { CEDITLINE_ACTION = 0x200000, CEDITLINE_CLOSED = -1 };

typedef struct {
    void *context;
    int (*act)(void *context, ceditline_action action);
    /// Before each key that is waited for: the buffer is as the last command left it.
    void (*settle)(void *context);
} ceditline_calls;

/// NULL where the terminal cannot be driven (`dumb`, unknown, editing switched off in `.editrc`).
ceditline *ceditline_open(ceditline_calls calls);

/// Sets a locale in which characters of all scripts are read and have widths.
void ceditline_set_locale(void);

/// Shows the prompt and edits until an action is `CEDITLINE_FINISHED`: 1. At the end of the input 0.
int ceditline_edit(ceditline *line);

/// With `\1` around what takes no column.
void ceditline_set_prompt(ceditline *line, const uint32_t *prompt, size_t count);

/// The buffer, valid until it changes.
const uint32_t *ceditline_text(ceditline *line, size_t *count, size_t *cursor);
void ceditline_set_text(ceditline *line, const uint32_t *text, size_t count, size_t cursor);

/// For the searches that libedit has itself (`/` in vi). Where there is no `line`, nothing.
void ceditline_remember(ceditline *line, const uint32_t *text, size_t count);

/// The next key while an action runs: a scalar, or `CEDITLINE_ACTION + action` of a key that sends several, or
/// `CEDITLINE_CLOSED`.
int32_t ceditline_key(ceditline *line);
/// Gives an ASCII key back: it comes next.
void ceditline_again(ceditline *line, int32_t key);
/// Whether a key waits already.
int ceditline_has_key(ceditline *line);
/// The next byte of a paste within two seconds, else -1.
int ceditline_byte(ceditline *line);

/// Writes to the terminal, past libedit's picture of it.
void ceditline_write(ceditline *line, const char *text);
/// Draws prompt and buffer anew from where the cursor of the terminal stands.
void ceditline_draw(ceditline *line);
void ceditline_beep(ceditline *line);
/// Asks the terminal for its size.
void ceditline_measure(ceditline *line);
/// Stops the program as `^Z` does elsewhere; comes back when it goes on.
void ceditline_suspend(ceditline *line);

/// Reads a line of the terminal without editing: its bytes with the line feed, 0 at the end, -1 after `^C`, -2 where `room` is full.
long ceditline_plain(char *bytes, size_t room);

#endif
