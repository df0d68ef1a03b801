#include "model/region_stats.h"

#include <algorithm>
#include <map>

namespace isotherm {

namespace {

struct Pixel {
  int32_t x = 0, y = 0;
};

// The page px of the position, unless it lies outside the page.
std::optional<Pixel> pixel_on(PixelSize page_px, const Point& point) {
  const Pixel pixel{point.x >> 4, point.y >> 4};
  static_assert(kUnitsPerPx == 16);
  if (pixel.x < 0 || pixel.y < 0 || pixel.x >= page_px.width || pixel.y >= page_px.height)
    return std::nullopt;
  return pixel;
}

double share_of(uint64_t part, uint64_t all) {
  return all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all);
}

RegionStats stats_of(const RegionTally& tally, const Recording& recording, Layer layer, uint64_t all_events,
                     uint64_t all_weight) {
  RegionStats stats;
  stats.events = tally.events();
  stats.weight = tally.weight();
  stats.sessions = tally.sessions(recording);
  stats.page_views = tally.page_views();
  stats.share = share_of(stats.events, all_events);
  stats.weight_share = share_of(stats.weight, all_weight);
  stats.first = tally.first();
  if (layer == Layer::moves) stats.dwell = tally.dwell();
  return stats;
}

}  // namespace

RegionCounter::RegionCounter(const Recording& recording, const RunIndex& index, const Selection& selection,
                             const Filter& filter, Layer layer, PixelSize page_px,
                             std::vector<Region> regions)
    : recording_(&recording),
      index_(&index),
      selection_(&selection),
      filter_(&filter),
      layer_(layer),
      page_px_(page_px),
      regions_(std::move(regions)),
      tallies_(regions_.size()) {}

bool RegionCounter::step(uint64_t points) {
  const uint32_t end = index_->stretch_end(next_page_view_, points);
  for_each_point_or_fixed(
      *recording_, *index_, *selection_, *filter_, layer_,
      [&](const Point& point, bool is_fixed) {
        if (!is_fixed || filter_->fixed != FixedPlane::hidden) count(point);
      },
      next_page_view_, end);
  next_page_view_ = end;
  return end < recording_->catalog.page_views.size();
}

void RegionCounter::count(const Point& point) {
  const auto pixel = pixel_on(page_px_, point);
  if (!pixel) return;
  ++all_events_;
  all_weight_ += point.weight;
  for (size_t i = 0; i < regions_.size(); ++i) {
    if (regions_[i].contains(pixel->x, pixel->y)) tallies_[i].add(point);
  }
}

std::vector<RegionStats> RegionCounter::stats() const {
  std::vector<RegionStats> stats;
  for (const RegionTally& tally : tallies_)
    stats.push_back(stats_of(tally, *recording_, layer_, all_events_, all_weight_));
  return stats;
}

std::vector<RegionStats> region_stats(const Recording& recording, const Selection& selection,
                                      const Filter& filter, Layer layer, PixelSize page_px,
                                      std::span<const Region> regions) {
  const RunIndex index(recording, class_of(layer));
  RegionCounter counter(recording, index, selection, filter, layer, page_px,
                        {regions.begin(), regions.end()});
  while (counter.step(std::numeric_limits<uint32_t>::max())) {
  }
  return counter.stats();
}

GridStats grid_stats(const Recording& recording, const Selection& selection, const Filter& filter,
                     Layer layer, PixelSize page_px, int32_t cell_px) {
  GridStats grid;
  std::map<std::pair<int32_t, int32_t>, RegionTally> tallies;  // by row and column
  for_each_point(recording, selection, filter, layer, [&](const Point& point) {
    const auto pixel = pixel_on(page_px, point);
    if (!pixel) return;
    ++grid.all_events;
    grid.all_weight += point.weight;
    tallies[{pixel->y / cell_px, pixel->x / cell_px}].add(point);
  });
  for (const auto& [place, tally] : tallies) {
    const int32_t x = place.second * cell_px, y = place.first * cell_px;
    const Region region{x, y, std::min(cell_px, page_px.width - x), std::min(cell_px, page_px.height - y)};
    grid.cells.push_back({region, stats_of(tally, recording, layer, grid.all_events, grid.all_weight)});
  }
  return grid;
}

}  // namespace isotherm
