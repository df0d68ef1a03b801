#include "model/reach.h"

#include <algorithm>
#include <cmath>

namespace isotherm {

namespace {

// The largest reference line, 1/16 px, of the states that overlap the window.
int64_t furthest_units(const ViewTrack& track, const TimeWindow& window, const ScrollSettings& settings) {
  int64_t furthest = 0;
  const auto states = track.states();
  for (size_t i = 0; i < states.size(); ++i) {
    const int64_t from_ms = states[i].from_ms;
    const bool overlaps =
        from_ms < window.to_ms && (track.until_ms(i) > window.from_ms || from_ms >= window.from_ms);
    if (overlaps) furthest = std::max(furthest, reference_units(states[i], settings));
  }
  return furthest;
}

}  // namespace

std::vector<int32_t> furthest_lines(const Recording& recording, const ReachIndex& index,
                                    const Selection& selection, const Filter& filter, uint32_t page_height_px,
                                    const ScrollSettings& settings) {
  const size_t page_views = std::min(selection.keeps.size(), recording.catalog.page_views.size());
  std::vector<int32_t> furthest(page_views, -1);
  ViewTrack track;
  for (uint32_t i = 0; i < page_views; ++i) {
    if (!selection.keeps[i]) continue;
    track.read(recording, index, i, settings.container);
    const PageView& view = recording.catalog.page_views[i];
    const int64_t units = furthest_units(track, time_window(view, filter), settings);
    const int64_t line_px = rounded_px(DepthMap(view, settings, page_height_px).page_units(units));
    furthest[i] = static_cast<int32_t>(std::min<int64_t>(line_px, INT32_MAX));
  }
  return furthest;
}

std::vector<int32_t> furthest_by_session(const Catalog& catalog, std::span<const int32_t> furthest_px) {
  std::vector<int32_t> by_session(catalog.sessions.size(), -1);
  for (size_t i = 0; i < furthest_px.size(); ++i) {
    int32_t& own = by_session[catalog.page_views[i].session];
    own = std::max(own, furthest_px[i]);
  }
  return by_session;
}

ReachCurve reach_curve(std::span<const int32_t> furthest_px, uint32_t page_height_px) {
  ReachCurve curve;
  curve.reached.assign(size_t{page_height_px} + 1, 0);
  for (const int32_t line : furthest_px) {
    if (line < 0) continue;
    ++curve.units;
    ++curve.reached[std::min(static_cast<uint32_t>(line), page_height_px)];
  }
  // From "ends here" to "gets at least here".
  for (size_t y = page_height_px; y > 0; --y)
    curve.reached[y - 1] += curve.reached[y];
  return curve;
}

double fold_height(const Recording& recording, const Selection& selection, FoldKind kind) {
  std::vector<uint32_t> heights;
  const size_t page_views = std::min(selection.keeps.size(), recording.catalog.page_views.size());
  for (size_t i = 0; i < page_views; ++i) {
    const uint32_t height = recording.catalog.page_views[i].viewport_height;
    if (selection.keeps[i] && height > 0) heights.push_back(height);
  }
  if (heights.empty()) return 0;
  if (kind == FoldKind::mean) {
    uint64_t sum = 0;
    for (const uint32_t height : heights)
      sum += height;
    return static_cast<double>(sum) / static_cast<double>(heights.size());
  }
  std::sort(heights.begin(), heights.end());
  const size_t middle = heights.size() / 2;
  if (heights.size() % 2 == 1) return heights[middle];
  return (static_cast<double>(heights[middle - 1]) + heights[middle]) / 2;
}

ReachCurve scroll_reach(const Recording& recording, const Selection& selection, const Filter& filter,
                        uint32_t page_height_px, const ScrollSettings& settings) {
  std::vector<int32_t> furthest =
      furthest_lines(recording, ReachIndex(recording), selection, filter, page_height_px, settings);
  if (settings.unit == ScrollUnit::sessions) furthest = furthest_by_session(recording.catalog, furthest);
  ReachCurve curve = reach_curve(furthest, page_height_px);
  curve.fold_px = fold_height(recording, selection, settings.fold);
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

ShareInterval wilson_interval(uint64_t count, uint64_t n) {
  if (n == 0) return {};
  constexpr double z = 1.959963984540054;  // the normal distribution's 97.5 % quantile
  const auto total = static_cast<double>(n);
  const double share = static_cast<double>(count) / total;
  const double denominator = 1 + z * z / total;
  const double centre = (share + z * z / (2 * total)) / denominator;
  const double half = z / denominator * std::sqrt(share * (1 - share) / total + z * z / (4 * total * total));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

}  // namespace isotherm
