#ifndef KIJUN_JSON_COLUMNS_HPP
#define KIJUN_JSON_COLUMNS_HPP

#include "CSimdjson.h"
#include "bytes.hpp"
#include "memory.hpp"
#include "numbers.hpp"
#include "texts.hpp"

#include <simdjson.h>

#include <memory>
#include <string>
#include <vector>

namespace kijun_json {

/// The values of one field over the rows of its table. Behind the rows all is blank.
struct Column {
    uint32_t table;
    uint8_t null_state;
    uint8_t null_scale;
    int64_t null_value;
    Buffer<int64_t> values;
    Buffer<uint8_t> scales;
    Buffer<uint8_t> states;
    /// The scale of all numbers, unless it `is_mixed`.
    uint8_t scale = 0;
    bool is_mixed = false;
    std::vector<std::string> symbols;
    /// For the texts by number whether they are one of the symbols, as far as that was asked: 0 not asked, 1 yes, 2 no.
    std::vector<uint8_t> is_symbol;

    void set(size_t row, int64_t value) {
        values.data[row] = value;
        states.data[row] = KIJUN_COLUMN_KNOWN;
    }

    void set(size_t row, int64_t value, uint32_t number_scale) {
        set(row, value);
        scales.data[row] = uint8_t(number_scale);
        if (number_scale != scale) is_mixed = true;
    }

    bool set_null(size_t row) {
        if (null_state == KIJUN_COLUMN_KNOWN) set(row, null_value, null_scale);
        return null_state != KIJUN_COLUMN_HANDED_ON;
    }
};

struct Table {
    int parent;
    std::vector<uint32_t> columns;
    std::vector<uint32_t> children;
    size_t rows = 0;
    /// Where the line began.
    size_t saved = 0;
    size_t capacity = 0;
    /// Aligned with the rows of the parent.
    Buffer<int32_t> starts;
    Buffer<uint8_t> missing;
};

/// A key of a record as it is written, with its quotes.
struct Key {
    uint64_t first;
    uint64_t last;
    /// Of `first`, for a key of at most eight bytes.
    uint64_t mask;
    uint32_t text;
    uint32_t length;
    uint32_t group;
    int32_t target;
    uint8_t kind;
    uint8_t element;
    /// The key that was behind it last.
    uint32_t next;
};

constexpr size_t maximum_keys = 1024;

struct Record {
    int table;
    uint32_t fields;
    uint32_t group_count;
    size_t absences;
    /// All fields were seen.
    bool is_settled = false;
    /// The last one is none: no text is as long.
    std::vector<Key> keys = std::vector<Key>(1, Key{0, 0, 0, 0, UINT32_MAX, 0, 0, 0, 0, 0});
    std::vector<uint8_t> texts;
    /// Open addressing: the number of a key + 1, or 0.
    std::vector<uint16_t> places = std::vector<uint16_t>(4 * maximum_keys, 0);
    uint32_t first = 0;
    /// For each group the number of the object that had it last.
    std::vector<uint32_t> stamps;
    uint32_t object = 0;
};

}  // namespace kijun_json

struct kijun_columns {
    std::vector<kijun_json::Column> columns;
    std::vector<kijun_json::Table> tables;
    std::vector<kijun_json::Record> records;
    std::vector<kijun_columns_absence> absences;
    std::vector<kijun_columns_absence> saved_absences;
    kijun_json::Texts texts;
    kijun_json::Buffer<uint8_t> unescaped;

    std::unique_ptr<simdjson::internal::dom_parser_implementation> implementation;
    const uint8_t *bytes = nullptr;
    size_t length = 0;
    /// Without the white space at its end.
    size_t trimmed = 0;
    const uint32_t *token = nullptr;
    const uint32_t *end = nullptr;
    size_t line = 0;
    int64_t row = 0;
    bool has_unknown_key = false;
    /// The first backslash that is not before the last text.
    size_t backslash = 0;
    /// The marks of the keys of the objects that are passed over, and those of the last one whose keys all differed.
    std::vector<uint32_t> marks;
    std::vector<uint32_t> distinct;
    std::vector<uint32_t> sorted;

    explicit kijun_columns(uint64_t seed) : texts(seed) {}

    // columns.cpp
    bool make_room(kijun_json::Table &table);
    int64_t open_row(uint32_t table);
    void close_row(uint32_t table);
    void blank(kijun_json::Table &table, size_t from);
    void undo();

    // walk.cpp
    const uint32_t *object(kijun_json::Record &record, int64_t own_row, const uint32_t *token, uint32_t start, int depth);
    kijun_json::Key *find(kijun_json::Record &record, uint32_t at, uint32_t colon);
    const uint32_t *value(
        const kijun_json::Key &key, kijun_json::Record &record, int64_t own_row, const uint32_t *token, int depth);
    const uint32_t *list(const kijun_json::Key &key, int64_t own_row, const uint32_t *token);
    const uint32_t *table(const kijun_json::Key &key, int64_t own_row, const uint32_t *token, int depth);
    bool scalar(uint8_t kind, kijun_json::Column &column, size_t own_row, uint32_t at, uint32_t next);
    const uint32_t *checked(const uint32_t *token, int depth);
    const uint32_t *checked_object(const uint32_t *token, int depth);
    const uint32_t *checked_list(const uint32_t *token, int depth);
    bool has_distinct_keys(size_t start);
    bool number(uint32_t at, uint32_t next, kijun_json::Decimal &number) const;
    bool text(uint32_t at, uint32_t next, const uint8_t *&start, size_t &count);
    bool unescaped_text(uint32_t at, uint32_t close, const uint8_t *&start, size_t &count);
    bool word(uint32_t at, const char *letters, size_t count) const;
    bool store_text(kijun_json::Column &column, size_t own_row, bool must_be_symbol, const uint8_t *start, size_t count);
    void note(kijun_json::Record &record, uint32_t start);
};

#endif
