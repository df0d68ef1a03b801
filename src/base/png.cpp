#include "base/png.h"

#include <libdeflate.h>
#include <stb/stb_image_write.h>

#include <algorithm>
#include <climits>
#include <iterator>

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

// Into a complete deflate stream; false when there is not enough memory.
bool compress(ByteSpan bytes, Bytes& out) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(png::kLevel);
  if (compressor == nullptr) return false;
  out.resize(libdeflate_deflate_compress_bound(compressor, bytes.size()));
  out.resize(libdeflate_deflate_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size()));
  libdeflate_free_compressor(compressor);
  return !out.empty();
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

PngWriter::PngWriter(PixelSize size, int channels) : size_(size), channels_(channels) {}

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
  const size_t stride = rows.stride();
  filtered_.resize((stride + 1) * static_cast<size_t>(rows.height));
  for (int y = 0; y < rows.height; ++y)
    std::copy_n(rows.row(y), stride, filtered_.data() + static_cast<size_t>(y) * (stride + 1) + 1);
  png::filter_rows(filtered_, stride, static_cast<size_t>(channels_), rows_ > 0 ? above_.data() : nullptr);
  above_.assign(rows.row(rows.height - 1), rows.row(rows.height - 1) + stride);
  checksum_ = libdeflate_adler32(checksum_, filtered_.data(), filtered_.size());

  if (!compress(filtered_, compressed_) || !lead_on(compressed_))
    return make_error(ErrorCode::limit, "png: not enough memory to compress a strip of " +
                                            std::to_string(size_.width) + " x " +
                                            std::to_string(rows.height) + " px");
  if (rows_ == 0) compressed_.insert(compressed_.begin(), std::begin(kZlibHeader), std::end(kZlibHeader));
  rows_ += rows.height;
  Bytes out;
  png::append_chunk(out, "IDAT", compressed_);
  return out;
}

Result<Bytes> PngWriter::end() {
  if (rows_ != size_.height) return make_error(ErrorCode::invalid_argument, "png: rows are missing");
  Bytes data(std::begin(kDeflateEnd), std::end(kDeflateEnd));
  png::append_u32(data, checksum_);
  Bytes out;
  png::append_chunk(out, "IDAT", data);
  png::append_chunk(out, "IEND", {});
  return out;
}

}  // namespace isotherm
