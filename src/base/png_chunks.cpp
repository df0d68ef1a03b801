#include "base/png_chunks.h"

#include <libdeflate.h>

namespace isotherm::png {

namespace {
constexpr int kLevel = 6;
constexpr uint8_t kUpFilter = 2;
}  // namespace

// PNG numbers are big-endian.
void append_u32(Bytes& out, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    out.push_back(static_cast<uint8_t>(value >> shift));
}

void append_chunk(Bytes& out, std::string_view type, ByteSpan data) {
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
  Bytes rows;
  rows.reserve((row_bytes + 1) * static_cast<size_t>(part.y1 - part.y0));
  for (int y = part.y0; y < part.y1; ++y) {
    const uint8_t* row = rgb.row(y) + static_cast<size_t>(part.x0) * 3;
    const uint8_t* above = y > part.y0 ? rgb.row(y - 1) + static_cast<size_t>(part.x0) * 3 : nullptr;
    rows.push_back(kUpFilter);
    for (size_t i = 0; i < row_bytes; ++i)
      rows.push_back(static_cast<uint8_t>(row[i] - (above != nullptr ? above[i] : 0)));
  }
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(kLevel);
  if (compressor == nullptr) return {};
  Bytes compressed(libdeflate_zlib_compress_bound(compressor, rows.size()));
  compressed.resize(
      libdeflate_zlib_compress(compressor, rows.data(), rows.size(), compressed.data(), compressed.size()));
  libdeflate_free_compressor(compressor);
  return compressed;
}

}  // namespace isotherm::png
