#include "CSimdjson.h"
#include "bytes.hpp"
#include "memory.hpp"
#include "numbers.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

// Of simdjson only stage 1 is used, through the implementation that `simdjson::dom::parser` and `ondemand::parser` both stand on.
// Its on-demand reader would need the same checks of numbers, escapes and keys on top, is compiled for the oldest processor where
// the build names none, and knows no place of an error.

using namespace kijun_json;

namespace {

/// The start of an object's keys in the list of keys, and of a list or object on the tape.
struct Frame {
    uint32_t entry;
    uint32_t keys;
    uint32_t count;
    bool is_object;
};

constexpr size_t few_keys = 64;

/// The keys of the last object at one depth whose marks all differ.
struct Shape {
    uint32_t count = 0;
    uint32_t marks[few_keys];
};

}  // namespace

struct kijun_json_parser {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> implementation;
    Buffer<kijun_json_entry> entries;
    Buffer<uint8_t> texts;
    size_t texts_used = 0;
    /// The marks of the keys of all open objects, and their entries.
    Buffer<uint32_t> marks;
    Buffer<uint32_t> keys;
    size_t keys_used = 0;
    Frame frames[KIJUN_JSON_MAXIMUM_DEPTH];
    Shape shapes[KIJUN_JSON_MAXIMUM_DEPTH];

    const uint8_t *bytes = nullptr;
    size_t length = 0;
    /// The first backslash that is not before the last text.
    size_t backslash = 0;
    uint32_t first = 0;
    uint32_t second = 0;

    int find_tokens();
    int walk(size_t &count);
    int text(uint32_t open, uint32_t next, kijun_json_entry &entry);
    bool number(uint32_t start, kijun_json_entry &entry);
    bool word(uint32_t start, const char *letters, size_t count) const;
    bool add_key(uint32_t entry);
    bool has_distinct_keys(uint32_t depth);
    bool has_distinct_among_many(size_t start, size_t count);
    const uint8_t *key(uint32_t entry, size_t &count) const;
};

int kijun_json_parser::find_tokens() {
    using namespace simdjson;
    if (!implementation) {
        if (get_active_implementation()->create_dom_parser_implementation(
                std::max(length, size_t(1) << 16), KIJUN_JSON_MAXIMUM_DEPTH, implementation) != SUCCESS)
            return KIJUN_JSON_NO_MEMORY;
    } else if (implementation->capacity() < length) {
        size_t larger = std::max(length, implementation->capacity() + implementation->capacity() / 2);
        if (implementation->set_capacity(larger) != SUCCESS) return KIJUN_JSON_NO_MEMORY;
    }
    switch (implementation->stage1(bytes, length, stage1_mode::regular)) {
    case SUCCESS: return KIJUN_JSON_OK;
    case MEMALLOC: return KIJUN_JSON_NO_MEMORY;
    default: return KIJUN_JSON_BROKEN;
    }
}

/// - next: where the next token stands; only white space may stand between the closing quote and it.
inline int kijun_json_parser::text(uint32_t open, uint32_t next, kijun_json_entry &entry) {
    uint32_t close = next - 1;
    while (is_space(bytes[close])) --close;
    if (bytes[close] != '"' || close <= open) return KIJUN_JSON_BROKEN;
    uint32_t start = open + 1;
    entry.offset = open;
    entry.scale = 0;
    entry.is_escaped = 0;
    if (backslash < start) {
        const void *found = std::memchr(bytes + start, '\\', length - start);
        backslash = found == nullptr ? length : size_t(static_cast<const uint8_t *>(found) - bytes);
    }
    if (backslash >= close) {
        entry.payload = int64_t(uint64_t(start) << 32 | (close - start));
        return KIJUN_JSON_OK;
    }
    if (!texts.reserve(texts_used + (close - start))) return KIJUN_JSON_NO_MEMORY;
    uint8_t *to = texts.data + texts_used;
    uint8_t *end = unescape(bytes + start, bytes + close, to);
    if (end == nullptr) return KIJUN_JSON_BROKEN;
    entry.is_escaped = 1;
    entry.payload = int64_t(uint64_t(texts_used) << 32 | uint64_t(end - to));
    texts_used += size_t(end - to);
    return KIJUN_JSON_OK;
}

