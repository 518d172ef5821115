#define _GNU_SOURCE
#include "line.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

void ceditline_write(ceditline *line, const char *text) {
    (void)line;
    fputs(text, stdout);
    fflush(stdout);
}

void ceditline_prepare(ceditline *line, int on) {
    if (on) {
        el_set(line->editor, EL_PREP_TERM, 1);
        // libedit has line feeds made carriage returns; the two characters at the end of a pasted line would be two line ends.
        struct termios modes;
        if (tcgetattr(STDIN_FILENO, &modes) == 0) {
            modes.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IXON);
            tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
        }
    }
    // Bracketed paste: libedit does not ask for it.
    ceditline_write(line, on ? "\033[?2004h" : "\033[?2004l");
    if (!on) el_set(line->editor, EL_PREP_TERM, 0);
}

static ceditline *line_of(EditLine *editor) {
    void *line = NULL;
    el_get(editor, EL_CLIENTDATA, &line);
    return line;
}

static int next_key(EditLine *editor, wchar_t *key) {
    ceditline *line = line_of(editor);
    for (;;) {
        line->calls.settle(line->calls.context);
        int32_t next = ceditline_key(line);
        if (next == CEDITLINE_CLOSED) return 0;
        if (next >= CEDITLINE_ACTION) {
            if (line->calls.act(line->calls.context, (ceditline_action)(next - CEDITLINE_ACTION)) == CEDITLINE_FINISHED) return 0;
            continue;
        }
        // libedit's table of keys has 256 rows, and those from 0x80 on are Alt with a letter: × would be a command.
        if (next >= 0x80 && next < 0x100) {
            wchar_t text[] = {next, 0};
            if (el_winsertstr(editor, text) == 0) line->calls.act(line->calls.context, CEDITLINE_REDRAW);
            continue;
        }
        *key = next;
        return 1;
    }
}

static unsigned char run(EditLine *editor, ceditline_action action) {
    ceditline *line = line_of(editor);
    switch (line->calls.act(line->calls.context, action)) {
    case CEDITLINE_NOTHING: return CC_NORM;
    case CEDITLINE_REFUSED: return CC_ERROR;
    case CEDITLINE_FINISHED: return CC_EOF;
    default: return CC_REFRESH;
    }
}

#define BOUND(name, action) static unsigned char name(EditLine *e, wint_t key) { (void)key; return run(e, action); }
BOUND(run_return, CEDITLINE_RETURN)
BOUND(run_complete, CEDITLINE_COMPLETE)
BOUND(run_up, CEDITLINE_UP)
BOUND(run_down, CEDITLINE_DOWN)
BOUND(run_home, CEDITLINE_HOME)
BOUND(run_end, CEDITLINE_END)
BOUND(run_last, CEDITLINE_LAST)
BOUND(run_kill, CEDITLINE_KILL)
BOUND(run_word, CEDITLINE_WORD)
BOUND(run_yank, CEDITLINE_YANK)
BOUND(run_discard, CEDITLINE_DISCARD)
BOUND(run_leave, CEDITLINE_LEAVE)
BOUND(run_drop, CEDITLINE_DROP)
BOUND(run_suspend, CEDITLINE_SUSPEND)
BOUND(run_search, CEDITLINE_SEARCH)
BOUND(run_clear, CEDITLINE_CLEAR)
BOUND(run_ignore, CEDITLINE_IGNORE)

static const struct {
    const wchar_t *name;
    unsigned char (*run)(EditLine *, wint_t);
    /// Keys of Emacs and of vi where text is inserted, keys of vi where commands are given; NULL for none.
    const char *keys[2], *commands[2];
} bindings[] = {
    {L"kijun-return", run_return, {"^M", "^J"}, {"^M", "^J"}},
    {L"kijun-complete", run_complete, {"^I"}, {"^I"}},
    {L"kijun-up", run_up, {"^P"}, {"k", "^P"}},
    {L"kijun-down", run_down, {"^N"}, {"j", "^N"}},
    {L"kijun-home", run_home, {"^A"}, {"0"}},
    {L"kijun-end", run_end, {"^E"}, {NULL}},
    {L"kijun-last", run_last, {NULL}, {"$"}},
    {L"kijun-kill", run_kill, {"^K"}, {NULL}},
    {L"kijun-word", run_word, {"^W"}, {NULL}},
    {L"kijun-yank", run_yank, {"^Y"}, {NULL}},
    {L"kijun-discard", run_discard, {"^U"}, {"^U"}},
    {L"kijun-leave", run_leave, {"^D"}, {"^D"}},
    {L"kijun-drop", run_drop, {"^C"}, {"^C"}},
    {L"kijun-suspend", run_suspend, {"^Z"}, {"^Z"}},
    {L"kijun-search", run_search, {"^R"}, {"^R"}},
    {L"kijun-clear", run_clear, {"^L"}, {"^L"}},
    // Where commands are given already, ESC would wait for another key and swallow it.
    {L"kijun-ignore", run_ignore, {NULL}, {"^["}},
};

static wchar_t *prompt_of(EditLine *editor) { return line_of(editor)->prompt; }

static const char *capability(EditLine *editor, const char *name) {
    char *value = NULL;
    return el_get(editor, EL_GETTC, name, &value) == 0 && value != NULL ? value : "";
}

