#pragma once
// One visit of one page, acted out: what a person does becomes events.
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "demo/layout.h"
#include "demo/random.h"
#include "stream/event.h"

namespace isotherm {

// The visible part of the page, CSS px, and what points in it.
struct Viewport {
  int width = 0, height = 0;
  bool has_touch = false;
};

// Keeps the clock, the scroll offset and the pointer, so that what is recorded is consistent: times never
// fall, the pointer stays inside the viewport, page position = scroll offset + viewport position. All
// positions are whole CSS px, as browsers report them.
class Visit {
 public:
  // Borrows the layout and the random numbers. The layout is stretched to the viewport's width.
  Visit(const PageLayout& layout, Viewport viewport, Random& random);

  bool has_touch() const { return viewport_.has_touch; }
  int32_t time_ms() const { return time_ms_; }
  const std::vector<Event>& events() const { return events_; }
  const PageLayout& layout() const { return layout_; }
  // Page px; empty where the layout lacks the element.
  Rect area(std::string_view element) const;

  void wait(double low_ms, double high_ms);
  // Scrolls until the element's centre stands at `share` of the viewport's height (0 = top). `haste` 1 =
  // reading.
  void scroll_to(std::string_view element, double share, double haste = 1);
  void scroll_by(double distance_px, double haste = 1);
  // Scrolls only if the element cannot be seen well.
  void bring_into_view(std::string_view element);

  // A mouse wanders over the element, a finger waits. `along`: where its middle is, as a share of the width.
  void study(std::string_view element, double duration_ms, double along = 0.5);
  // A mouse follows some lines of text.
  void read_along(std::string_view element, int lines);
  // The pointer rests, with a little trembling.
  void rest(double duration_ms);
  // Points, hesitates and clicks or taps. False: there is no such element.
  bool click(std::string_view element, double hesitation_ms = 120, double along = 0.5);
  // Clicks again and again where the pointer is.
  void click_repeatedly(int count, int shortest_gap_ms, int longest_gap_ms);
  // While the last `ms` went by, what the element holds was scrolled to `depth_px`. Nothing else changes.
  void scroll_inside(std::string_view element, double depth_px, int32_t ms);
  // A mouse leaves through the top of the window.
  void leave();

 private:
  int32_t scroll_limit() const;
  void emit(EventKind kind, glm::dvec2 page, uint32_t target = 0);
  void emit_scroll(double y);
  void advance(double ms);
  void swipe(double distance_px, double duration_ms);
  void glide(double distance_px, double duration_ms);
  void move_to_view(glm::dvec2 view, double slowness = 1);
  void press(uint32_t target);
  bool point_at(std::string_view element, double along, double widest_spread_px);
  glm::dvec2 point_inside(const Rect& area, double along, double widest_spread_px);
  glm::dvec2 page_from_view(glm::dvec2 view) const { return {view.x, view.y + scroll_}; }

  const PageLayout& layout_;
  Viewport viewport_;
  Random& random_;
  int32_t time_ms_ = 0, scroll_ = 0;
  glm::dvec2 pointer_view_{0, 0};
  uint32_t pointed_target_ = 0;
  std::vector<Event> events_;
};

}  // namespace isotherm
