#include "czip.h"

#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>

struct czip {
    const uint8_t *bytes;
    ZPOS64_T count;
    ZPOS64_T position;
    unzFile file;
    int is_begun;
};

static voidpf open_memory(voidpf opaque, const void *name, int mode) {
    (void)name;
    (void)mode;
    return opaque;
}

static uLong read_memory(voidpf opaque, voidpf stream, void *buffer, uLong size) {
    czip *zip = opaque;
    (void)stream;
    if (zip->position >= zip->count) return 0;
    ZPOS64_T left = zip->count - zip->position;
    if (size > left) size = (uLong)left;
    memcpy(buffer, zip->bytes + zip->position, size);
    zip->position += size;
    return size;
}

static ZPOS64_T tell_memory(voidpf opaque, voidpf stream) {
    (void)stream;
    return ((czip *)opaque)->position;
}

static long seek_memory(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin) {
    czip *zip = opaque;
    (void)stream;
    ZPOS64_T start = 0;
    if (origin == ZLIB_FILEFUNC_SEEK_CUR) start = zip->position;
    if (origin == ZLIB_FILEFUNC_SEEK_END) start = zip->count;
    if (offset > zip->count - start) return -1;
    zip->position = start + offset;
    return 0;
}

static int nothing(voidpf opaque, voidpf stream) {
    (void)opaque;
    (void)stream;
    return 0;
}

czip *czip_open(const uint8_t *bytes, size_t count) {
    czip *zip = calloc(1, sizeof *zip);
    if (!zip) return NULL;
    zip->bytes = bytes;
    zip->count = count;
    zlib_filefunc64_def functions = {
        .zopen64_file = open_memory,
        .zread_file = read_memory,
        .ztell64_file = tell_memory,
        .zseek64_file = seek_memory,
        .zclose_file = nothing,
        .zerror_file = nothing,
        .opaque = zip,
    };
    zip->file = unzOpen2_64("", &functions);
    if (zip->file) return zip;
    free(zip);
    return NULL;
}

void czip_close(czip *zip) {
    czip_end(zip);
    unzClose(zip->file);
    free(zip);
}

int czip_next(czip *zip, czip_entry *entry) {
    int status = zip->is_begun ? unzGoToNextFile(zip->file) : unzGoToFirstFile(zip->file);
    zip->is_begun = 1;
    if (status == UNZ_END_OF_LIST_OF_FILE) return CZIP_END;
    if (status != UNZ_OK) return CZIP_DAMAGED;
    unz_file_info64 info;
    unz64_file_pos place;
    status = unzGetCurrentFileInfo64(zip->file, &info, entry->name, sizeof entry->name, NULL, 0, NULL, 0);
    if (status != UNZ_OK || unzGetFilePos64(zip->file, &place) != UNZ_OK) return CZIP_DAMAGED;
    entry->directory_position = place.pos_in_zip_directory;
    entry->number = place.num_of_file;
    entry->packed_size = info.compressed_size;
    entry->size = info.uncompressed_size;
    entry->method = (uint32_t)info.compression_method;
    entry->is_encrypted = (info.flag & 1) != 0;
    entry->name_length = info.size_filename < sizeof entry->name ? info.size_filename : sizeof entry->name;
    return CZIP_FOUND;
}

int czip_begin(czip *zip, const czip_entry *entry) {
    unz64_file_pos place = {entry->directory_position, entry->number};
    czip_end(zip);
    if (unzGoToFilePos64(zip->file, &place) != UNZ_OK) return CZIP_DAMAGED;
    return unzOpenCurrentFile(zip->file) == UNZ_OK ? CZIP_FOUND : CZIP_DAMAGED;
}

int czip_read(czip *zip, void *buffer, unsigned size) {
    int count = unzReadCurrentFile(zip->file, buffer, size);
    return count < 0 ? CZIP_DAMAGED : count;
}

int czip_end(czip *zip) {
    return unzCloseCurrentFile(zip->file) == UNZ_CRCERROR ? CZIP_DAMAGED : CZIP_END;
}
