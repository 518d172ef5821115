#ifndef KIJUN_JSON_NUMBERS_HPP
#define KIJUN_JSON_NUMBERS_HPP

#include "bytes.hpp"

namespace kijun_json {

/// A number of JSON: `mantissa` × 10^-`scale`, unless it `is_long` (an exponent, or more than 18 digits).
struct Decimal {
    int64_t mantissa;
    uint32_t scale;
    bool is_long;
    const uint8_t *end;
};

/// Something that is no part of a number must stand behind it. False where it is none of JSON's.
inline bool scan_number(const uint8_t *at, Decimal &number) {
    bool is_negative = *at == '-';
    if (is_negative) ++at;
    const uint8_t *digits = at;
    uint64_t mantissa = 0;
    if (*at == '0') {
        ++at;
    } else {
        if (!is_digit(*at)) return false;
        do mantissa = mantissa * 10 + (*at++ - '0');
        while (is_digit(*at));
    }
    size_t count = size_t(at - digits), scale = 0;
    if (*at == '.') {
        const uint8_t *decimals = ++at;
        while (is_digit(*at)) mantissa = mantissa * 10 + (*at++ - '0');
        scale = size_t(at - decimals);
        if (scale == 0) return false;
        count += scale;
    }
    number.is_long = count > 18;
    if ((*at | 0x20) == 'e') {
        number.is_long = true;
        ++at;
        if (*at == '+' || *at == '-') ++at;
        if (!is_digit(*at)) return false;
        do ++at;
        while (is_digit(*at));
    }
    if (!ends_scalar(*at)) return false;
    number.end = at;
    number.scale = uint32_t(scale);
    number.mantissa = is_negative ? -int64_t(mantissa) : int64_t(mantissa);
    return true;
}

/// The same for a number without sign of at most eight bytes, of which eight are readable; false for any other.
inline bool scan_short_number(const uint8_t *at, size_t length, Decimal &number) {
    static const uint64_t zeros[] = {
        0x3030303030303030, 0x30303030303030, 0x303030303030, 0x3030303030, 0x30303030, 0x303030, 0x3030, 0x30, 0};
    if (length - 1 > 7) return false;
    // The digits at the upper end, which is the end of the text, and zeros before them.
    uint64_t word = load_word(at) << (64 - 8 * length) | zeros[length];
    uint64_t points = word ^ 0x2E2E2E2E2E2E2E2E;
    points = (points - 0x0101010101010101) & ~points & 0x8080808080808080;
    size_t whole = length;
    number.scale = 0;
    if (points != 0) {
        unsigned place = unsigned(__builtin_ctzll(points)) & ~7u;
        number.scale = 7 - place / 8;
        whole = length - 1 - number.scale;
        if (number.scale == 0 || whole == 0) return false;
        uint64_t before = word & ((uint64_t(1) << place) - 1);
        word = (word & ~(((uint64_t(1) << place) << 8) - 1)) | before << 8 | 0x30;
    }
    if (at[0] == '0' && whole > 1) return false;
    if (((word & (word + 0x0606060606060606)) & 0xF0F0F0F0F0F0F0F0) != 0x3030303030303030) return false;
    word = (word & 0x0F0F0F0F0F0F0F0F) * 2561 >> 8;
    word = (word & 0x00FF00FF00FF00FF) * 6553601 >> 16;
    word = (word & 0x0000FFFF0000FFFF) * 42949672960001 >> 32;
    number.mantissa = int64_t(word);
    number.is_long = false;
    number.end = at + length;
    return true;
}

}  // namespace kijun_json

#endif
