#include "columns.hpp"

#include <cstring>
#include <new>

using namespace kijun_json;

// What the columns are, their rows, and what they hold; walk.cpp fills them.

kijun_columns *kijun_columns_create(uint64_t seed) { return new (std::nothrow) kijun_columns(seed); }

void kijun_columns_destroy(kijun_columns *columns) { delete columns; }

// MARK: What is read

void kijun_columns_add_table(kijun_columns *columns, int parent) {
    uint32_t number = uint32_t(columns->tables.size());
    columns->tables.emplace_back();
    columns->tables[number].parent = parent;
    if (parent >= 0) columns->tables[size_t(parent)].children.push_back(number);
}

int kijun_columns_add_column(kijun_columns *columns, int table, int null_state, int64_t null_value, int null_scale) {
    uint32_t number = uint32_t(columns->columns.size());
    columns->columns.emplace_back();
    Column &column = columns->columns[number];
    column.table = uint32_t(table);
    column.null_state = uint8_t(null_state);
    column.null_value = null_value;
    column.null_scale = uint8_t(null_scale);
    columns->tables[size_t(table)].columns.push_back(number);
    return int(number);
}

void kijun_columns_add_symbol(kijun_columns *columns, int column, const uint8_t *bytes, size_t length) {
    columns->columns[size_t(column)].symbols.emplace_back(reinterpret_cast<const char *>(bytes), length);
}

int kijun_columns_add_record(kijun_columns *columns, int table, int field_count) {
    columns->records.emplace_back();
    Record &record = columns->records.back();
    record.table = table;
    record.fields = uint32_t(field_count);
    record.group_count = record.fields;
    record.stamps.assign(record.fields, 0);
    record.absences = columns->absences.size();
    columns->absences.resize(record.absences + record.fields, {0, 0, 0, 0, 1, 0});
    return int(columns->records.size()) - 1;
}

int kijun_columns_add_key(
    kijun_columns *columns, int record_number, const uint8_t *bytes, size_t length, int group, int kind, int target, int element) {
    Record &record = columns->records[size_t(record_number)];
    if (record.keys.size() > maximum_keys || length < 2 || length > 4096) return 0;
    uint32_t mask = uint32_t(record.places.size() - 1), place = mark(bytes, length) & mask;
    for (; record.places[place] != 0; place = (place + 1) & mask) {
        const Key &other = record.keys[record.places[place] - 1u];
        if (other.length == length && std::memcmp(record.texts.data() + other.text, bytes, length) == 0) return 1;
    }
    Key key = {};
    key.text = uint32_t(record.texts.size());
    key.length = uint32_t(length);
    std::memcpy(&key.first, bytes, length < 8 ? length : 8);
    std::memcpy(&key.last, bytes + (length < 8 ? 0 : length - 8), length < 8 ? length : 8);
    key.mask = length < 8 ? (uint64_t(1) << 8 * length) - 1 : ~uint64_t(0);
    key.group = uint32_t(group);
    key.kind = uint8_t(kind);
    key.target = target;
    key.element = uint8_t(element);
    key.next = uint32_t(record.keys.size());
    record.texts.insert(record.texts.end(), bytes, bytes + length);
    record.keys.insert(record.keys.end() - 1, key);
    record.places[place] = uint16_t(record.keys.size() - 1);
    if (key.group >= record.stamps.size()) record.stamps.resize(key.group + 1, 0);
    return 1;
}

kijun_columns_absence *kijun_columns_absences(kijun_columns *columns, int record) {
    Record &own = columns->records[size_t(record)];
    // Whoever asks may write.
    own.is_settled = false;
    return columns->absences.data() + own.absences;
}

void kijun_columns_start(kijun_columns *columns) {
    for (kijun_columns_absence &absence : columns->absences) absence = {0, 0, 0, 0, absence.is_expected, 0};
    for (Record &record : columns->records) record.is_settled = false;
}

// MARK: Rows

void kijun_columns::blank(Table &table, size_t from) {
    if (table.rows == from) return;
    for (uint32_t number : table.columns) {
        Column &column = columns[number];
        std::memset(column.values.data + from, 0, (table.rows - from) * sizeof(int64_t));
        std::memset(column.scales.data + from, 0, table.rows - from);
        std::memset(column.states.data + from, KIJUN_COLUMN_BLANK, table.rows - from);
    }
    for (uint32_t child : table.children) std::memset(tables[child].missing.data + from, 1, table.rows - from);
    table.rows = from;
}

