// The one place where stb's implementations are compiled.
#include "base/stb_room.h"

#include <libdeflate.h>

#include <cstdlib>
#include <cstring>

#include "base/png_rows.h"

namespace isotherm {

// One picture is decoded or encoded at a time on a thread, by a library that takes no allocator along.
thread_local size_t stb_room_bytes = 0;
thread_local StbRows stb_rows;

}  // namespace isotherm

namespace {

void* allocate_in_room(size_t bytes) {
  return bytes <= isotherm::stb_room_bytes ? std::malloc(bytes) : nullptr;
}

void* reallocate_in_room(void* memory, size_t bytes) {
  return bytes <= isotherm::stb_room_bytes ? std::realloc(memory, bytes) : nullptr;
}

// stb_image_write's compressor hook: filters for stb, which tries all five on every row, and a zlib stream
// made by libdeflate: smaller and several times faster than stb's own (docs/benchmarks.md).
unsigned char* compress_zlib(unsigned char* data, int size, int* out_size, int /*quality*/) {
  const isotherm::StbRows rows = isotherm::stb_rows;
  isotherm::png::filter_rows({data, static_cast<size_t>(size)}, rows.row_bytes, rows.pixel_bytes);
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(isotherm::png::kLevel);
  if (compressor == nullptr) return nullptr;
  const size_t bound = libdeflate_zlib_compress_bound(compressor, static_cast<size_t>(size));
  auto* out = static_cast<unsigned char*>(std::malloc(bound));
  size_t written = 0;
  if (out != nullptr)
    written = libdeflate_zlib_compress(compressor, data, static_cast<size_t>(size), out, bound);
  libdeflate_free_compressor(compressor);
  if (written == 0 || written > 0x7FFF'FFFF) {
    std::free(out);
    return nullptr;
  }
  *out_size = static_cast<int>(written);
  return out;
}

}  // namespace

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wunused-function"
#define STB_IMAGE_IMPLEMENTATION
#define STBI_NO_STDIO
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_MAX_DIMENSIONS (1 << 18)
#define STBI_MALLOC(bytes) allocate_in_room(bytes)
#define STBI_REALLOC(memory, bytes) reallocate_in_room(memory, bytes)
#define STBI_FREE(memory) std::free(memory)
#include <stb/stb_image.h>
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#define STBIW_ZLIB_COMPRESS compress_zlib
#include <stb/stb_image_write.h>
#define STB_TRUETYPE_IMPLEMENTATION
#include <stb/stb_truetype.h>
#pragma GCC diagnostic pop
