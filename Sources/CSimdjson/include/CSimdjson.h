#ifndef KIJUN_CSIMDJSON_H
#define KIJUN_CSIMDJSON_H

#include "columns.h"

#include <stddef.h>
#include <stdint.h>

// JSON as a flat tape. simdjson finds where tokens stand and checks UTF-8 and the quotes (its stage 1, in the library, by the
// best instructions of the machine); the walk over them here checks the rest of the grammar and keeps what a document says:
// numbers as decimals, texts as places in the source.

#ifdef __cplusplus
extern "C" {
#endif

/// The kinds of an entry.
enum {
    KIJUN_JSON_NULL = 0,
    KIJUN_JSON_TRUE,
    KIJUN_JSON_FALSE,
    KIJUN_JSON_NUMBER,
    KIJUN_JSON_LONG_NUMBER,
    KIJUN_JSON_TEXT,
    KIJUN_JSON_KEY,
    KIJUN_JSON_LIST,
    KIJUN_JSON_OBJECT,
};

/// What a document says at one place. A list is followed by its elements, an object by its members: a key and its value each.
typedef struct {
    /// NUMBER: the digits as an integer, which times 10^-`scale` is the value. LONG_NUMBER (an exponent, or more than 18 digits):
    /// the length of its text. TEXT, KEY: the length in the low half and where it starts in the high half. LIST, OBJECT: the entry
    /// after its last one in the low half and how many elements or members it has in the high half.
    int64_t payload;
    /// Of the first byte (of a text: the quote) in the document.
    uint32_t offset;
    uint8_t kind;
    uint8_t scale;
    /// TEXT, KEY: written with escapes, so that it starts in `texts` instead of the document.
    uint8_t is_escaped;
    uint8_t unused;
} kijun_json_entry;

enum {
    KIJUN_JSON_OK = 0,
    /// No JSON: what is wrong is for a slower reader to say.
    KIJUN_JSON_BROKEN,
    /// One object has a key twice: at `first` and at `second`.
    KIJUN_JSON_DUPLICATE,
    KIJUN_JSON_NO_MEMORY,
};

typedef struct {
    const kijun_json_entry *entries;
    size_t count;
    /// The texts that were written with escapes, as UTF-8.
    const uint8_t *texts;
    int status;
    uint32_t first;
    uint32_t second;
} kijun_json_tape;

typedef struct kijun_json_parser kijun_json_parser;

/// The deepest nesting of lists and objects.
enum { KIJUN_JSON_MAXIMUM_DEPTH = 64 };

/// NULL where there is no memory.
kijun_json_parser *kijun_json_create(void);
void kijun_json_destroy(kijun_json_parser *parser);

/// Reads objects and lists one after the other (`{…} {…}`); `length` is at most 2^30. The tape belongs to the parser until its
/// next call.
kijun_json_tape kijun_json_parse(kijun_json_parser *parser, const uint8_t *bytes, size_t length);

#ifdef __cplusplus
}
#endif

#endif
