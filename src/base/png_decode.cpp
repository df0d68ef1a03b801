#include "base/png_decode.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace isotherm::png {
namespace {

constexpr size_t kSignatureBytes = 8, kHeaderBytes = 13, kZlibHeaderBytes = 2;
// Deflate makes at most 258 bytes of two bits.
constexpr size_t kMostExpansion = 1032;

uint32_t u32_at(ByteSpan bytes, size_t at) {
  return static_cast<uint32_t>(bytes[at]) << 24 | static_cast<uint32_t>(bytes[at + 1]) << 16 |
         static_cast<uint32_t>(bytes[at + 2]) << 8 | bytes[at + 3];
}

struct Parts {
  ByteSpan header;
  std::vector<ByteSpan> data;  // of the IDAT chunks
};

// Up to the first chunk behind the image data. Nothing where a chunk is cut short or changes how the data is
// read.
std::optional<Parts> parts_of(ByteSpan file) {
  Parts parts;
  for (size_t at = kSignatureBytes; file.size() - at >= 12;) {
    const size_t size = u32_at(file, at);
    if (size > file.size() - at - 12) return std::nullopt;
    const std::string_view type(reinterpret_cast<const char*>(file.data()) + at + 4, 4);
    const ByteSpan data = file.subspan(at + 8, size);
    at += 12 + size;
    if (type == "IDAT") {
      parts.data.push_back(data);
      continue;
    }
    if (!parts.data.empty()) break;
    if (type == "IHDR") {
      parts.header = data;
    } else if (type == "tRNS" || type == "CgBI") {
      return std::nullopt;
    }
  }
  if (parts.header.size() != kHeaderBytes || parts.data.empty()) return std::nullopt;
  return parts;
}

// 0: a kind that is not read here.
int channels_of(ByteSpan header) {
  const bool is_plain = header[8] == 8 && header[10] == 0 && header[11] == 0 && header[12] == 0;
  return !is_plain ? 0 : header[9] == 2 ? 3 : header[9] == 6 ? 4 : 0;
}

// A zlib stream without a dictionary, into exactly `out`. Its checksum is not compared, as in browsers.
bool inflate(ByteSpan zlib, std::span<uint8_t> out) {
  if (zlib.size() < kZlibHeaderBytes) return false;
  const bool is_deflate = (zlib[0] & 15) == 8 && (zlib[1] & 32) == 0 && (zlib[0] * 256 + zlib[1]) % 31 == 0;
  if (!is_deflate) return false;
  libdeflate_decompressor* decompressor = libdeflate_alloc_decompressor();
  if (decompressor == nullptr) return false;
  size_t written = 0;
  const auto result =
      libdeflate_deflate_decompress(decompressor, zlib.data() + kZlibHeaderBytes,
                                    zlib.size() - kZlibHeaderBytes, out.data(), out.size(), &written);
  libdeflate_free_decompressor(decompressor);
  return result == LIBDEFLATE_SUCCESS && written == out.size();
}

// PNG's Paeth predictor: of left, above and above-left the one nearest to left + above - above-left.
int paeth(int left, int above, int corner) {
  const int to_left = std::abs(above - corner), to_above = std::abs(left - corner),
            to_corner = std::abs(left + above - 2 * corner);
  if (to_left <= to_above && to_left <= to_corner) return left;
  return to_above <= to_corner ? above : corner;
}

template <typename Predict>
void add_up(const uint8_t* filtered, uint8_t* row, size_t bytes, Predict&& predict) {
  for (size_t i = 0; i < bytes; ++i)
    row[i] = static_cast<uint8_t>(filtered[i] + predict(i));
}

// `above` is the row before, as pixels, or zeros.
template <size_t kPixelBytes>
bool undo_filter(int filter, const uint8_t* filtered, uint8_t* row, const uint8_t* above, size_t bytes) {
  const auto left = [&](size_t i) { return i < kPixelBytes ? 0 : int{row[i - kPixelBytes]}; };
  const auto corner = [&](size_t i) { return i < kPixelBytes ? 0 : int{above[i - kPixelBytes]}; };
  switch (filter) {
    case 0:
      std::memcpy(row, filtered, bytes);
      return true;
    case 1:
      add_up(filtered, row, bytes, left);
      return true;
    case 2:
      add_up(filtered, row, bytes, [&](size_t i) { return int{above[i]}; });
      return true;
    case 3:
      add_up(filtered, row, bytes, [&](size_t i) { return (left(i) + above[i]) / 2; });
      return true;
    case 4:
      add_up(filtered, row, bytes, [&](size_t i) { return paeth(left(i), above[i], corner(i)); });
      return true;
    default:
      return false;
  }
}

// Rows with a filter byte each become rows of pixels, in place: they move towards the front.
bool undo_filters(Image& image) {
  const size_t stride = image.stride();
  const Bytes zeros(stride);
  Bytes filtered(stride);
  const auto undo = image.channels == 4 ? undo_filter<4> : undo_filter<3>;
  for (int y = 0; y < image.height; ++y) {
    const uint8_t* from = image.pixels.data() + (stride + 1) * static_cast<size_t>(y);
    const int filter = *from;
    std::memcpy(filtered.data(), from + 1, stride);
    uint8_t* row = image.row(y);
    if (!undo(filter, filtered.data(), row, y > 0 ? row - stride : zeros.data(), stride)) return false;
  }
  image.pixels.resize(stride * static_cast<size_t>(image.height));
  return true;
}

}  // namespace

std::optional<Image> decode_plain(ByteSpan file, PixelSize size) {
  const auto parts = parts_of(file);
  const int channels = parts ? channels_of(parts->header) : 0;
  if (channels == 0) return std::nullopt;
  Bytes joined;
  if (parts->data.size() > 1) {
    for (const ByteSpan part : parts->data)
      joined.insert(joined.end(), part.begin(), part.end());
  }
  const ByteSpan zlib = parts->data.size() > 1 ? ByteSpan(joined) : parts->data.front();
  Image image;
  image.width = size.width;
  image.height = size.height;
  image.channels = channels;
  const size_t bytes = (image.stride() + 1) * static_cast<size_t>(size.height);
  if (bytes / kMostExpansion > zlib.size()) return std::nullopt;  // cannot be whole: do not make room for it
  image.pixels.resize(bytes);
  if (!inflate(zlib, image.pixels) || !undo_filters(image)) return std::nullopt;
  return image;
}

}  // namespace isotherm::png
