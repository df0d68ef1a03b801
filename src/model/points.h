#pragma once
// The events of a layer as weighted points, one at a time: the single place that says what a layer counts.
#include "model/filter.h"
#include "model/layer.h"

namespace isotherm {

struct Point {
  uint32_t page_view = 0;
  int32_t t_ms = 0;      // since its page view's start
  int32_t x = 0, y = 0;  // page position, 1/16 px
  uint32_t weight = 0;   // clicks: 1. moves: dwell in ms
};

inline constexpr uint32_t kMaxDwellMs = 1000;

// Calls visit(const Point&) for every event of the layer that the selection and the time range keep.
//   clicks  every event of kind click (mouse, pen or touch), weight 1
//   moves   every event of kind move; weight = ms until the page view's next pointer sample, capped at
//           kMaxDwellMs; the last sample of a page view lasts until the page view's end, capped as well.
//           Dwell is taken from the recording before the time range is applied.
// Points flagged kFlagFixedTarget are not on the page and are left out (counted by the caller through count_fixed).
template <typename Visit>
void for_each_point(const Recording& recording, const Selection& selection, const Filter& filter, Layer layer, Visit&& visit);

// The plain answer: points within `radius_px` (Euclid, inclusive) of `center_page`.
struct PointTotals {
  uint64_t events = 0;
  uint64_t weight = 0;     // clicks: = events; moves: ms
  uint32_t sessions = 0;   // distinct
};

}  // namespace isotherm
