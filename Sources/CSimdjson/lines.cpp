#include "columns.hpp"

#include <algorithm>
#include <cstring>

using namespace kijun_json;

// Lines one after the other: a plain one becomes a row of the first table, any other is undone and handed on.

int kijun_columns_begin(kijun_columns *columns, const uint8_t *bytes, size_t length, int64_t row) {
    using namespace simdjson;
    columns->bytes = bytes;
    columns->length = length;
    columns->line = 0;
    columns->row = row;
    columns->backslash = 0;
    columns->token = nullptr;
    columns->end = nullptr;
    size_t trimmed = length;
    while (trimmed > 0 && is_space(bytes[trimmed - 1])) --trimmed;
    if (trimmed == 0) return KIJUN_COLUMNS_END;
    auto &implementation = columns->implementation;
    if (!implementation) {
        if (get_active_implementation()->create_dom_parser_implementation(
                std::max(trimmed, size_t(1) << 16), KIJUN_JSON_MAXIMUM_DEPTH, implementation) != SUCCESS)
            return KIJUN_COLUMNS_BROKEN;
    } else if (implementation->capacity() < trimmed) {
        if (implementation->set_capacity(std::max(trimmed, implementation->capacity() * 3 / 2)) != SUCCESS)
            return KIJUN_COLUMNS_BROKEN;
    }
    if (implementation->stage1(bytes, trimmed, stage1_mode::regular) != SUCCESS) return KIJUN_COLUMNS_BROKEN;
    columns->token = implementation->structural_indexes.get();
    columns->end = columns->token + implementation->n_structural_indexes;
    return KIJUN_COLUMNS_END;
}

kijun_columns_step kijun_columns_run(kijun_columns *columns, size_t maximum_lines, size_t maximum_rows) {
    kijun_columns &own = *columns;
    while (own.line < own.length) {
        const void *found = std::memchr(own.bytes + own.line, '\n', own.length - own.line);
        size_t end = found == nullptr ? own.length : size_t(static_cast<const uint8_t *>(found) - own.bytes);
        if (own.token < own.end && *own.token < end) {
            bool is_full = own.tables[0].rows >= maximum_lines;
            for (Table &table : own.tables) {
                if (table.rows >= maximum_rows) is_full = true;
                table.saved = table.rows;
            }
            if (is_full) return {KIJUN_COLUMNS_FULL, 0, 0, 0, 0};
            bool is_settled = true;
            for (const Record &record : own.records) is_settled = is_settled && record.is_settled;
            own.saved_absences.clear();
            if (!is_settled) own.saved_absences = own.absences;
            own.has_unknown_key = false;
            uint32_t at = *own.token;
            const uint32_t *behind = nullptr;
            // The reader of sheets says what is wrong with a line of such a length.
            bool is_long = end - own.line > size_t(KIJUN_COLUMNS_LONGEST_LINE);
            if (!is_long && own.bytes[at] == '{' && own.open_row(0) >= 0)
                behind = own.object(own.records[0], int64_t(own.tables[0].rows) - 1, own.token + 1, at, 0);
            // The object ends on its line, and no other begins there.
            if (behind != nullptr && behind[-1] < end && (behind == own.end || *behind >= end)) {
                own.token = behind;
                own.close_row(0);
            } else {
                own.undo();
                own.marks.clear();
                while (own.token < own.end && *own.token < end) ++own.token;
                kijun_columns_step step = {KIJUN_COLUMNS_LINE, own.has_unknown_key, own.line, end, own.row};
                own.line = end + 1;
                ++own.row;
                return step;
            }
        }
        own.line = end + 1;
        ++own.row;
    }
    return {KIJUN_COLUMNS_END, 0, 0, 0, own.row};
}
