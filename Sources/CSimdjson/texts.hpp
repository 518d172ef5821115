#ifndef KIJUN_JSON_TEXTS_HPP
#define KIJUN_JSON_TEXTS_HPP

#include "bytes.hpp"
#include "memory.hpp"

namespace kijun_json {

/// Texts by number: the same bytes have one number. The empty text is 0.
class Texts {
    struct Text {
        uint32_t start;
        uint32_t length;
        uint32_t hash;
    };
    Buffer<Text> texts;
    Buffer<uint8_t> bytes;
    /// Open addressing: the number of a text + 1, or 0.
    Buffer<uint32_t> places;
    uint32_t mask = 0;
    uint32_t used = 0;
    uint64_t seed;

    static uint64_t mixed(uint64_t a, uint64_t b) {
        unsigned __int128 product = (unsigned __int128)a * b;
        return uint64_t(product) ^ uint64_t(product >> 64);
    }

    /// Of no use to one who chooses the texts, as the seed is another in each process.
    uint32_t hash(const uint8_t *text, size_t length) const {
        uint64_t state = seed ^ length;
        while (length > 8) {
            state = mixed(state ^ load_word(text), 0x9E3779B97F4A7C15u);
            text += 8;
            length -= 8;
        }
        uint64_t last = 0;
        if (length >= 4) {
            last = load(text) | uint64_t(load(text + length - 4)) << 32;
        } else if (length > 0) {
            last = text[0] | uint64_t(text[length / 2]) << 8 | uint64_t(text[length - 1]) << 16;
        }
        state = mixed(state ^ last, 0xC2B2AE3D27D4EB4Fu ^ seed);
        return uint32_t(state ^ state >> 32);
    }

    bool grow() {
        size_t wanted = mask == 0 ? 1024 : size_t(mask + 1) * 2;
        if (!places.reserve(wanted)) return false;
        mask = uint32_t(wanted - 1);
        std::memset(places.data, 0, wanted * sizeof(uint32_t));
        for (uint32_t number = 0; number < used; ++number) {
            uint32_t place = texts.data[number].hash & mask;
            while (places.data[place] != 0) place = (place + 1) & mask;
            places.data[place] = number + 1;
        }
        return true;
    }

public:
    size_t count = 0;
    size_t bytes_used = 0;

    explicit Texts(uint64_t seed) : seed(seed) { clear(); }

    void clear() {
        used = 0;
        count = 0;
        bytes_used = 0;
        if (mask != 0) std::memset(places.data, 0, size_t(mask + 1) * sizeof(uint32_t));
        number(reinterpret_cast<const uint8_t *>(""), 0);
    }

    const uint8_t *text(size_t number, size_t &length) const {
        length = texts.data[number].length;
        return bytes.data + texts.data[number].start;
    }

    /// -1 where there is no memory.
    int64_t number(const uint8_t *text, size_t length) {
        if (size_t(used + 1) * 2 > size_t(mask) && !grow()) return -1;
        uint32_t own = hash(text, length), place = own & mask;
        for (; places.data[place] != 0; place = (place + 1) & mask) {
            const Text &other = texts.data[places.data[place] - 1];
            if (other.hash == own && other.length == length && std::memcmp(bytes.data + other.start, text, length) == 0)
                return places.data[place] - 1;
        }
        if (!texts.reserve(used + 1) || !bytes.reserve(bytes_used + length) || bytes_used + length > UINT32_MAX) return -1;
        if (length > 0) std::memcpy(bytes.data + bytes_used, text, length);
        texts.data[used] = {uint32_t(bytes_used), uint32_t(length), own};
        bytes_used += length;
        places.data[place] = ++used;
        count = used;
        return used - 1;
    }
};

}  // namespace kijun_json

#endif
