#pragma once
// How far down people get.
#include <cstdint>
#include <vector>

#include "model/filter.h"
#include "model/run_index.h"

namespace isotherm {

// Reach per page view, reference line: bottom of the viewport. furthest = max over time of (scroll y +
// viewport height at that time), clipped to the page height, rounded to whole px; a page view that never
// scrolled has its first screen. With a time range, only what was visible during it counts.
struct ReachCurve {
  uint32_t units = 0;  // page views
  std::vector<uint32_t>
      reached;         // [y] for y = 0..page height: how many page views have furthest >= y; never rises
  double fold_px = 0;  // median viewport height of the page views; 0 = none recorded

  double share(int y_px) const;  // 0..1; 0 units: 0. Above the page = its top, below it: 0
  // The deepest y that at least `share` of the units reach.
  int depth_of_share(double share) const;
};

ReachCurve scroll_reach(const Recording& recording, const Selection& selection, const Filter& filter,
                        uint32_t page_height_px);

// The scroll and viewport events of a recording by page view; made once per recording.
struct ReachIndex {
  RunIndex scrolls, viewports;
  ReachIndex() = default;
  explicit ReachIndex(const Recording& recording)
      : scrolls(recording, StreamClass::scroll), viewports(recording, StreamClass::viewport) {}
};

// Per page view: the furthest visible line, in px, not clipped (at least 0); -1 = not kept.
std::vector<int32_t> furthest_lines(const Recording& recording, const ReachIndex& index,
                                    const Selection& selection, const Filter& filter);
ReachCurve reach_curve(const std::vector<int32_t>& furthest_lines_px, uint32_t page_height_px);
double median_viewport_height(const Recording& recording, const Selection& selection);

}  // namespace isotherm
