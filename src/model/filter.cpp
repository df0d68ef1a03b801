#include "model/filter.h"

#include <algorithm>

namespace isotherm {

namespace {

// Sums of a hostile start time and a duration must not wrap.
int64_t saturating_add(int64_t a, int64_t b) {
  constexpr int64_t kLowest = std::numeric_limits<int64_t>::min(),
                    kHighest = std::numeric_limits<int64_t>::max();
  if (b > 0 && a > kHighest - b) return kHighest;
  if (b < 0 && a < kLowest - b) return kLowest;
  return a + b;
}

bool is_widest(const Filter& filter) {
  return filter.viewport_width_min == 0 && filter.viewport_width_max == std::numeric_limits<uint32_t>::max();
}

bool passes_device(const PageView& view, const Filter& filter) {
  return (filter.devices >> static_cast<unsigned>(device_of(view.viewport_width)) & 1u) != 0;
}

bool passes_width(const PageView& view, const Filter& filter) {
  if (is_widest(filter)) return true;
  return view.viewport_width != 0 && view.viewport_width >= filter.viewport_width_min &&
         view.viewport_width <= filter.viewport_width_max;
}

// Events may lie at the very end, so the page view's own interval is closed. The highest end means no limit.
bool passes_time(const PageView& view, const Filter& filter) {
  const bool begins_before =
      filter.time_to_ms == std::numeric_limits<int64_t>::max() || view.start_ms < filter.time_to_ms;
  return begins_before && saturating_add(view.start_ms, view.duration_ms) >= filter.time_from_ms;
}

}  // namespace

Device device_of(uint32_t viewport_width_px) {
  if (viewport_width_px == 0) return Device::unknown;
  if (viewport_width_px < kTabletFromPx) return Device::mobile;
  return viewport_width_px < kDesktopFromPx ? Device::tablet : Device::desktop;
}

std::string_view to_string(Device device) {
  switch (device) {
    case Device::mobile:
      return "mobile";
    case Device::tablet:
      return "tablet";
    case Device::desktop:
      return "desktop";
    case Device::unknown:
      return "unknown";
  }
  return "unknown";
}

bool Filter::has_time_range() const {
  return time_from_ms != std::numeric_limits<int64_t>::min() ||
         time_to_ms != std::numeric_limits<int64_t>::max();
}

Selection select(const Recording& recording, const Filter& filter) {
  const auto& views = recording.catalog.page_views;
  Selection selection;
  selection.keeps.assign(views.size(), 0);
  std::vector<uint8_t> has_session(recording.catalog.sessions.size(), 0);
  for (size_t i = 0; i < views.size(); ++i) {
    const PageView& view = views[i];
    if (view.page != filter.page) continue;
    if (!passes_device(view, filter)) {
      ++selection.left_out_device;
    } else if (!passes_width(view, filter)) {
      ++selection.left_out_width;
    } else if (!passes_time(view, filter)) {
      ++selection.left_out_time;
    } else {
      selection.keeps[i] = 1;
      ++selection.page_views;
      if (view.session < has_session.size()) has_session[view.session] = 1;
    }
  }
  selection.sessions = static_cast<uint32_t>(std::count(has_session.begin(), has_session.end(), 1));
  return selection;
}

TimeWindow time_window(const PageView& view, const Filter& filter) {
  constexpr int64_t kLowest = std::numeric_limits<int64_t>::min(),
                    kHighest = std::numeric_limits<int64_t>::max();
  // from - start, without wrapping: -start itself has no int64 value for the lowest start.
  const int64_t minus_start = view.start_ms == kLowest ? kHighest : -view.start_ms;
  TimeWindow window{kLowest, kHighest};
  if (filter.time_from_ms != kLowest) window.from_ms = saturating_add(filter.time_from_ms, minus_start);
  if (filter.time_to_ms != kHighest) window.to_ms = saturating_add(filter.time_to_ms, minus_start);
  return window;
}

WidthRange comparable_widths(uint32_t screenshot_css_width) {
  if (screenshot_css_width == 0) return {};
  const uint64_t width = screenshot_css_width;
  const uint64_t widest = std::min<uint64_t>(width * 11 / 10, std::numeric_limits<uint32_t>::max());
  return {static_cast<uint32_t>((width * 9 + 9) / 10), static_cast<uint32_t>(widest)};
}

}  // namespace isotherm