void ceditline_set_locale(void) {
    // Of the locale only its characters: numbers and messages are ours.
    setlocale(LC_CTYPE, "");
    // In another character set libedit drops every Japanese character without a word. C.UTF-8 is always there.
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
}

static void set_up(ceditline *line) {
    EditLine *e = line->editor;
    el_set(e, EL_CLIENTDATA, line);
    el_set(e, EL_EDITOR, "emacs");
    // Before the bindings: `bind -v` in it starts from an empty table.
    el_source(e, NULL);
    const char *editor = "";
    el_get(e, EL_EDITOR, &editor);
    line->is_vi = strcmp(editor, "vi") == 0;
    for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++) {
        el_wset(e, EL_ADDFN, bindings[i].name, L"", bindings[i].run);
        char name[32] = {0};
        wcstombs(name, bindings[i].name, sizeof name - 1);
        for (int k = 0; k < 2; k++) {
            if (bindings[i].keys[k]) el_set(e, EL_BIND, bindings[i].keys[k], name, NULL);
            if (line->is_vi && bindings[i].commands[k]) el_set(e, EL_BIND, "-a", bindings[i].commands[k], name, NULL);
        }
    }
    // To libedit the line is the whole buffer.
    if (line->is_vi) el_set(e, EL_BIND, "-a", "-s", "A", "$a", NULL);
    if (line->is_vi) el_set(e, EL_BIND, "-a", "-s", "I", "0i", NULL);
    // The keys must reach us: `^C` would end the whole process group, `^Z` leave the terminal as it is, `^V` and `^O` vanish.
    el_set(e, EL_SETTY, "-d", "-isig", "-iexten", NULL);
    // With these libedit moves what stands right of the cursor and counts a wide character as one column: of 250 random
    // edits of lines with wide characters 8 came out wrong on the screen, without them none.
    static const char *const moves[] = {"dc", "DC", "ic", "IC", "im", "ei"};
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) el_set(e, EL_SETTC, moves[i], "", NULL);
    el_wset(e, EL_GETCFN, next_key);
    el_wset(e, EL_PROMPT_ESC, prompt_of, L'\1');
    HistEventW event;
    line->history = history_winit();
    if (line->history != NULL) {
        history_w(line->history, &event, H_SETSIZE, 10000);
        el_wset(e, EL_HIST, history_w, line->history);
    }
}

ceditline *ceditline_open(ceditline_calls calls) {
    // It tells of an unknown terminal here; that is told by editing without it.
    FILE *nowhere = fopen("/dev/null", "we");
    ceditline *line = calloc(1, sizeof *line);
    if (nowhere == NULL || line == NULL) return NULL;
    line->calls = calls;
    line->prompt = calloc(1, sizeof *line->prompt);
    line->editor = el_init("kijun", stdin, stdout, nowhere);
    if (line->prompt == NULL || line->editor == NULL) return NULL;
    int is_edited = 0;
    if (*capability(line->editor, "up") != 0 && *capability(line->editor, "ce") != 0) {
        set_up(line);
        el_get(line->editor, EL_EDITMODE, &is_edited);
    }
    if (is_edited) return line;
    el_end(line->editor);
    return NULL;
}

int ceditline_edit(ceditline *line) {
    int count = 0;
    ceditline_begin_signals();
    ceditline_prepare(line, 1);
    el_wgets(line->editor, &count);
    ceditline_prepare(line, 0);
    ceditline_end_signals();
    return 1;
}

void ceditline_set_prompt(ceditline *line, const uint32_t *prompt, size_t count) {
    wchar_t *copy = calloc(count + 1, sizeof *copy);
    if (copy == NULL) return;
    memcpy(copy, prompt, count * sizeof *copy);
    free(line->prompt);
    line->prompt = copy;
}

const uint32_t *ceditline_text(ceditline *line, size_t *count, size_t *cursor) {
    const LineInfoW *info = el_wline(line->editor);
    *count = (size_t)(info->lastchar - info->buffer);
    *cursor = (size_t)(info->cursor - info->buffer);
    return (const uint32_t *)info->buffer;
}

void ceditline_set_text(ceditline *line, const uint32_t *text, size_t count, size_t cursor) {
    wchar_t *copy = calloc(count + 1, sizeof *copy);
    if (copy == NULL) return;
    memcpy(copy, text, count * sizeof *copy);
    const LineInfoW *info = el_wline(line->editor);
    if (count > 0) {
        el_wreplacestr(line->editor, copy);
    } else {
        // It refuses to put nothing in place of something.
        int all = (int)(info->lastchar - info->buffer);
        el_cursor(line->editor, all);
        el_deletestr(line->editor, all);
    }
    free(copy);
    info = el_wline(line->editor);
    el_cursor(line->editor, (int)cursor - (int)(info->cursor - info->buffer));
}

void ceditline_remember(ceditline *line, const uint32_t *text, size_t count) {
    if (line == NULL || line->history == NULL) return;
    HistEventW event;
    wchar_t *copy = calloc(count + 1, sizeof *copy);
    if (copy == NULL) return;
    memcpy(copy, text, count * sizeof *copy);
    history_w(line->history, &event, H_ENTER, copy);
    free(copy);
}

void ceditline_draw(ceditline *line) { el_wset(line->editor, EL_REFRESH); }
void ceditline_beep(ceditline *line) { el_beep(line->editor); }
void ceditline_measure(ceditline *line) { el_resize(line->editor); }
