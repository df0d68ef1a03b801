#include "base/png.h"

#include <libdeflate.h>
#include <stb/stb_image_write.h>

#include <climits>

#include "base/png_chunks.h"

namespace isotherm {

namespace {

constexpr size_t kHeaderBytes = 8 + 4 + 4 + 13 + 4;  // signature and IHDR chunk

struct Assembly {
  std::span<const PngText> texts;
  Bytes out;
};

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
  stbi_write_force_png_filter =
      2;  // Up: the best of the cheap ones on pages, and no trial of all five per row
  Assembly assembly{texts, {}};
  if (stbi_write_png_to_func(assemble, &assembly, image.width, image.height, image.channels,
                             image.pixels.data(), static_cast<int>(image.stride())) == 0 ||
      assembly.out.empty()) {
    return make_error(ErrorCode::limit, "png: not enough memory to compress " + std::to_string(image.width) +
                                            " x " + std::to_string(image.height) + " px");
  }
  return std::move(assembly.out);
}

}  // namespace isotherm
