#ifndef KIJUN_JSON_BYTES_HPP
#define KIJUN_JSON_BYTES_HPP

#include <cstdint>
#include <cstring>

// What single bytes and runs of them are in JSON text, and what escapes stand for.
namespace kijun_json {

inline bool is_space(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }
inline bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }
inline bool ends_scalar(uint8_t byte) { return byte == ',' || byte == '}' || byte == ']' || is_space(byte); }

inline uint32_t load(const uint8_t *bytes) {
    uint32_t word;
    std::memcpy(&word, bytes, 4);
    return word;
}

inline uint64_t load_word(const uint8_t *bytes) {
    uint64_t word;
    std::memcpy(&word, bytes, 8);
    return word;
}

/// Equal for equal keys; seldom equal for others.
inline uint32_t mark(const uint8_t *key, size_t length) {
    uint32_t first = 0, last = 0, middle = 0;
    if (length >= 4) {
        first = load(key);
        last = load(key + length - 4);
        middle = load(key + length / 2 - 2);
    } else if (length > 0) {
        first = key[0] | uint32_t(key[length / 2]) << 8 | uint32_t(key[length - 1]) << 16;
    }
    uint64_t mixed = (first ^ uint64_t(last) << 32) * 0x9E3779B97F4A7C15u;
    mixed ^= (middle + (uint64_t(length) << 32)) * 0xC2B2AE3D27D4EB4Fu;
    return uint32_t(mixed >> 32);
}

inline int hex(uint8_t byte) {
    if (is_digit(byte)) return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/// The value of four hexadecimal digits, or -1.
inline int32_t hex4(const uint8_t *bytes, const uint8_t *end) {
    if (end - bytes < 4) return -1;
    int32_t value = 0;
    for (int index = 0; index < 4; ++index) {
        int digit = hex(bytes[index]);
        if (digit < 0) return -1;
        value = value << 4 | digit;
    }
    return value;
}

/// Writes a text without its escapes, which never makes it longer. NULL where an escape is none of JSON's or half a surrogate pair.
inline uint8_t *unescape(const uint8_t *from, const uint8_t *end, uint8_t *to) {
    while (from < end) {
        if (*from != '\\') {
            *to++ = *from++;
            continue;
        }
        if (++from == end) return nullptr;
        switch (*from++) {
        case '"': *to++ = '"'; continue;
        case '\\': *to++ = '\\'; continue;
        case '/': *to++ = '/'; continue;
        case 'b': *to++ = '\b'; continue;
        case 'f': *to++ = '\f'; continue;
        case 'n': *to++ = '\n'; continue;
        case 'r': *to++ = '\r'; continue;
        case 't': *to++ = '\t'; continue;
        case 'u': break;
        default: return nullptr;
        }
        int32_t unit = hex4(from, end);
        if (unit < 0) return nullptr;
        from += 4;
        uint32_t scalar = uint32_t(unit);
        if (scalar >= 0xD800 && scalar <= 0xDFFF) {
            if (scalar >= 0xDC00 || end - from < 6 || from[0] != '\\' || from[1] != 'u') return nullptr;
            int32_t low = hex4(from + 2, end);
            if (low < 0xDC00 || low > 0xDFFF) return nullptr;
            from += 6;
            scalar = 0x10000 + ((scalar - 0xD800) << 10) + (uint32_t(low) - 0xDC00);
        }
        if (scalar < 0x80) {
            *to++ = uint8_t(scalar);
        } else if (scalar < 0x800) {
            *to++ = uint8_t(0xC0 | scalar >> 6);
            *to++ = uint8_t(0x80 | (scalar & 0x3F));
        } else if (scalar < 0x10000) {
            *to++ = uint8_t(0xE0 | scalar >> 12);
            *to++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
            *to++ = uint8_t(0x80 | (scalar & 0x3F));
        } else {
            *to++ = uint8_t(0xF0 | scalar >> 18);
            *to++ = uint8_t(0x80 | (scalar >> 12 & 0x3F));
            *to++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
            *to++ = uint8_t(0x80 | (scalar & 0x3F));
        }
    }
    return to;
}

}  // namespace kijun_json

#endif
