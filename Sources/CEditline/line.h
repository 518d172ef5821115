#ifndef CEDITLINE_LINE_H
#define CEDITLINE_LINE_H

#include "ceditline.h"

#include <histedit.h>

struct ceditline {
    EditLine *editor;
    HistoryW *history;
    ceditline_calls calls;
    wchar_t *prompt;
    /// Bytes that were read ahead of a key; the last comes first.
    unsigned char ahead[32];
    int ahead_count;
    int is_vi;
};

/// Gives the terminal the modes of editing, or those it had.
void ceditline_prepare(ceditline *line, int on);
/// What a signal does is ours while an entry is edited.
void ceditline_begin_signals(void);
void ceditline_end_signals(void);

#endif
