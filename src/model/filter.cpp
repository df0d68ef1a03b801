#include "model/filter.h"

#include <algorithm>

#include "model/filter_check.h"

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

std::string_view to_string(ClickChoice choice) {
  switch (choice) {
    case ClickChoice::all:
      return "all";
    case ClickChoice::first:
      return "first";
    case ClickChoice::last:
      return "last";
    case ClickChoice::touch:
      return "touch";
    case ClickChoice::rage:
      return "rage";
  }
  return "all";
}

std::optional<ClickChoice> click_choice_from(std::string_view name) {
  for (const ClickChoice choice :
       {ClickChoice::all, ClickChoice::first, ClickChoice::last, ClickChoice::touch, ClickChoice::rage}) {
    if (to_string(choice) == name) return choice;
  }
  return std::nullopt;
}

std::string_view to_string(FixedPlane plane) {
  switch (plane) {
    case FixedPlane::hidden:
      return "hidden";
    case FixedPlane::top:
      return "top";
    case FixedPlane::spread:
      return "spread";
  }
  return "hidden";
}

std::optional<FixedPlane> fixed_plane_from(std::string_view name) {
  for (const FixedPlane plane : {FixedPlane::hidden, FixedPlane::top, FixedPlane::spread}) {
    if (to_string(plane) == name) return plane;
  }
  return std::nullopt;
}

bool Filter::has_time_range() const {
  return time_from_ms != std::numeric_limits<int64_t>::min() ||
         time_to_ms != std::numeric_limits<int64_t>::max();
}

bool Filter::has_age_range() const {
  return age_from_ms > 0 || age_to_ms != std::numeric_limits<int64_t>::max();
}

Filter Filter::at_any_time() const {
  Filter filter = *this;
  filter.time_from_ms = std::numeric_limits<int64_t>::min();
  filter.time_to_ms = std::numeric_limits<int64_t>::max();
  filter.age_from_ms = 0;
  filter.age_to_ms = std::numeric_limits<int64_t>::max();
  return filter;
}

Selection select(const Recording& recording, const Filter& filter) {
  const auto& views = recording.catalog.page_views;
  const FilterCheck check(recording, filter);
  Selection selection;
  selection.keeps.assign(views.size(), 0);
  std::vector<uint8_t> has_session(recording.catalog.sessions.size(), 0);
  for (uint32_t i = 0; i < views.size(); ++i) {
    const uint32_t refusals = check.refusals(i);
    if ((refusals & bit(FilterPart::page)) != 0) continue;
    if ((refusals & bit(FilterPart::device)) != 0) {
      ++selection.left_out_device;
    } else if ((refusals & bit(FilterPart::comparable_width)) != 0) {
      ++selection.left_out_width;
    } else if ((refusals & ~bit(FilterPart::time)) != 0) {
      ++selection.left_out_conditions;
    } else if (refusals != 0) {
      ++selection.left_out_time;
    } else {
      selection.keeps[i] = 1;
      ++selection.page_views;
      if (views[i].session < has_session.size()) has_session[views[i].session] = 1;
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
  if (filter.age_from_ms > 0) window.from_ms = std::max(window.from_ms, filter.age_from_ms);
  window.to_ms = std::min(window.to_ms, filter.age_to_ms);
  return window;
}

WidthRange comparable_widths(uint32_t screenshot_css_width) {
  if (screenshot_css_width == 0) return {};
  const uint64_t width = screenshot_css_width;
  const uint64_t widest = std::min<uint64_t>(width * 11 / 10, std::numeric_limits<uint32_t>::max());
  return {static_cast<uint32_t>((width * 9 + 9) / 10), static_cast<uint32_t>(widest)};
}

}  // namespace isotherm
