#pragma once
// Animated PNG (the fcTL and fdAT chunks of PNG's third edition): frame by frame, each only where it differs
// from the one before.
#include <optional>
#include <span>

#include "base/png.h"

namespace isotherm {

// Gives the bytes of the file in order: begin(), add() for each frame, end().
class ApngWriter {
 public:
  // All frames are RGB of this size; there are `frames` of them, at least 1. It plays again and again unless
  // `plays_once`.
  ApngWriter(PixelSize size, uint32_t frames, bool plays_once = false);

  Bytes begin(std::span<const PngText> texts = {});
  // `delay_ms` until the next frame, at most 65,535. Errors: invalid_argument for another size or one frame
  // too many; limit when there is not enough memory.
  Result<Bytes> add(const Image& image, uint32_t delay_ms);
  // Errors: invalid_argument when frames are missing.
  Result<Bytes> end();

 private:
  PixelSize size_;
  uint32_t frames_, added_ = 0, sequence_ = 0;
  bool plays_once_;
  Image before_;
};

}  // namespace isotherm
