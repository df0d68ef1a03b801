#include "app/counting.h"

#include <algorithm>

namespace isotherm {

FacetCount kept_by(const Recording& recording, const Filter& filter) {
  const Selection selection = select(recording, filter);
  return {selection.page_views, selection.sessions};
}

FilterCounting::FilterCounting(const Recording& recording, const PictureSettings& settings,
                               const Filter& filter)
    : recording_(recording), settings_(settings), filter_(filter), counter_(recording, filter_) {}

bool FilterCounting::step() {
  if (!has_facets_) {
    has_facets_ = !counter_.step(kPageViews);
    return true;
  }
  if (next_device_ == devices_.size()) return false;
  const auto choice = choose_view(recording_, settings_.page, static_cast<DeviceChoice>(next_device_));
  Filter filter = filter_;
  filter.devices = choice.devices;
  filter.viewport_width_min = choice.widths.min;
  filter.viewport_width_max = choice.widths.max;
  devices_[next_device_++] = kept_by(recording_, filter);
  return next_device_ < devices_.size();
}

void describe_ages(const Recording& recording, uint32_t page, TimeBrush& brush) {
  constexpr uint32_t kParts = 48;
  brush.longest_view_ms = 0;
  for (const PageView& view : recording.catalog.page_views) {
    if (view.page == page) brush.longest_view_ms = std::max(brush.longest_view_ms, view.duration_ms);
  }
  brush.views_by_age.assign(kParts, 0);
  const uint64_t part_ms = std::max<uint64_t>(1, (uint64_t{brush.longest_view_ms} + kParts) / kParts);
  for (const PageView& view : recording.catalog.page_views) {
    if (view.page == page) ++brush.views_by_age[static_cast<size_t>(view.duration_ms / part_ms)];
  }
  for (size_t i = kParts - 1; i > 0; --i)
    brush.views_by_age[i - 1] += brush.views_by_age[i];
}

}  // namespace isotherm
