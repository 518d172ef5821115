#ifndef KIJUN_JSON_MEMORY_HPP
#define KIJUN_JSON_MEMORY_HPP

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace kijun_json {

/// Memory that grows and is never shrunk; nothing of it is initialised.
template <typename Element> struct Buffer {
    Element *data = nullptr;
    size_t capacity = 0;

    Buffer() = default;
    Buffer(const Buffer &) = delete;
    Buffer(Buffer &&other) noexcept : data(other.data), capacity(other.capacity) {
        other.data = nullptr;
        other.capacity = 0;
    }
    Buffer &operator=(const Buffer &) = delete;
    ~Buffer() { std::free(data); }

    bool reserve(size_t wanted) {
        if (wanted <= capacity) return true;
        size_t larger = std::max(wanted, capacity + capacity / 2);
        void *moved = std::realloc(data, larger * sizeof(Element));
        if (moved == nullptr) return false;
        data = static_cast<Element *>(moved);
        capacity = larger;
        return true;
    }
};

}  // namespace kijun_json

#endif
