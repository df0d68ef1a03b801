#include "base/png_chunks.h"

#include <libdeflate.h>

#include <algorithm>
#include <iterator>

#include "base/png_rows.h"

namespace isotherm::png {

namespace {
constexpr uint8_t kSignature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr int kSmallLevel = 6;  // libdeflate's, for the frames of an animation
}  // namespace

// PNG numbers are big-endian.
void append_u32(Bytes& out, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    out.push_back(static_cast<uint8_t>(value >> shift));
}

void append_header(Bytes& out, PixelSize size, int channels) {
  out.insert(out.end(), std::begin(kSignature), std::end(kSignature));
  Bytes header;
  append_u32(header, static_cast<uint32_t>(size.width));
  append_u32(header, static_cast<uint32_t>(size.height));
  const uint8_t color_type = channels == 4 ? 6 : 2;
  header.insert(header.end(), {8, color_type, 0, 0, 0});  // 8 bits, not interlaced
  append_chunk(out, "IHDR", header);
}

void append_chunk(Bytes& out, std::string_view type, ByteSpan data) {
  out.reserve(out.size() + data.size() + 12);
  append_u32(out, static_cast<uint32_t>(data.size()));
  const size_t type_at = out.size();
  for (const char c : type)
    out.push_back(static_cast<uint8_t>(c));
  out.insert(out.end(), data.begin(), data.end());
  append_u32(out, libdeflate_crc32(0, out.data() + type_at, out.size() - type_at));
}

void append_text(Bytes& out, const PngText& text) {
  Bytes data(text.keyword.begin(), text.keyword.end());
  data.push_back(0);
  data.insert(data.end(), text.text.begin(), text.text.end());
  append_chunk(out, "tEXt", data);
}

Bytes compress_rows(const Image& rgb, const Part& part) {
  const auto row_bytes = static_cast<size_t>(part.x1 - part.x0) * 3;
  Bytes rows((row_bytes + 1) * static_cast<size_t>(part.y1 - part.y0));
  for (int y = part.y0; y < part.y1; ++y) {
    std::copy_n(rgb.row(y) + static_cast<size_t>(part.x0) * 3, row_bytes,
                rows.data() + static_cast<size_t>(y - part.y0) * (row_bytes + 1) + 1);
  }
  filter_rows(rows, row_bytes, 3);
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(kSmallLevel);
  if (compressor == nullptr) return {};
  Bytes compressed(libdeflate_zlib_compress_bound(compressor, rows.size()));
  compressed.resize(
      libdeflate_zlib_compress(compressor, rows.data(), rows.size(), compressed.data(), compressed.size()));
  libdeflate_free_compressor(compressor);
  return compressed;
}

}  // namespace isotherm::png
