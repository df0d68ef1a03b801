#pragma once
// Writing PNG files.
#include <span>
#include <string>

#include "base/bytes.h"
#include "base/image.h"

namespace isotherm {

// One tEXt chunk; the keyword is 1..79 Latin-1 characters.
struct PngText {
  std::string keyword;
  std::string text;
};

// Encodes with stb_image_write, libdeflate level 1 behind its compressor hook, Up filter. The same bytes on
// every target.
Result<Bytes> encode_png(const Image& image, std::span<const PngText> texts = {});

}  // namespace isotherm
