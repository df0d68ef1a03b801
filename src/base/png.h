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

// A PNG of any height, strip by strip from the top. Rows are compressed in pieces of kPieceBytes, each for
// itself: memory for one of them is enough, and most pictures are one or two. Gives the bytes of the file in
// order: begin(), add() for each strip (often none), end(). The same on every target.
class PngWriter {
 public:
  static constexpr size_t kPieceBytes = size_t{16} << 20;

  // 3 channels (RGB) or 4 (RGBA).
  PngWriter(PixelSize size, int channels, size_t piece_bytes = kPieceBytes);

  Bytes begin(std::span<const PngText> texts = {});
  // The next rows, as wide as the picture. Errors: invalid_argument for another width, other channels or rows
  // too many; limit when there is not enough memory.
  Result<Bytes> add(const Image& rows);
  // Errors: invalid_argument when rows are missing.
  Result<Bytes> end();

 private:
  void make_room(size_t step);
  Result<Bytes> compress_piece();

  PixelSize size_;
  int channels_, rows_ = 0;
  size_t piece_bytes_;
  // The filtered rows of the piece that is being gathered, in room for all of it.
  Bytes filtered_;
  size_t gathered_ = 0;
  Bytes above_;       // the last row that came
  Bytes compressed_;  // room of one piece
  bool has_begun_ = false;
  uint32_t checksum_ = 1;
};

}  // namespace isotherm
