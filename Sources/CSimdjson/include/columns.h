#ifndef KIJUN_CSIMDJSON_COLUMNS_H
#define KIJUN_CSIMDJSON_COLUMNS_H

#include <stddef.h>
#include <stdint.h>

// JSON lines as columns, without a tape: the walk over the tokens writes each value where it belongs. It reads plain lines only;
// any other is handed on, and nothing of it is kept.

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kijun_columns kijun_columns;

/// What a value is read as.
enum {
    /// Nothing: its grammar is checked.
    KIJUN_COLUMN_CHECKED = 0,
    /// Not at all: the line is handed on.
    KIJUN_COLUMN_REFUSED,
    KIJUN_COLUMN_NUMBER,
    /// A number that is a share; one beyond ten is handed on.
    KIJUN_COLUMN_SHARE,
    /// A number that is a percentage: handed on until some value ``kijun_columns_absence/is_ordinary``.
    KIJUN_COLUMN_PERCENTAGE,
    /// Without white space at its ends. A number too is a text, as it is written.
    KIJUN_COLUMN_TEXT,
    /// One of the symbols of its column; any other text is handed on.
    KIJUN_COLUMN_SYMBOL,
    KIJUN_COLUMN_YEAR,
    KIJUN_COLUMN_YESNO,
    /// A list of single values: rows of a table.
    KIJUN_COLUMN_LIST,
    /// A list of objects: rows of a table.
    KIJUN_COLUMN_TABLE,
    /// An object, whose values are of the same row.
    KIJUN_COLUMN_RECORD,
};

/// What null and the empty text are in a column.
enum {
    KIJUN_COLUMN_KNOWN = 0,
    KIJUN_COLUMN_BLANK,
    KIJUN_COLUMN_HANDED_ON,
};

/// Of texts and symbols: the value that null stands for, which the column's reader knows.
enum { KIJUN_COLUMN_NULL_TEXT = -1 };

/// What is known of objects without a field, in the lines since ``kijun_columns_start``.
typedef struct {
    /// How many objects lacked it before the first that had it, and where the first of these begins.
    int64_t before;
    int64_t row;
    int64_t column;
    uint8_t is_seen;
    /// Should be there.
    uint8_t is_expected;
    /// Of a percentage: some value is beyond 1.
    uint8_t is_ordinary;
} kijun_columns_absence;

/// NULL where there is no memory.
kijun_columns *kijun_columns_create(uint64_t seed);
void kijun_columns_destroy(kijun_columns *columns);

// MARK: What is read

/// - parent: -1 for the first table, whose rows are the lines.
void kijun_columns_add_table(kijun_columns *columns, int parent);
/// - Returns: the number of the column, over all tables.
int kijun_columns_add_column(kijun_columns *columns, int table, int null_state, int64_t null_value, int null_scale);
void kijun_columns_add_symbol(kijun_columns *columns, int column, const uint8_t *bytes, size_t length);
/// The objects of a table, or those that lie in a row. The first is the object of a line.
///
/// - table: where the values of its columns go; -1 where it has none.
int kijun_columns_add_record(kijun_columns *columns, int table, int field_count);
/// What a key of a record says. Keys of one group are one field: groups below the number of fields are these.
///
/// - key: as it is written, with its quotes.
/// - group: other keys have groups of their own, unless they are the same text written otherwise.
/// - target: the column (of a list, that of its elements) or the record; -1 where there is none.
/// - element: of a list, what its elements are read as.
/// - Returns: 0 where there are too many keys.
int kijun_columns_add_key(
    kijun_columns *columns, int record, const uint8_t *key, size_t length, int group, int kind, int target, int element);
/// Of the fields of a record. They may be written.
kijun_columns_absence *kijun_columns_absences(kijun_columns *columns, int record);

// MARK: Reading

/// Forgets the absences.
void kijun_columns_start(kijun_columns *columns);

enum {
    /// All lines are read.
    KIJUN_COLUMNS_END = 0,
    /// There are as many rows as were wanted.
    KIJUN_COLUMNS_FULL,
    /// The line at `start` (to `end`, without its end) is none of the plain ones.
    KIJUN_COLUMNS_LINE,
    /// The block holds something that is no JSON, and more than one line.
    KIJUN_COLUMNS_BROKEN,
};

typedef struct {
    int status;
    /// LINE: it has a key that is not known.
    int has_unknown_key;
    size_t start;
    size_t end;
    /// Its number; at END that of the line behind the block.
    int64_t row;
} kijun_columns_step;

/// How many bytes behind a block must be readable.
enum { KIJUN_COLUMNS_PADDING = 64 };

/// A line of more bytes is always handed on.
enum { KIJUN_COLUMNS_LONGEST_LINE = 1 << 28 };

/// Begins a block of whole lines.
///
/// - length: at most 2^30; ``KIJUN_COLUMNS_PADDING`` bytes behind it are readable, whatever they hold.
/// - row: the number of its first line.
/// - Returns: END, or BROKEN.
int kijun_columns_begin(kijun_columns *columns, const uint8_t *bytes, size_t length, int64_t row);
/// Reads on until something is to be done.
kijun_columns_step kijun_columns_run(kijun_columns *columns, size_t maximum_lines, size_t maximum_rows);

// MARK: Rows of other readers

/// Takes back the rows of the line that was handed on last, those that were set for it too; else all since ``kijun_columns_keep``.
void kijun_columns_undo(kijun_columns *columns);
/// All rows so far stay.
void kijun_columns_keep(kijun_columns *columns);
/// - Returns: the number of the new row; -1 where there is no memory.
int64_t kijun_columns_open_row(kijun_columns *columns, int table);
void kijun_columns_close_row(kijun_columns *columns, int table);
void kijun_columns_set(kijun_columns *columns, int column, int64_t row, int64_t value, int scale);
/// - Returns: 0 where there is no memory.
int kijun_columns_set_text(kijun_columns *columns, int column, int64_t row, const uint8_t *bytes, size_t length);
/// The row of the parent has the table.
void kijun_columns_give(kijun_columns *columns, int table, int64_t row);

// MARK: What was read

size_t kijun_columns_rows(const kijun_columns *columns, int table);
/// For each row of the parent where its rows begin, and at the end where they end.
const int32_t *kijun_columns_starts(const kijun_columns *columns, int table);
/// For each row of the parent whether it has none of the table.
const uint8_t *kijun_columns_missing(const kijun_columns *columns, int table);
const int64_t *kijun_columns_values(const kijun_columns *columns, int column);
const uint8_t *kijun_columns_scales(const kijun_columns *columns, int column);
/// KNOWN or BLANK.
const uint8_t *kijun_columns_states(const kijun_columns *columns, int column);
/// The numbers of a column as whole multiples of a power of ten.
///
/// - Returns: the scale, or -1 where one does not fit.
int kijun_columns_mantissas(kijun_columns *columns, int column, int64_t *mantissas);
size_t kijun_columns_text_count(const kijun_columns *columns);
const uint8_t *kijun_columns_text(const kijun_columns *columns, size_t number, size_t *length);
/// Begins anew with no rows; with no texts too where there are many.
///
/// - Returns: whether the texts are forgotten.
int kijun_columns_clear(kijun_columns *columns, size_t maximum_texts, size_t maximum_bytes);

#ifdef __cplusplus
}
#endif

#endif
