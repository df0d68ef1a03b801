#pragma once
// The parts that PNG files are made of, for png.cpp and apng.cpp.
#include <string_view>

#include "base/png.h"

namespace isotherm::png {

void append_u32(Bytes& out, uint32_t value);  // big-endian
// Signature and IHDR; 3 channels (RGB) or 4 (RGBA).
void append_header(Bytes& out, PixelSize size, int channels);
// Length, type (four letters), data, checksum.
void append_chunk(Bytes& out, std::string_view type, ByteSpan data);
void append_text(Bytes& out, const PngText& text);

// A part of an RGB image, half-open px.
struct Part {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};
// Its rows, filtered and compressed. Empty when there is not enough memory.
Bytes compress_rows(const Image& rgb, const Part& part);

}  // namespace isotherm::png