/// A bracket ends the document, so that nothing here reads beyond it.
inline bool kijun_json_parser::number(uint32_t start, kijun_json_entry &entry) {
    Decimal number;
    if (!scan_number(bytes + start, number)) return false;
    entry.offset = start;
    entry.is_escaped = 0;
    if (number.is_long) {
        entry.kind = KIJUN_JSON_LONG_NUMBER;
        entry.scale = 0;
        entry.payload = int64_t(number.end - (bytes + start));
        return true;
    }
    while (number.scale > 0 && number.mantissa % 10 == 0) {
        number.mantissa /= 10;
        --number.scale;
    }
    entry.kind = KIJUN_JSON_NUMBER;
    entry.scale = uint8_t(number.scale);
    entry.payload = number.mantissa;
    return true;
}

inline bool kijun_json_parser::word(uint32_t start, const char *letters, size_t count) const {
    return length - start > count && std::memcmp(bytes + start, letters, count) == 0 && ends_scalar(bytes[start + count]);
}

inline const uint8_t *kijun_json_parser::key(uint32_t entry, size_t &count) const {
    uint64_t payload = uint64_t(entries.data[entry].payload);
    count = uint32_t(payload);
    return (entries.data[entry].is_escaped ? texts.data : bytes) + (payload >> 32);
}

inline bool kijun_json_parser::add_key(uint32_t entry) {
    if (!marks.reserve(keys_used + 1) || !keys.reserve(keys_used + 1)) return false;
    size_t count;
    const uint8_t *name = key(entry, count);
    marks.data[keys_used] = mark(name, count);
    keys.data[keys_used] = entry;
    ++keys_used;
    return true;
}

/// Whether the object that is closed has no key twice. Objects of one shape follow each other: where the marks are those of the
/// last object at this depth, which all differed, they differ again.
bool kijun_json_parser::has_distinct_keys(uint32_t depth) {
    size_t start = frames[depth].keys, count = keys_used - start;
    keys_used = start;
    if (count < 2) return true;
    if (count > few_keys) return has_distinct_among_many(start, count);
    const uint32_t *own = marks.data + start;
    Shape &shape = shapes[depth];
    if (shape.count == count && std::memcmp(shape.marks, own, count * sizeof(uint32_t)) == 0) return true;
    bool differs = true;
    for (size_t later = 1; later < count; ++later) {
        for (size_t earlier = 0; earlier < later; ++earlier) {
            if (own[earlier] != own[later]) continue;
            differs = false;
            size_t length_a, length_b;
            const uint8_t *a = key(keys.data[start + earlier], length_a), *b = key(keys.data[start + later], length_b);
            if (length_a != length_b || std::memcmp(a, b, length_a) != 0) continue;
            first = entries.data[keys.data[start + earlier]].offset;
            second = entries.data[keys.data[start + later]].offset;
            return false;
        }
    }
    if (differs) {
        shape.count = uint32_t(count);
        std::memcpy(shape.marks, own, count * sizeof(uint32_t));
    }
    return true;
}

/// Sorted: no choice of keys makes it slow.
bool kijun_json_parser::has_distinct_among_many(size_t start, size_t count) {
    uint32_t *own = keys.data + start;
    auto compare = [this](uint32_t x, uint32_t y) {
        size_t length_x, length_y;
        const uint8_t *a = key(x, length_x), *b = key(y, length_y);
        if (length_x != length_y) return length_x < length_y ? -1 : 1;
        return std::memcmp(a, b, length_x);
    };
    std::sort(own, own + count, [&](uint32_t x, uint32_t y) {
        int order = compare(x, y);
        return order != 0 ? order < 0 : x < y;
    });
    for (size_t index = 1; index < count; ++index) {
        if (compare(own[index - 1], own[index]) != 0) continue;
        first = entries.data[own[index - 1]].offset;
        second = entries.data[own[index]].offset;
        return false;
    }
    return true;
}

