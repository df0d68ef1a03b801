#pragma once
// What the hooks of stb's libraries have to know, which pass nothing along. How much stb_image may allocate
// at once: without a limit a small picture can claim gigabytes (a PNG chunk's length) or unpack to them
// (deflate).
#include <cstddef>

namespace isotherm {

extern thread_local size_t stb_room_bytes;
// The rows that stb_image_write is about to hand to its compressor, unfiltered.
struct StbRows {
  size_t row_bytes = 0, pixel_bytes = 0;
};
extern thread_local StbRows stb_rows;

}  // namespace isotherm
