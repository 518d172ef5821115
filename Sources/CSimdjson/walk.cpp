#include "columns.hpp"

#include <algorithm>
#include <cstring>

using namespace kijun_json;

// From the tokens of lines to columns. Whatever is not plain returns false, up to the line, which is then undone and handed on.

namespace {

/// The length of the white space that a text begins with; 0 for any other character. As Unicode has it, and U+FEFF.
size_t leading_space(const uint8_t *text, size_t count) {
    if (text[0] < 0x80) return text[0] == ' ' || (text[0] >= 9 && text[0] <= 13) ? 1 : 0;
    if (text[0] == 0xC2) return count >= 2 && (text[1] == 0x85 || text[1] == 0xA0) ? 2 : 0;
    if (count < 3) return 0;
    uint32_t three = uint32_t(text[0]) << 16 | uint32_t(text[1]) << 8 | text[2];
    bool is_space = three == 0xE38080 || (three >= 0xE28080 && three <= 0xE2808A) || three == 0xE280A8 || three == 0xE280A9
        || three == 0xE280AF || three == 0xE2819F || three == 0xE19A80 || three == 0xEFBBBF;
    return is_space ? 3 : 0;
}

size_t trailing_space(const uint8_t *text, size_t count) {
    if (text[count - 1] < 0x80) return leading_space(text + count - 1, 1);
    if (count >= 2 && text[count - 2] == 0xC2) return leading_space(text + count - 2, 2);
    // Of three bytes: before a character of two bytes may stand white space of one.
    return count >= 3 && text[count - 3] >= 0xE0 ? leading_space(text + count - 3, 3) : 0;
}

}  // namespace

// MARK: Values

inline bool kijun_columns::number(uint32_t at, uint32_t next, Decimal &number) const {
    if (scan_short_number(bytes + at, next - at, number)) return true;
    // Of its own, so that the short one stays in registers.
    Decimal other;
    if (!scan_number(bytes + at, other)) return false;
    number = other;
    return true;
}

inline bool kijun_columns::word(uint32_t at, const char *letters, size_t count) const {
    return std::memcmp(bytes + at, letters, count) == 0 && ends_scalar(bytes[at + count]);
}

/// The bytes of a text between its quotes, as they are written; only white space may stand between the closing one and the next
/// token.
inline bool kijun_columns::text(uint32_t at, uint32_t next, const uint8_t *&start, size_t &count) {
    uint32_t close = next - 1;
    while (is_space(bytes[close])) --close;
    if (bytes[close] != '"' || close <= at) return false;
    start = bytes + at + 1;
    count = close - at - 1;
    return backslash > at && backslash >= close ? true : unescaped_text(at, close, start, count);
}

/// Where there may be a backslash.
[[gnu::noinline]] bool kijun_columns::unescaped_text(uint32_t at, uint32_t close, const uint8_t *&start, size_t &count) {
    if (backslash <= at) {
        const void *found = std::memchr(start, '\\', length - at - 1);
        backslash = found == nullptr ? length : size_t(static_cast<const uint8_t *>(found) - bytes);
    }
    if (backslash >= close) return true;
    if (!unescaped.reserve(count)) return false;
    const uint8_t *last = unescape(start, start + count, unescaped.data);
    if (last == nullptr) return false;
    start = unescaped.data;
    count = size_t(last - unescaped.data);
    return true;
}

bool kijun_columns::store_text(Column &column, size_t own_row, bool must_be_symbol, const uint8_t *start, size_t count) {
    int64_t text = texts.number(start, count);
    if (text < 0) return false;
    if (must_be_symbol) {
        if (column.is_symbol.size() <= size_t(text)) column.is_symbol.resize(texts.count, 0);
        uint8_t &is_symbol = column.is_symbol[size_t(text)];
        if (is_symbol == 0) {
            is_symbol = 2;
            for (const std::string &symbol : column.symbols)
                if (symbol.size() == count && std::memcmp(symbol.data(), start, count) == 0) is_symbol = 1;
        }
        if (is_symbol == 2) return false;
    }
    column.set(own_row, text);
    return true;
}

