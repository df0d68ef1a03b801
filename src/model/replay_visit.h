#pragma once
// One page view of a replay as searchable columns: what was on screen at a time, by binary search.
#include <optional>
#include <vector>

#include <glm/vec2.hpp>

#include "model/session_index.h"

namespace isotherm {

// Between two samples the pointer rests where the earlier one left it, and glides to the later one during the
// last kMaxGlideMs: recorders send samples while it moves, not while it rests.
inline constexpr double kMaxGlideMs = 250;

// The pointer's samples in time order: moves, touches and buttons. Positions in 1/16 px.
struct PointerColumns {
  enum Flag : uint8_t {
    kIsTouch = 1,  // a finger or pen
    kIsDown = 2,   // a finger on the screen, a pen or mouse button pressed, from this sample on
    kIsFixed = 4,  // on a fixed element: recorded in viewport px
    kIsUp = 8,     // the finger leaves: what follows is not connected
  };
  std::vector<int32_t> t_ms;
  std::vector<int32_t> x, y;  // from the viewport's corner; page = this + scroll offset at that time
  std::vector<uint8_t> kind, flags;

  size_t size() const { return t_ms.size(); }
};

// A pair of values that hold until the next: scroll offsets, viewport sizes. 1/16 px.
struct StepColumns {
  std::vector<int32_t> t_ms, x, y;
  size_t size() const { return t_ms.size(); }
};

struct ReplayCursor {
  glm::dvec2 page{0, 0};
  bool is_touch = false;
  bool is_down = false;
};

// page: where on the page the pointer was. screen: where the hand moved; scrolling leaves no trail.
enum class TrailSpace : uint8_t { page, screen };

struct TrailPoint {
  glm::dvec2 page{0, 0};
  double age_ms = 0;
  bool is_connected = true;  // with the point before
};

struct ReplayVisit {
  uint32_t page_view = 0, page = 0;
  int64_t begin_ms = 0, end_ms = 0;  // on the session's clock; the end includes its last event
  PointerColumns pointer;
  StepColumns scroll, viewport;
  size_t first_resize = 0;        // in viewport: 1 where entry 0 is the size that the page view began with
  std::vector<uint32_t> presses;  // pointer samples that are clicks, double clicks or context menus

  // All times are ms since begin_ms. The last entry at or before a time counts; a sample's own time gives the
  // sample exactly. O(log n).
  glm::dvec2 scroll_at(double t_ms) const;
  glm::dvec2 viewport_at(double t_ms) const;  // 0 x 0: not recorded
  // None before the first sample, and while no finger is down.
  std::optional<ReplayCursor> cursor_at(double t_ms) const;
  // The recorded page position of a sample.
  glm::dvec2 sample_page(size_t sample) const;
  glm::dvec2 sample_screen(size_t sample) const;  // from the viewport's corner
  // Recorded positions (and the interpolated one at t_ms, last) of the `length_ms` before; at most
  // `max_points` and the last: of more, every n-th. `space` says where older ones lie now.
  std::vector<TrailPoint> trail_at(double t_ms, double length_ms, TrailSpace space = TrailSpace::page,
                                   size_t max_points = 1024) const;
};

// Reads a page view's columns. `session_start_ms`: the session clock's zero, Unix epoch.
ReplayVisit make_visit(const Recording& recording, const SessionIndex& index, uint32_t page_view,
                       int64_t session_start_ms);

}  // namespace isotherm
