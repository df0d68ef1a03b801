#include "model/rage_click.h"

#include <cstdlib>

namespace isotherm {

bool RageSeries::add(int32_t t_ms, int32_t x, int32_t y, bool is_fixed) {
  const int64_t distance = std::abs(int64_t{x} - x_) + std::abs(int64_t{y} - y_);
  const bool continues = length_ > 0 && is_fixed == is_fixed_ && distance <= rule_.distance_units &&
                         int64_t{t_ms} - t_ms_ <= rule_.gap_ms;
  length_ = continues ? length_ + 1 : 1;
  t_ms_ = t_ms;
  x_ = x;
  y_ = y;
  is_fixed_ = is_fixed;
  return length_ == rule_.clicks;
}

}  // namespace isotherm
