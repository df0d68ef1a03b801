#pragma once
// Which page views and events a picture is made of.
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "model/conditions.h"
#include "model/recording.h"

namespace isotherm {

// By CSS viewport width: mobile < 768 <= tablet < 1024 <= desktop; unknown = width not recorded.
enum class Device : uint8_t { mobile, tablet, desktop, unknown };
inline constexpr uint32_t kTabletFromPx = 768, kDesktopFromPx = 1024;
Device device_of(uint32_t viewport_width_px);
std::string_view to_string(Device device);

// Which clicks the click layer holds. First and last are those of the page view, whatever the time range;
// rage: the clicks that complete a series (rage_click.h).
enum class ClickChoice : uint8_t { all, first, last, touch, rage };
std::string_view to_string(ClickChoice choice);
std::optional<ClickChoice> click_choice_from(std::string_view name);

// Where hits on fixed and sticky elements go, whose positions are viewport px: nowhere, to where the element
// lies on an unscrolled page, or to the part of the page that lay below it at that time.
enum class FixedPlane : uint8_t { hidden, top, spread };
std::string_view to_string(FixedPlane plane);
std::optional<FixedPlane> fixed_plane_from(std::string_view name);

struct Filter {
  uint32_t page = 0;       // Catalog::pages index
  uint8_t devices = 0x0F;  // bit per Device value
  // Viewport width of the page view, inclusive; page views of unknown width pass only the widest range.
  uint32_t viewport_width_min = 0, viewport_width_max = std::numeric_limits<uint32_t>::max();
  // Event time, Unix epoch ms, half-open; the lowest and highest values mean no limit.
  int64_t time_from_ms = std::numeric_limits<int64_t>::min(),
          time_to_ms = std::numeric_limits<int64_t>::max();
  // Time since the page view began, ms, half-open; 0 and the highest value mean no limit.
  int64_t age_from_ms = 0, age_to_ms = std::numeric_limits<int64_t>::max();
  Conditions conditions{};
  ClickChoice clicks = ClickChoice::all;
  FixedPlane fixed = FixedPlane::hidden;

  bool has_time_range() const;
  bool has_age_range() const;
  // The same without limits on time and age.
  Filter at_any_time() const;
  friend bool operator==(const Filter&, const Filter&) = default;
};

// The page views that pass, and how many do not, each counted once under the first reason that applies.
struct Selection {
  std::vector<uint8_t> keeps;        // per page view: 1 = kept
  uint32_t page_views = 0;           // kept
  uint32_t sessions = 0;             // distinct sessions of the kept page views
  uint32_t left_out_device = 0;      // page views of these pages with another device class
  uint32_t left_out_width = 0;       // ... with a viewport width outside the range
  uint32_t left_out_conditions = 0;  // ... that Filter::conditions refuse
  uint32_t left_out_time = 0;        // ... that lie wholly outside the time range
};

Selection select(const Recording& recording, const Filter& filter);

// The filter's time and age range on a page view's own clock (ms since its start), half-open; the widest
// values = no limit.
struct TimeWindow {
  int64_t from_ms = std::numeric_limits<int64_t>::min(), to_ms = std::numeric_limits<int64_t>::max();
  bool contains(int64_t t_ms) const {
    return t_ms >= from_ms && t_ms < to_ms;
  }  // no t_ms is as high as the highest
};
TimeWindow time_window(const PageView& view, const Filter& filter);

// Widths within +-10 % of a screenshot's CSS width, as [min, max].
struct WidthRange {
  uint32_t min = 0, max = std::numeric_limits<uint32_t>::max();
};
WidthRange comparable_widths(uint32_t screenshot_css_width);

}  // namespace isotherm
