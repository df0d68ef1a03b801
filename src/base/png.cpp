#include "base/png.h"

#include <libdeflate.h>
#include <stb/stb_image_write.h>

#include <algorithm>
#include <climits>
#include <iterator>
#include <utility>

#include "base/deflate_join.h"
#include "base/png_chunks.h"
#include "base/png_rows.h"
#include "base/stb_room.h"

namespace isotherm {

namespace {

constexpr size_t kHeaderBytes = 8 + 4 + 4 + 13 + 4;  // signature and IHDR chunk

struct Assembly {
  std::span<const PngText> texts;
  Bytes out;
};

constexpr uint8_t kZlibHeader[] = {0x78, 0x5E};  // deflate, 32 KiB window, "fast"

// Into a complete deflate stream at the front of `room`: its size, or 0 when there is not enough memory. Room
// for incompressible bytes is only made where they are.
size_t compress(ByteSpan bytes, Bytes& room) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(png::kLevel);
  if (compressor == nullptr) return 0;
  const auto into_room = [&] {
    return libdeflate_deflate_compress(compressor, bytes.data(), bytes.size(), room.data(), room.size());
  };
  if (room.size() < bytes.size() / 2) room.resize(bytes.size() / 2);
  size_t size = into_room();
  if (size == 0) {
    room.resize(libdeflate_deflate_compress_bound(compressor, bytes.size()));
    size = into_room();
  }
  libdeflate_free_compressor(compressor);
  return size;
}

// stb hands over the whole file; the text chunks go in behind the header.
void assemble(void* context, void* data, int size) {
  auto& assembly = *static_cast<Assembly*>(context);
  const ByteSpan file(static_cast<const uint8_t*>(data), static_cast<size_t>(size));
  size_t text_bytes = 0;
  for (const PngText& text : assembly.texts)
    text_bytes += 12 + text.keyword.size() + 1 + text.text.size();
  assembly.out.reserve(file.size() + text_bytes);
  assembly.out.assign(file.begin(), file.begin() + kHeaderBytes);
  for (const PngText& text : assembly.texts)
    png::append_text(assembly.out, text);
  assembly.out.insert(assembly.out.end(), file.begin() + kHeaderBytes, file.end());
}

}  // namespace

Result<Bytes> encode_png(const Image& image, std::span<const PngText> texts) {
  if (image.empty()) return make_error(ErrorCode::invalid_argument, "png: the picture is empty");
  // stb counts the filtered rows in an int.
  if (static_cast<uint64_t>(image.stride() + 1) * static_cast<uint64_t>(image.height) > INT_MAX) {
    return make_error(ErrorCode::limit, "png: " + std::to_string(image.width) + " x " +
                                            std::to_string(image.height) +
                                            " px is more than 2 GiB of pixels; export a part of the page");
  }
  stbi_write_force_png_filter = 0;  // none: the compressor hook filters
  stb_rows = {image.stride(), static_cast<size_t>(image.channels)};
  Assembly assembly{texts, {}};
  if (stbi_write_png_to_func(assemble, &assembly, image.width, image.height, image.channels,
                             image.pixels.data(), static_cast<int>(image.stride())) == 0 ||
      assembly.out.empty()) {
    return make_error(ErrorCode::limit, "png: not enough memory to compress " + std::to_string(image.width) +
                                            " x " + std::to_string(image.height) + " px");
  }
  return std::move(assembly.out);
}

PngWriter::PngWriter(PixelSize size, int channels, size_t piece_bytes)
    : size_(size), channels_(channels), piece_bytes_(piece_bytes) {}

Bytes PngWriter::begin(std::span<const PngText> texts) {
  Bytes out;
  png::append_header(out, size_, channels_);
  for (const PngText& text : texts)
    png::append_text(out, text);
  return out;
}

Result<Bytes> PngWriter::add(const Image& rows) {
  const bool fits =
      rows.width == size_.width && rows.channels == channels_ && rows.height <= size_.height - rows_;
  if (!fits || rows.empty())
    return make_error(ErrorCode::invalid_argument, "png: rows of another width, or too many");
  const size_t stride = rows.stride(), step = stride + 1;
  if (above_.empty()) above_.resize(stride);
  Bytes out;
  const uint8_t* above = above_.data();
  for (int y = 0; y < rows.height; ++y) {
    if (gathered_ == 0) make_room(step);
    png::filter_row(rows.row(y), above, stride, static_cast<size_t>(channels_), filtered_.data() + gathered_);
    above = rows.row(y);
    gathered_ += step;
    ++rows_;
    if (gathered_ < filtered_.size()) continue;
    ISOTHERM_ASSIGN(const Bytes piece, compress_piece());
    png::append_chunk(out, "IDAT", piece);
  }
  above_.assign(above, above + stride);
  return out;
}

// For the next piece. The first one takes what makes the others full, because the last one is not walked over
// to join another to it.
void PngWriter::make_room(size_t step) {
  const size_t full = std::max<size_t>(1, piece_bytes_ / step);
  const size_t odd = static_cast<size_t>(size_.height - rows_) % full;
  filtered_.resize(step * (odd > 0 ? odd : full));
}

Result<Bytes> PngWriter::compress_piece() {
  checksum_ = libdeflate_adler32(checksum_, filtered_.data(), gathered_);
  const size_t size = compress(ByteSpan(filtered_).first(gathered_), compressed_);
  gathered_ = 0;
  Bytes stream(compressed_.begin(), compressed_.begin() + static_cast<std::ptrdiff_t>(size));
  if (size == 0 || (rows_ < size_.height && !lead_on(stream)))
    return make_error(ErrorCode::limit, "png: not enough memory to compress a part of " +
                                            std::to_string(size_.width) + " x " +
                                            std::to_string(size_.height) + " px");
  if (!std::exchange(has_begun_, true))
    stream.insert(stream.begin(), std::begin(kZlibHeader), std::end(kZlibHeader));
  return stream;
}

Result<Bytes> PngWriter::end() {
  if (rows_ != size_.height) return make_error(ErrorCode::invalid_argument, "png: rows are missing");
  Bytes checksum, out;
  png::append_u32(checksum, checksum_);
  png::append_chunk(out, "IDAT", checksum);
  png::append_chunk(out, "IEND", {});
  return out;
}

}  // namespace isotherm
