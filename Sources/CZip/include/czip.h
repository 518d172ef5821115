#ifndef CZIP_H
#define CZIP_H

#include <stddef.h>
#include <stdint.h>

/// A zip archive that lies in memory, read by minizip. The bytes must stay where they are until it is closed.
typedef struct czip czip;

/// A file in an archive, as the archive's directory declares it.
typedef struct {
    /// Where the directory tells of it; for `czip_begin`.
    uint64_t directory_position;
    uint64_t number;
    /// Bytes, packed and unpacked. The directory may lie.
    uint64_t packed_size;
    uint64_t size;
    uint32_t method;
    /// The content is encrypted.
    int is_encrypted;
    size_t name_length;
    /// The first `name_length` bytes; a longer name is cut.
    char name[512];
} czip_entry;

enum { CZIP_END = 0, CZIP_FOUND = 1, CZIP_DAMAGED = -1 };

/// NULL where the bytes are no zip archive.
czip *czip_open(const uint8_t *bytes, size_t count);
void czip_close(czip *zip);

/// The next entry of the directory: CZIP_FOUND, CZIP_END or CZIP_DAMAGED.
int czip_next(czip *zip, czip_entry *entry);

/// Begins to read an entry; one at a time. CZIP_FOUND or CZIP_DAMAGED.
int czip_begin(czip *zip, const czip_entry *entry);

/// The number of bytes read, 0 at the end, CZIP_DAMAGED where the packed data are broken.
int czip_read(czip *zip, void *buffer, unsigned size);

/// CZIP_DAMAGED where all was read and the checksum does not fit.
int czip_end(czip *zip);

#endif
