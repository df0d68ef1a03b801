#include "base/png_rows.h"

#include <algorithm>

namespace isotherm::png {
namespace {

constexpr uint8_t kSub = 1, kUp = 2;

uint32_t magnitude(int difference) {
  const int small = static_cast<int8_t>(difference);
  return static_cast<uint32_t>(small < 0 ? -small : small);
}

// What is left of `row` when `predicted` is taken away, as the sum of its signed bytes' magnitudes.
uint32_t sum_of_differences(const uint8_t* row, const uint8_t* predicted, size_t bytes) {
  uint32_t sum = 0;
  for (size_t i = 0; i < bytes; ++i)
    sum += magnitude(row[i] - predicted[i]);
  return sum;
}

void subtract(const uint8_t* row, const uint8_t* predicted, size_t bytes, uint8_t* out) {
  for (size_t i = 0; i < bytes; ++i)
    out[i] = static_cast<uint8_t>(row[i] - predicted[i]);
}

}  // namespace

void filter_row(const uint8_t* row, const uint8_t* above, size_t row_bytes, size_t pixel_bytes,
                uint8_t* out) {
  const size_t rest = row_bytes - pixel_bytes;
  const uint32_t up = sum_of_differences(row, above, row_bytes);
  const uint32_t sub = sum_of_differences(row + pixel_bytes, row, rest);  // but for the first px
  *out++ = sub < up ? kSub : kUp;
  if (sub < up) {
    std::copy_n(row, pixel_bytes, out);
    subtract(row + pixel_bytes, row, rest, out + pixel_bytes);
  } else {
    subtract(row, above, row_bytes, out);
  }
}

void filter_rows(std::span<uint8_t> rows, size_t row_bytes, size_t pixel_bytes) {
  const size_t step = row_bytes + 1, height = rows.size() / step;
  const Bytes zeros(row_bytes);
  Bytes filtered(step);
  // From the bottom, so that each row still finds the one above as it was.
  for (size_t y = height; y-- > 0;) {
    uint8_t* row = rows.data() + y * step + 1;
    filter_row(row, y > 0 ? row - step : zeros.data(), row_bytes, pixel_bytes, filtered.data());
    std::copy(filtered.begin(), filtered.end(), row - 1);
  }
}

}  // namespace isotherm::png
