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

// Encodes with stb_image_write, its rows filtered and compressed by libdeflate behind its compressor hook.
// The same bytes on every target.
Result<Bytes> encode_png(const Image& image, std::span<const PngText> texts = {});

// A PNG of any height, strip by strip from the top, each compressed for itself: memory for one strip is
// enough. Gives the bytes of the file in order: begin(), add() for each strip, end(). The same on every
// target.
class PngWriter {
 public:
  // 3 channels (RGB) or 4 (RGBA).
  PngWriter(PixelSize size, int channels);

  Bytes begin(std::span<const PngText> texts = {});
  // The next rows, as wide as the picture. Errors: invalid_argument for another width, other channels or rows
  // too many; limit when there is not enough memory.
  Result<Bytes> add(const Image& rows);
  // Errors: invalid_argument when rows are missing.
  Result<Bytes> end();

 private:
  PixelSize size_;
  int channels_, rows_ = 0;
  Bytes above_;                  // the last row that came
  Bytes filtered_, compressed_;  // room of one strip
  uint32_t checksum_ = 1;
};

}  // namespace isotherm