/// A single value of a column.
[[gnu::noinline]] bool kijun_columns::scalar(uint8_t kind, Column &column, size_t own_row, uint32_t at, uint32_t next) {
    switch (bytes[at]) {
    case '"': {
        const uint8_t *start;
        size_t count;
        if (!text(at, next, start, count)) return false;
        if (count == 0) return column.set_null(own_row);
        if (kind == KIJUN_COLUMN_SYMBOL) return store_text(column, own_row, true, start, count);
        if (kind != KIJUN_COLUMN_TEXT) return false;
        for (size_t space; count > 0 && (space = leading_space(start, count)) > 0; start += space) count -= space;
        for (size_t space; count > 0 && (space = trailing_space(start, count)) > 0;) count -= space;
        return count == 0 ? column.set_null(own_row) : store_text(column, own_row, false, start, count);
    }
    case 'n': return word(at, "null", 4) && column.set_null(own_row);
    case 't':
        if (kind != KIJUN_COLUMN_YESNO || !word(at, "true", 4)) return false;
        column.set(own_row, 1);
        return true;
    case 'f':
        if (kind != KIJUN_COLUMN_YESNO || !word(at, "false", 5)) return false;
        column.set(own_row, 0);
        return true;
    default: break;
    }
    Decimal decimal;
    if (!number(at, next, decimal)) return false;
    if (kind == KIJUN_COLUMN_TEXT) return store_text(column, own_row, false, bytes + at, size_t(decimal.end - (bytes + at)));
    if (decimal.is_long) return false;
    switch (kind) {
    case KIJUN_COLUMN_NUMBER: break;
    case KIJUN_COLUMN_SHARE: {
        // At most ten: 10 × 10^scale would not fit only where 18 digits stand behind the point, which leaves none before it.
        int64_t ten = 10;
        for (uint32_t place = 0; place < decimal.scale && place < 17; ++place) ten *= 10;
        if (decimal.mantissa > ten || decimal.mantissa < -ten) return false;
        break;
    }
    case KIJUN_COLUMN_PERCENTAGE:
        if (decimal.scale > 16) return false;
        decimal.scale += 2;
        break;
    case KIJUN_COLUMN_YEAR:
        if (decimal.scale != 0 || decimal.mantissa < 1000 || decimal.mantissa > 9999) return false;
        column.set(own_row, decimal.mantissa);
        return true;
    default: return false;
    }
    column.set(own_row, decimal.mantissa, decimal.scale);
    return true;
}

/// - Parameter token: behind the bracket.
const uint32_t *kijun_columns::list(const Key &key, int64_t own_row, const uint32_t *token) {
    Column &column = columns[size_t(key.target)];
    tables[column.table].missing.data[own_row] = 0;
    if (bytes[*token] == ']') return token + 1;
    while (end - token >= 2) {
        int64_t element = open_row(column.table);
        if (element < 0 || !scalar(key.element, column, size_t(element), token[0], token[1])) return nullptr;
        uint8_t mark = bytes[token[1]];
        token += 2;
        if (mark == ']') return token;
        if (mark != ',') return nullptr;
    }
    return nullptr;
}

/// - Parameter token: behind the bracket.
const uint32_t *kijun_columns::table(const Key &key, int64_t own_row, const uint32_t *token, int depth) {
    Record &record = records[size_t(key.target)];
    bool is_read = record.table >= 0;
    if (depth == KIJUN_JSON_MAXIMUM_DEPTH) return nullptr;
    if (is_read) tables[size_t(record.table)].missing.data[own_row] = 0;
    if (bytes[*token] == ']') return token + 1;
    while (token < end) {
        uint32_t at = *token;
        if (bytes[at] == '{') {
            int64_t inner = is_read ? open_row(uint32_t(record.table)) : 0;
            if (inner < 0) return nullptr;
            token = object(record, inner, token + 1, at, depth + 1);
            if (is_read) close_row(uint32_t(record.table));
        } else {
            token = is_read ? nullptr : checked(token, depth + 1);
        }
        if (token == nullptr || token == end) return nullptr;
        uint8_t mark = bytes[*token++];
        if (mark == ']') return token;
        if (mark != ',') return nullptr;
    }
    return nullptr;
}

