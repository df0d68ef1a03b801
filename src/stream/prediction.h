#pragma once
// Coordinate columns as differences from a prediction, all in wrapping 32-bit arithmetic.
//   order 1: the value before
//   order 2: the value before plus the last step (constant velocity). The first event of a block, and every
//   event
//            that comes more than reset_gap_ms after the one before it (or before it in time, as at the start
//            of a run), is predicted as in order 1 and leaves a step of zero.
#include <cstdint>
#include <span>
#include <vector>

namespace isotherm {

struct Prediction {
  uint32_t order = 1;
  uint32_t reset_gap_ms = 0;  // order 2 only; 0 = only the first event resets

  bool needs_time() const { return order == 2 && reset_gap_ms != 0; }
};

// Zigzag-mapped residuals of `values`, as many as there are values. `time_steps` are the differences of the
// times (not looked at unless needs_time()).
void residuals(std::span<const int32_t> values, Prediction prediction, std::span<const uint32_t> time_steps,
               std::span<uint32_t> out);
std::vector<uint32_t> residuals(std::span<const int32_t> values, Prediction prediction,
                                std::span<const uint32_t> time_steps);

}  // namespace isotherm
