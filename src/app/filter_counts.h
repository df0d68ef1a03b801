#pragma once
// What filters keep, and would keep.
#include <array>
#include <optional>

#include "model/facets.h"
#include "model/time_sorted_points.h"
#include "model/view_choice.h"

namespace isotherm {

// Settings that are being written and not yet in force, and what they would keep.
struct FilterPreview {
  Conditions conditions;
  std::optional<FacetCount> kept;  // absent until counted
};

struct FilterCounts {
  std::optional<Facets> facets;         // absent until counted
  std::array<FacetCount, 5> devices{};  // index = DeviceChoice; with the facets
  std::optional<FilterPreview> preview;
  FacetCount all;  // page views and sessions of the recording
};

// A time range that is not in force, and what it would keep with everything else as it is.
struct TimePreview {
  TimeSpan span;                   // on the axis of TimeBrush
  std::optional<FacetCount> kept;  // absent until counted
};

// The clock that time ranges are moved by, and whether the range moves by itself.
struct TimeBrush {
  TimeAxis axis = TimeAxis::recording;
  bool is_playing = false;
  uint32_t longest_view_ms = 0;        // of the page's page views: where the page's own clock ends
  std::vector<uint32_t> views_by_age;  // page views of the page that last at least to each equal part
  FacetCount kept;                     // by all that is in force, the time range too
  std::optional<TimePreview> preview;
};

}  // namespace isotherm