/// The value of a member, behind which there is another token.
///
/// - Returns: the token behind it, or NULL.
inline const uint32_t *kijun_columns::value(const Key &key, Record &record, int64_t own_row, const uint32_t *token, int depth) {
    uint32_t at = token[0], next = token[1];
    switch (key.kind) {
    case KIJUN_COLUMN_CHECKED: return checked(token, depth);
    case KIJUN_COLUMN_REFUSED: return nullptr;
    case KIJUN_COLUMN_NUMBER: {
        Decimal decimal;
        if (!scan_short_number(bytes + at, next - at, decimal)) break;
        columns[size_t(key.target)].set(size_t(own_row), decimal.mantissa, decimal.scale);
        return token + 1;
    }
    case KIJUN_COLUMN_PERCENTAGE:
        if (!absences[record.absences + key.group].is_ordinary) return nullptr;
        break;
    case KIJUN_COLUMN_LIST:
        if (bytes[at] == 'n') return word(at, "null", 4) ? token + 1 : nullptr;
        return bytes[at] == '[' && depth < KIJUN_JSON_MAXIMUM_DEPTH ? list(key, own_row, token + 1) : nullptr;
    case KIJUN_COLUMN_TABLE:
        if (bytes[at] == '[') return table(key, own_row, token + 1, depth);
        // By their keys, which are values.
        if (bytes[at] == '{') return nullptr;
        if (records[size_t(key.target)].table < 0) return checked(token, depth);
        return word(at, "null", 4) ? token + 1 : nullptr;
    case KIJUN_COLUMN_RECORD:
        if (bytes[at] == '{') return object(records[size_t(key.target)], own_row, token + 1, at, depth);
        return word(at, "null", 4) ? token + 1 : nullptr;
    default: break;
    }
    return scalar(key.kind, columns[size_t(key.target)], size_t(own_row), at, next) ? token + 1 : nullptr;
}

// MARK: Objects

/// The key at a place, wherever it stood in the objects before.
[[gnu::noinline]] Key *kijun_columns::find(Record &record, uint32_t at, uint32_t colon) {
    uint32_t close = colon - 1;
    while (is_space(bytes[close])) --close;
    if (bytes[at] != '"' || bytes[close] != '"' || close <= at) return nullptr;
    size_t count = close - at + 1;
    uint32_t mask = uint32_t(record.places.size() - 1), place = mark(bytes + at, count) & mask;
    for (; record.places[place] != 0; place = (place + 1) & mask) {
        Key &key = record.keys[record.places[place] - 1u];
        if (key.length == count && std::memcmp(record.texts.data() + key.text, bytes + at, count) == 0) return &key;
    }
    has_unknown_key = true;
    return nullptr;
}

/// Takes in which fields an object lacks.
[[gnu::noinline]] void kijun_columns::note(Record &record, uint32_t start) {
    record.is_settled = true;
    for (uint32_t field = 0; field < record.fields; ++field) {
        kijun_columns_absence &absence = absences[record.absences + field];
        if (record.stamps[field] == record.object) {
            absence.is_seen = 1;
        } else if (absence.is_expected && !absence.is_seen) {
            record.is_settled = false;
            if (absence.before++ == 0) {
                absence.row = row;
                absence.column = int64_t(start - line);
            }
        }
    }
}

