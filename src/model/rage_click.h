#pragma once
// Rage clicks: several clicks at nearly one place in quick succession (docs/definitions.md).
#include <cstdint>

#include "stream/event.h"

namespace isotherm {

// A click belongs to a series when it lies within the distance (Manhattan, inclusive) and the gap (inclusive)
// of the click before.
struct RageRule {
  uint32_t clicks = 3;
  int32_t distance_units = 30 * kUnitsPerPx;
  int32_t gap_ms = 1000;
};

// Takes the clicks of one page view in time order. Positions on fixed elements are viewport px: they never
// continue a series on the page.
class RageSeries {
 public:
  explicit RageSeries(RageRule rule = {}) : rule_(rule) {}
  // True at the click that completes a series; a longer series completes once.
  bool add(int32_t t_ms, int32_t x, int32_t y, bool is_fixed);

 private:
  RageRule rule_;
  uint32_t length_ = 0;
  int32_t t_ms_ = 0, x_ = 0, y_ = 0;
  bool is_fixed_ = false;
};

}  // namespace isotherm
