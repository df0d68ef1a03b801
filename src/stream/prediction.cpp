#include "stream/prediction.h"

#include <array>
#include <cassert>

#include "stream/varint_column.h"

namespace isotherm {

void residuals(std::span<const int32_t> values, Prediction prediction, std::span<const uint32_t> time_steps,
               std::span<uint32_t> out) {
  uint32_t before = 0, step = 0;
  for (size_t index = 0; index < values.size(); ++index) {
    const uint32_t value = static_cast<uint32_t>(values[index]), new_step = value - before;
    const bool is_far = prediction.needs_time() && time_steps[index] > prediction.reset_gap_ms;
    const bool continues = prediction.order == 2 && index != 0 && !is_far;
    out[index] = zigzag32(static_cast<int32_t>(continues ? new_step - step : new_step));
    step = continues || prediction.order == 1 ? new_step : 0;
    before = value;
  }
}

std::vector<uint32_t> residuals(std::span<const int32_t> values, Prediction prediction,
                                std::span<const uint32_t> time_steps) {
  std::vector<uint32_t> out(values.size());
  residuals(values, prediction, time_steps, out);
  return out;
}

void PairRestorer::restore(const uint32_t* pairs, const uint32_t* time_steps, size_t count, uint32_t* out) {
  assert(count <= kMaxEvents);
  if (prediction_.order == 1) return restore_order_1(pairs, count, out);
  // All bits for an event that keeps the step, that is, does not reset.
  std::array<uint32_t, 1 + kMaxEvents + kLanes> keeps;
  const Lanes gap = all_lanes(prediction_.needs_time() ? prediction_.reset_gap_ms : UINT32_MAX);
  keeps[0] = keeps_step_;
  for (size_t index = 0; index < count; index += kLanes)
    store_lanes(&keeps[1 + index], reinterpret_cast<Lanes>(load_lanes(time_steps + index) <= gap));
  if (is_first_) keeps[1] = 0;
  // The step goes on from one event to the next when neither resets; twice, for x and y.
  std::array<uint32_t, 2 * kMaxEvents + 2 * kLanes> masks;
  for (size_t index = 0; index < count; index += kLanes) {
    const Lanes goes_on = load_lanes(&keeps[index]) & load_lanes(&keeps[index + 1]);
    store_lanes(&masks[2 * index], __builtin_shufflevector(goes_on, goes_on, 0, 0, 1, 1));
    store_lanes(&masks[2 * index + kLanes], __builtin_shufflevector(goes_on, goes_on, 2, 2, 3, 3));
  }
  keeps_step_ = keeps[count];
  is_first_ = false;
  restore_order_2(pairs, masks.data(), count, out);
}

// Only the first two lanes count in both; the others are overwritten by the next event.
void PairRestorer::restore_order_1(const uint32_t* pairs, size_t count, uint32_t* out) {
  Lanes value = value_;
#pragma GCC unroll 4
  for (size_t index = 0; index < 2 * count; index += 2) {
    value += load_lanes(pairs + index);
    store_lanes(out + index, value);
  }
  value_ = value;
}

// With m the event's mask: step = (step & m) + residual; value += step.
void PairRestorer::restore_order_2(const uint32_t* pairs, const uint32_t* masks, size_t count,
                                   uint32_t* out) {
  Lanes value = value_, step = step_;
#pragma GCC unroll 4
  for (size_t index = 0; index < 2 * count; index += 2) {
    step = (step & load_lanes(masks + index)) + load_lanes(pairs + index);
    value += step;
    store_lanes(out + index, value);
  }
  value_ = value;
  step_ = step;
}

uint32_t sum_steps(std::span<const uint32_t> steps, uint32_t before, int32_t* out) {
  Lanes last = all_lanes(before);
  size_t index = 0;
  for (; index + kLanes <= steps.size(); index += kLanes) {
    const Lanes zero{};
    Lanes sums = load_lanes(&steps[index]);
    sums += __builtin_shufflevector(zero, sums, 0, 4, 5, 6);
    sums += __builtin_shufflevector(zero, sums, 0, 1, 4, 5);
    sums += last;
    store_lanes(reinterpret_cast<uint32_t*>(out + index), sums);
    last = __builtin_shufflevector(sums, sums, 3, 3, 3, 3);
  }
  uint32_t sum = last[0];
  for (; index < steps.size(); ++index) {
    sum += steps[index];
    out[index] = static_cast<int32_t>(sum);
  }
  return sum;
}

}  // namespace isotherm
