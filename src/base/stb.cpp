// The one place where stb's implementations are compiled.
#include "base/stb_room.h"

#include <libdeflate.h>

#include <cstdlib>
#include <cstring>

namespace isotherm {

// One picture is decoded at a time on a thread, by a library that takes no allocator along.
thread_local size_t stb_room_bytes = 0;

}  // namespace isotherm

namespace {

void* allocate_in_room(size_t bytes) {
  return bytes <= isotherm::stb_room_bytes ? std::malloc(bytes) : nullptr;
}

void* reallocate_in_room(void* memory, size_t bytes) {
  return bytes <= isotherm::stb_room_bytes ? std::realloc(memory, bytes) : nullptr;
}

// stb_image_write's compressor hook: a zlib stream made by libdeflate. Level 1 with the Up filter is smaller
// and several times faster than stb's own compressor on page screenshots (docs/benchmarks.md).
unsigned char* compress_zlib(unsigned char* data, int size, int* out_size, int /*quality*/) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(1);
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
