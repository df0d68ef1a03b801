#include "model/drop_off.h"

#include <algorithm>

namespace isotherm {

namespace {

// The last state that began before the window's end.
const ViewState& last_state(const ViewTrack& track, const TimeWindow& window) {
  const auto states = track.states();
  size_t last = 0;
  while (last + 1 < states.size() && states[last + 1].from_ms < window.to_ms)
    ++last;
  return states[last];
}

// Which page views count: all kept ones, or each session's last.
std::vector<uint32_t> counted_page_views(const Catalog& catalog, const Selection& selection,
                                         ScrollUnit unit) {
  const size_t page_views = std::min(selection.keeps.size(), catalog.page_views.size());
  std::vector<uint32_t> counted;
  if (unit == ScrollUnit::page_views) {
    for (uint32_t i = 0; i < page_views; ++i) {
      if (selection.keeps[i]) counted.push_back(i);
    }
    return counted;
  }
  constexpr uint32_t kNone = UINT32_MAX;
  std::vector<uint32_t> last(catalog.sessions.size(), kNone);
  for (uint32_t i = 0; i < page_views; ++i) {
    if (!selection.keeps[i]) continue;
    uint32_t& own = last[catalog.page_views[i].session];
    if (own == kNone || catalog.page_views[i].start_ms >= catalog.page_views[own].start_ms) own = i;
  }
  std::copy_if(last.begin(), last.end(), std::back_inserter(counted), [](uint32_t i) { return i != kNone; });
  return counted;
}

}  // namespace

DropOff drop_off(const Recording& recording, const ReachIndex& index, const Selection& selection,
                 const Filter& filter, uint32_t page_height_px, const ScrollSettings& settings) {
  DropOff result;
  result.ends.assign(size_t{page_height_px} + 1, 0);
  result.bands.assign(std::max(1u, (page_height_px + kDropOffBandPx - 1) / kDropOffBandPx), 0);
  ViewTrack track;
  for (const uint32_t i : counted_page_views(recording.catalog, selection, settings.unit)) {
    const PageView& view = recording.catalog.page_views[i];
    track.read(recording, index, i, settings.container);
    const int64_t units = reference_units(last_state(track, time_window(view, filter)), settings);
    const int64_t line =
        rounded_px(DepthMap(view, settings, page_height_px).page_units(std::max<int64_t>(units, 0)));
    const auto y = static_cast<size_t>(std::min<int64_t>(line, page_height_px));
    ++result.ends[y];
    ++result.bands[std::min(y / kDropOffBandPx, result.bands.size() - 1)];
    ++result.units;
  }
  return result;
}

uint32_t DropOff::largest_band() const {
  return bands.empty() ? 0 : *std::max_element(bands.begin(), bands.end());
}

}  // namespace isotherm