bool kijun_columns::make_room(Table &table) {
    size_t wanted = table.capacity * 2 + 64, before = table.capacity;
    if (wanted > INT32_MAX) return false;
    for (uint32_t number : table.columns) {
        Column &column = columns[number];
        if (!column.values.reserve(wanted) || !column.scales.reserve(wanted) || !column.states.reserve(wanted)) return false;
        std::memset(column.values.data + before, 0, (wanted - before) * sizeof(int64_t));
        std::memset(column.scales.data + before, 0, wanted - before);
        std::memset(column.states.data + before, KIJUN_COLUMN_BLANK, wanted - before);
    }
    for (uint32_t number : table.children) {
        Table &child = tables[number];
        if (!child.starts.reserve(wanted + 1) || !child.missing.reserve(wanted)) return false;
        if (before == 0) child.starts.data[0] = 0;
        std::memset(child.missing.data + before, 1, wanted - before);
    }
    table.capacity = wanted;
    return true;
}

int64_t kijun_columns::open_row(uint32_t number) {
    Table &table = tables[number];
    if (table.rows == table.capacity && !make_room(table)) return -1;
    return int64_t(table.rows++);
}

void kijun_columns::close_row(uint32_t number) {
    Table &table = tables[number];
    for (uint32_t child : table.children) tables[child].starts.data[table.rows] = int32_t(tables[child].rows);
}

/// Nothing of the line was read.
void kijun_columns::undo() {
    for (Table &table : tables)
        if (table.rows > table.saved) blank(table, table.saved);
    if (saved_absences.empty()) return;
    absences = saved_absences;
    for (Record &record : records) record.is_settled = false;
}

void kijun_columns_undo(kijun_columns *columns) { columns->undo(); }

void kijun_columns_keep(kijun_columns *columns) {
    for (Table &table : columns->tables) table.saved = table.rows;
}

int64_t kijun_columns_open_row(kijun_columns *columns, int table) { return columns->open_row(uint32_t(table)); }

void kijun_columns_close_row(kijun_columns *columns, int table) { columns->close_row(uint32_t(table)); }

void kijun_columns_set(kijun_columns *columns, int column, int64_t row, int64_t value, int scale) {
    columns->columns[size_t(column)].set(size_t(row), value, uint32_t(scale));
}

int kijun_columns_set_text(kijun_columns *columns, int column, int64_t row, const uint8_t *bytes, size_t length) {
    int64_t number = columns->texts.number(bytes, length);
    if (number < 0) return 0;
    columns->columns[size_t(column)].set(size_t(row), number);
    return 1;
}

void kijun_columns_give(kijun_columns *columns, int table, int64_t row) { columns->tables[size_t(table)].missing.data[row] = 0; }

// MARK: What was read

size_t kijun_columns_rows(const kijun_columns *columns, int table) { return columns->tables[size_t(table)].rows; }

const int32_t *kijun_columns_starts(const kijun_columns *columns, int table) { return columns->tables[size_t(table)].starts.data; }

const uint8_t *kijun_columns_missing(const kijun_columns *columns, int table) { return columns->tables[size_t(table)].missing.data; }

const int64_t *kijun_columns_values(const kijun_columns *columns, int column) { return columns->columns[size_t(column)].values.data; }

const uint8_t *kijun_columns_scales(const kijun_columns *columns, int column) { return columns->columns[size_t(column)].scales.data; }

const uint8_t *kijun_columns_states(const kijun_columns *columns, int column) { return columns->columns[size_t(column)].states.data; }

int kijun_columns_mantissas(kijun_columns *columns, int number, int64_t *mantissas) {
    Column &column = columns->columns[size_t(number)];
    size_t rows = columns->tables[column.table].rows;
    const int64_t *values = column.values.data;
    if (!column.is_mixed) {
        if (rows > 0) std::memcpy(mantissas, values, rows * sizeof(int64_t));
        return column.scale;
    }
    static const int64_t powers[] = {
        1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
        10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000};
    const uint8_t *scales = column.scales.data;
    uint8_t scale = 0;
    for (size_t row = 0; row < rows; ++row) scale = std::max(scale, scales[row]);
    bool overflows = false;
    for (size_t row = 0; row < rows; ++row)
        overflows |= __builtin_mul_overflow(values[row], powers[scale - scales[row]], &mantissas[row]);
    column.scale = scale;
    return overflows ? -1 : scale;
}

size_t kijun_columns_text_count(const kijun_columns *columns) { return columns->texts.count; }

const uint8_t *kijun_columns_text(const kijun_columns *columns, size_t number, size_t *length) {
    return columns->texts.text(number, *length);
}

int kijun_columns_clear(kijun_columns *columns, size_t maximum_texts, size_t maximum_bytes) {
    for (Table &table : columns->tables) {
        columns->blank(table, 0);
        table.saved = 0;
    }
    for (Column &column : columns->columns) column.is_mixed = false;
    if (columns->texts.count <= maximum_texts && columns->texts.bytes_used <= maximum_bytes) return 0;
    columns->texts.clear();
    for (Column &column : columns->columns) column.is_symbol.clear();
    return 1;
}
