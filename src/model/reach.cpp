#include "model/reach.h"

#include <algorithm>

#include "stream/limits.h"

namespace isotherm {

namespace {

// What changes the visible part of the page, in time order.
struct ViewChange {
  int32_t t_ms = 0;
  bool is_resize = false;
  int32_t y = 0;  // scroll offset or viewport height, 1/16 px
};

void collect(const Recording& recording, const RunIndex& index, uint32_t page_view, EventKind kind,
             std::vector<ViewChange>& changes) {
  index.visit_in_time_order(recording, page_view, [&](const EventBlock& block, size_t i) {
    if (kind_of(block.tag(i)) != kind) return;
    changes.push_back({block.t_ms[i], kind == EventKind::resize, block.y[i]});
  });
}

// The largest bottom line, 1/16 px, of the states that overlap the window. A state lasts until the next
// change.
int64_t furthest_units(const std::vector<ViewChange>& changes, const PageView& view,
                       const TimeWindow& window) {
  int64_t scroll = 0;
  int64_t height =
      std::min<int64_t>(view.viewport_height, limits::kMaxCoordinateUnits / kUnitsPerPx) * kUnitsPerPx;
  int64_t begin_ms = 0, furthest = 0;
  const auto account = [&](int64_t end_ms) {
    const bool overlaps = begin_ms < window.to_ms && (end_ms > window.from_ms || begin_ms >= window.from_ms);
    if (overlaps) furthest = std::max(furthest, scroll + height);
  };
  for (const ViewChange& change : changes) {
    account(change.t_ms);
    (change.is_resize ? height : scroll) = change.y;
    begin_ms = change.t_ms;
  }
  account(std::max<int64_t>(begin_ms, view.duration_ms));
  return furthest;
}

}  // namespace

std::vector<int32_t> furthest_lines(const Recording& recording, const ReachIndex& index,
                                    const Selection& selection, const Filter& filter) {
  const size_t page_views = std::min(selection.keeps.size(), recording.catalog.page_views.size());
  std::vector<int32_t> furthest(page_views, -1);
  std::vector<ViewChange> changes;
  for (uint32_t i = 0; i < page_views; ++i) {
    if (!selection.keeps[i]) continue;
    changes.clear();
    // Resizes first: at the same millisecond the new height comes before the new offset.
    collect(recording, index.viewports, i, EventKind::resize, changes);
    collect(recording, index.scrolls, i, EventKind::scroll, changes);
    std::stable_sort(changes.begin(), changes.end(),
                     [](const ViewChange& a, const ViewChange& b) { return a.t_ms < b.t_ms; });
    const PageView& view = recording.catalog.page_views[i];
    const int64_t units = furthest_units(changes, view, time_window(view, filter));
    furthest[i] = static_cast<int32_t>((units + kUnitsPerPx / 2) / kUnitsPerPx);
  }
  return furthest;
}

ReachCurve reach_curve(const std::vector<int32_t>& furthest_lines_px, uint32_t page_height_px) {
  ReachCurve curve;
  curve.reached.assign(size_t{page_height_px} + 1, 0);
  for (const int32_t line : furthest_lines_px) {
    if (line < 0) continue;
    ++curve.units;
    ++curve.reached[std::min(static_cast<uint32_t>(line), page_height_px)];
  }
  // From "ends here" to "gets at least here".
  for (size_t y = page_height_px; y > 0; --y)
    curve.reached[y - 1] += curve.reached[y];
  return curve;
}

double median_viewport_height(const Recording& recording, const Selection& selection) {
  std::vector<uint32_t> heights;
  const size_t page_views = std::min(selection.keeps.size(), recording.catalog.page_views.size());
  for (size_t i = 0; i < page_views; ++i) {
    const uint32_t height = recording.catalog.page_views[i].viewport_height;
    if (selection.keeps[i] && height > 0) heights.push_back(height);
  }
  if (heights.empty()) return 0;
  std::sort(heights.begin(), heights.end());
  const size_t middle = heights.size() / 2;
  if (heights.size() % 2 == 1) return heights[middle];
  return (static_cast<double>(heights[middle - 1]) + heights[middle]) / 2;
}

ReachCurve scroll_reach(const Recording& recording, const Selection& selection, const Filter& filter,
                        uint32_t page_height_px) {
  ReachCurve curve =
      reach_curve(furthest_lines(recording, ReachIndex(recording), selection, filter), page_height_px);
  curve.fold_px = median_viewport_height(recording, selection);
  return curve;
}

double ReachCurve::share(int y_px) const {
  const auto y = static_cast<size_t>(std::max(y_px, 0));
  if (units == 0 || y >= reached.size()) return 0;
  return static_cast<double>(reached[y]) / units;
}

int ReachCurve::depth_of_share(double share) const {
  if (units == 0 || reached.empty()) return 0;
  // A hair of tolerance, so that 0.55 of 20 is 11 whatever the last bit of the product.
  const double least = share * units - 1e-9;
  const auto beyond =
      std::partition_point(reached.begin(), reached.end(), [&](uint32_t count) { return count >= least; });
  return std::max(static_cast<int>(beyond - reached.begin()) - 1, 0);
}

}  // namespace isotherm