int kijun_json_parser::walk(size_t &count) {
    const uint32_t *token = implementation->structural_indexes.get();
    const uint32_t *const end = token + implementation->n_structural_indexes;
    // A token makes at most one entry.
    if (!entries.reserve(size_t(end - token))) return KIJUN_JSON_NO_MEMORY;
    kijun_json_entry *const tape = entries.data;
    uint32_t used = 0, depth = 0;
    texts_used = 0;
    keys_used = 0;
    backslash = 0;
    // The last token is the bracket that ends the document: whatever is read before it leaves another token to read.
    uint32_t at;

next_root:
    if (token == end) {
        count = used;
        return KIJUN_JSON_OK;
    }
    at = *token++;
    if (bytes[at] != '{' && bytes[at] != '[') return KIJUN_JSON_BROKEN;

open: {
    if (depth == KIJUN_JSON_MAXIMUM_DEPTH) return KIJUN_JSON_BROKEN;
    bool is_object = bytes[at] == '{';
    tape[used] = {0, at, uint8_t(is_object ? KIJUN_JSON_OBJECT : KIJUN_JSON_LIST), 0, 0, 0};
    frames[depth++] = {used++, uint32_t(keys_used), 0, is_object};
    if (token == end) return KIJUN_JSON_BROKEN;
    if (bytes[*token] == (is_object ? '}' : ']')) {
        ++token;
        goto close;
    }
    if (is_object) goto key;
}

value:
    ++frames[depth - 1].count;
    at = *token++;
    switch (bytes[at]) {
    case '"': {
        if (token == end) return KIJUN_JSON_BROKEN;
        tape[used].kind = KIJUN_JSON_TEXT;
        int status = text(at, *token, tape[used++]);
        if (status != KIJUN_JSON_OK) return status;
        break;
    }
    case '{':
    case '[': goto open;
    case '-':
    case '0': case '1': case '2': case '3': case '4':
    case '5': case '6': case '7': case '8': case '9':
        if (!number(at, tape[used++])) return KIJUN_JSON_BROKEN;
        break;
    case 'n':
        if (!word(at, "null", 4)) return KIJUN_JSON_BROKEN;
        tape[used++] = {0, at, KIJUN_JSON_NULL, 0, 0, 0};
        break;
    case 't':
        if (!word(at, "true", 4)) return KIJUN_JSON_BROKEN;
        tape[used++] = {0, at, KIJUN_JSON_TRUE, 0, 0, 0};
        break;
    case 'f':
        if (!word(at, "false", 5)) return KIJUN_JSON_BROKEN;
        tape[used++] = {0, at, KIJUN_JSON_FALSE, 0, 0, 0};
        break;
    default: return KIJUN_JSON_BROKEN;
    }

after_value:
    if (token == end) return KIJUN_JSON_BROKEN;
    at = *token++;
    if (bytes[at] == ',') {
        if (token == end) return KIJUN_JSON_BROKEN;
        if (frames[depth - 1].is_object) goto key;
        goto value;
    }
    if (bytes[at] != (frames[depth - 1].is_object ? '}' : ']')) return KIJUN_JSON_BROKEN;

close: {
    Frame &frame = frames[--depth];
    tape[frame.entry].payload = int64_t(uint64_t(frame.count) << 32 | used);
    if (frame.is_object && !has_distinct_keys(depth)) return KIJUN_JSON_DUPLICATE;
    if (depth == 0) goto next_root;
    goto after_value;
}

key: {
    at = *token++;
    if (bytes[at] != '"' || token == end) return KIJUN_JSON_BROKEN;
    tape[used].kind = KIJUN_JSON_KEY;
    int status = text(at, *token, tape[used]);
    if (status != KIJUN_JSON_OK) return status;
    if (!add_key(used++)) return KIJUN_JSON_NO_MEMORY;
    at = *token++;
    if (bytes[at] != ':' || token == end) return KIJUN_JSON_BROKEN;
    goto value;
}
}

kijun_json_parser *kijun_json_create(void) { return new (std::nothrow) kijun_json_parser; }

void kijun_json_destroy(kijun_json_parser *parser) { delete parser; }

kijun_json_tape kijun_json_parse(kijun_json_parser *parser, const uint8_t *bytes, size_t length) {
    while (length > 0 && is_space(bytes[length - 1])) --length;
    kijun_json_tape tape = {nullptr, 0, nullptr, KIJUN_JSON_BROKEN, 0, 0};
    if (length < 2 || length > size_t(1) << 30 || (bytes[length - 1] != '}' && bytes[length - 1] != ']')) return tape;
    parser->bytes = bytes;
    parser->length = length;
    size_t count = 0;
    int status = parser->find_tokens();
    if (status == KIJUN_JSON_OK) status = parser->walk(count);
    tape.status = status;
    tape.entries = parser->entries.data;
    tape.count = count;
    tape.texts = parser->texts.data;
    tape.first = parser->first;
    tape.second = parser->second;
    return tape;
}
