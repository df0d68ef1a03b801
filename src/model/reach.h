#pragma once
// How far down people get.
#include <cstdint>
#include <span>
#include <vector>

#include "model/filter.h"
#include "model/scroll_settings.h"
#include "model/view_track.h"

namespace isotherm {

// Reach per unit (page view or session). furthest = max over time of the viewport's reference line, by
// default its bottom, clipped to the page height, rounded to whole px; a page view that never scrolled has
// its first screen, and a session the furthest of its page views. With a time range, only what was visible
// during it counts.
struct ReachCurve {
  uint32_t units = 0;
  std::vector<uint32_t>
      reached;         // [y] for y = 0..page height: how many units have furthest >= y; never rises
  double fold_px = 0;  // viewport height of the page views; 0 = none recorded

  double share(int y_px) const;  // 0..1; 0 units: 0. Above the page = its top, below it: 0
  // The deepest y that at least `share` of the units reach.
  int depth_of_share(double share) const;
};

ReachCurve scroll_reach(const Recording& recording, const Selection& selection, const Filter& filter,
                        uint32_t page_height_px, const ScrollSettings& settings = {});

// Per page view: the furthest reference line, in px, not clipped (at least 0); -1 = not kept.
std::vector<int32_t> furthest_lines(const Recording& recording, const ReachIndex& index,
                                    const Selection& selection, const Filter& filter,
                                    uint32_t page_height_px = 0, const ScrollSettings& settings = {});
// The largest per session instead: one entry per session, -1 = none kept.
std::vector<int32_t> furthest_by_session(const Catalog& catalog, std::span<const int32_t> furthest_px);
ReachCurve reach_curve(std::span<const int32_t> furthest_px, uint32_t page_height_px);

// Of the viewport heights at the start of the kept page views, unknown ones left out; 0 = none known.
double fold_height(const Recording& recording, const Selection& selection, FoldKind kind);

// The 95 % Wilson score interval of a share of n units (Wilson, J. Am. Stat. Assoc. 22, 1927): where the
// share of all visitors plausibly lies when these units are a sample of them. n = 0: 0 to 1.
struct ShareInterval {
  double low = 0, high = 1;
};
ShareInterval wilson_interval(uint64_t count, uint64_t n);

}  // namespace isotherm
