#include "stream/prediction.h"

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

}  // namespace isotherm