/// The members of an object. Objects of one file mostly have the same keys in the same order: then a key is found by two comparisons.
///
/// - token: behind the bracket.
/// - Returns: the token behind the object, or NULL.
const uint32_t *kijun_columns::object(Record &record, int64_t own_row, const uint32_t *token, uint32_t start, int depth) {
    if (depth == KIJUN_JSON_MAXIMUM_DEPTH) return nullptr;
    if (++record.object == 0) {
        std::fill(record.stamps.begin(), record.stamps.end(), 0);
        record.object = 1;
    }
    const uint32_t own = record.object, fields = record.fields;
    Key *const keys = record.keys.data();
    uint32_t *const stamps = record.stamps.data();
    uint32_t given = 0;
    uint32_t *expected = &record.first;
    if (token < end && bytes[*token] == '}') {
        ++token;
    } else {
        while (true) {
            // The key, its colon, a value and what stands behind it.
            if (end - token < 4) return nullptr;
            uint32_t at = token[0], colon = token[1];
            Key *key = keys + *expected;
            bool is_expected = key->length <= colon - at && ((load_word(bytes + at) ^ key->first) & key->mask) == 0;
            if (is_expected && key->length > 8) {
                is_expected = load_word(bytes + at + key->length - 8) == key->last
                    && (key->length <= 16 || std::memcmp(record.texts.data() + key->text, bytes + at, key->length) == 0);
            }
            if (!is_expected) {
                key = find(record, at, colon);
                if (key == nullptr) return nullptr;
                *expected = uint32_t(key - keys);
            }
            uint32_t group = key->group;
            if (bytes[colon] != ':' || stamps[group] == own) return nullptr;
            stamps[group] = own;
            given += group < fields;
            expected = &key->next;
            token = value(*key, record, own_row, token + 2, depth + 1);
            if (token == nullptr || token == end) return nullptr;
            uint8_t mark = bytes[*token++];
            if (mark == '}') break;
            if (mark != ',') return nullptr;
        }
    }
    if (given < fields || !record.is_settled) note(record, start);
    // An object of a line with no field of the form is none of its sheets.
    return depth > 0 || given > 0 ? token : nullptr;
}

// MARK: What is not kept

/// Any value, of which only the grammar counts. Behind it there is another token.
inline const uint32_t *kijun_columns::checked(const uint32_t *token, int depth) {
    if (end - token < 2) return nullptr;
    uint32_t at = token[0], next = token[1];
    bool is_good;
    switch (bytes[at]) {
    case '"': {
        const uint8_t *start;
        size_t count;
        is_good = text(at, next, start, count);
        break;
    }
    case '{': return checked_object(token + 1, depth);
    case '[': return checked_list(token + 1, depth);
    case 'n': is_good = word(at, "null", 4); break;
    case 't': is_good = word(at, "true", 4); break;
    case 'f': is_good = word(at, "false", 5); break;
    default: {
        Decimal decimal;
        is_good = number(at, next, decimal);
    }
    }
    return is_good ? token + 1 : nullptr;
}

const uint32_t *kijun_columns::checked_list(const uint32_t *token, int depth) {
    if (depth == KIJUN_JSON_MAXIMUM_DEPTH) return nullptr;
    if (bytes[*token] == ']') return token + 1;
    while ((token = checked(token, depth + 1)) != nullptr && token < end) {
        uint8_t mark = bytes[*token++];
        if (mark == ']') return token;
        if (mark != ',') return nullptr;
    }
    return nullptr;
}

const uint32_t *kijun_columns::checked_object(const uint32_t *token, int depth) {
    if (depth == KIJUN_JSON_MAXIMUM_DEPTH) return nullptr;
    if (bytes[*token] == '}') return token + 1;
    size_t first = marks.size();
    const uint32_t *behind = nullptr;
    while (end - token >= 4) {
        uint32_t at = token[0], colon = token[1];
        const uint8_t *start;
        size_t count;
        if (bytes[at] != '"' || !text(at, colon, start, count) || bytes[colon] != ':') break;
        marks.push_back(kijun_json::mark(start, count));
        token = checked(token + 2, depth + 1);
        if (token == nullptr || token == end) break;
        uint8_t mark = bytes[*token++];
        if (mark == ',') continue;
        if (mark == '}' && has_distinct_keys(first)) behind = token;
        break;
    }
    marks.resize(first);
    return behind;
}

/// Whether the marks of an object's keys all differ; two keys of one mark are left to a slower reader.
bool kijun_columns::has_distinct_keys(size_t first) {
    size_t count = marks.size() - first;
    if (count < 2) return true;
    const uint32_t *own = marks.data() + first;
    if (distinct.size() == count && std::memcmp(distinct.data(), own, count * sizeof(uint32_t)) == 0) return true;
    sorted.assign(own, own + count);
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) return false;
    distinct.assign(own, own + count);
    return true;
}
