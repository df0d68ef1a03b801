#include "stream/prediction.h"

#include "stream/varint_column.h"

namespace isotherm {

namespace {

// Calls `next(index, resets)` for each event.
template <typename Next>
void for_each_event(size_t count, Prediction prediction, std::span<const uint32_t> time_steps, Next next) {
  if (count == 0) return;
  next(0, true);
  if (prediction.needs_time()) {
    for (size_t index = 1; index < count; ++index)
      next(index, time_steps[index] > prediction.reset_gap_ms);
  } else {
    for (size_t index = 1; index < count; ++index)
      next(index, false);
  }
}

}  // namespace

std::vector<uint32_t> residuals(std::span<const int32_t> values, Prediction prediction,
                                std::span<const uint32_t> time_steps) {
  std::vector<uint32_t> out(values.size());
  uint32_t before = 0, step = 0;
  for_each_event(values.size(), prediction, time_steps, [&](size_t index, bool resets) {
    const uint32_t value = static_cast<uint32_t>(values[index]);
    const uint32_t new_step = value - before;
    const bool is_plain = resets || prediction.order == 1;
    out[index] = zigzag32(static_cast<int32_t>(is_plain ? new_step : new_step - step));
    step = resets ? 0 : new_step;
    before = value;
  });
  return out;
}

void undo_residuals(std::span<int32_t> column, Prediction prediction, std::span<const uint32_t> time_steps) {
  uint32_t value = 0, step = 0;
  if (prediction.order == 1) {
    for (int32_t& entry : column) {
      value += unzigzag32(static_cast<uint32_t>(entry));
      entry = static_cast<int32_t>(value);
    }
    return;
  }
  for_each_event(column.size(), prediction, time_steps, [&](size_t index, bool resets) {
    const uint32_t residual = unzigzag32(static_cast<uint32_t>(column[index]));
    step = resets ? 0 : step + residual;
    value += resets ? residual : step;
    column[index] = static_cast<int32_t>(value);
  });
}

}  // namespace isotherm
