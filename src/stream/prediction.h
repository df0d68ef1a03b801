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

#include "stream/lanes.h"

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

// The inverse for x and y together, piece by piece from a block's first event on.
class PairRestorer {
 public:
  static constexpr size_t kMaxEvents = 256;  // per piece
  static constexpr size_t kSlack =
      4;  // numbers behind `pairs` that are read, behind `out` that are overwritten

  explicit PairRestorer(Prediction prediction) : prediction_(prediction) {}

  // From signed residuals (x, y of the first event, x, y of the next) to values in the same order.
  // `time_steps` are of the same events, with kSlack readable behind them; not looked at unless
  // Prediction::needs_time.
  void restore(const uint32_t* pairs, const uint32_t* time_steps, size_t count, uint32_t* out);

 private:
  void restore_order_1(const uint32_t* pairs, size_t count, uint32_t* out);
  void restore_order_2(const uint32_t* pairs, const uint32_t* masks, size_t count, uint32_t* out);

  Prediction prediction_;
  bool is_first_ = true;
  uint32_t keeps_step_ = 0;  // all bits when the event before did not reset
  Lanes value_{}, step_{};
};

// The sums of signed steps, from `before` on; returns the last one.
uint32_t sum_steps(std::span<const uint32_t> steps, uint32_t before, int32_t* out);

}  // namespace isotherm
