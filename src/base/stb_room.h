#pragma once
// How much stb_image may allocate at once: without a limit a small picture can claim gigabytes (a PNG chunk's
// length) or unpack to them (deflate).
#include <cstddef>

namespace isotherm {

extern thread_local size_t stb_room_bytes;

}  // namespace isotherm
