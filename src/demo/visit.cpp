#include "demo/visit.h"

#include <algorithm>
#include <cmath>

namespace isotherm {

namespace {

constexpr double kMoveSampleMs = 65, kScrollSampleMs = 85;  // between two positions while something moves
constexpr double kAimSpreadPx = 24, kGazeSpreadPx = 110;    // one standard deviation, at most

// Whole px, halves away from zero.
int32_t whole_px(double px) {
  return static_cast<int32_t>(px < 0 ? px - 0.5 : px + 0.5);
}

// Minimum-jerk position profile (Flash and Hogan, 1985): how far along a movement of unit length and time is.
double minimum_jerk(double t) {
  return t * t * t * (10 - 15 * t + 6 * t * t);
}

double ease_out(double t) {
  return 1 - (1 - t) * (1 - t) * (1 - t);
}

}  // namespace

Visit::Visit(const PageLayout& layout, Viewport viewport, Random& random)
    : layout_(layout), viewport_(viewport), random_(random) {
  pointer_view_ = {whole_px(random.between(0.2, 0.9) * viewport.width), random.whole(1, 60)};
}

Rect Visit::area(std::string_view element) const {
  const ElementBox* box = find_element(layout_, element);
  if (!box) return {};
  const double scale = static_cast<double>(viewport_.width) / layout_.css_width;
  return {box->x * scale, static_cast<double>(box->y), (box->x + box->width) * scale,
          static_cast<double>(box->y + box->height)};
}

void Visit::wait(double low_ms, double high_ms) {
  advance(random_.between(low_ms, high_ms));
}

void Visit::advance(double ms) {
  time_ms_ += std::max(1, whole_px(ms));
}

int32_t Visit::scroll_limit() const {
  return std::max(0, layout_.css_height - viewport_.height);
}

void Visit::emit(EventKind kind, glm::dvec2 page, uint32_t target) {
  const uint8_t flags = viewport_.has_touch && kind != EventKind::scroll ? kFlagTouchPointer : uint8_t{0};
  events_.push_back({time_ms_, units_from_px(page.x), units_from_px(page.y), make_tag(kind, flags), target});
}

void Visit::emit_scroll(double y) {
  const int32_t clamped = std::clamp(whole_px(y), 0, scroll_limit());
  if (clamped == scroll_) return;
  scroll_ = clamped;
  emit(EventKind::scroll, {0, scroll_});
}

// --- scrolling ------------------------------------------------------------------------------------

void Visit::scroll_to(std::string_view element, double share, double haste) {
  const Rect box = area(element);
  if (!box.empty()) scroll_by((box.y0 + box.y1) / 2 - share * viewport_.height - scroll_, haste);
}

void Visit::scroll_by(double distance_px, double haste) {
  const double target = std::clamp(scroll_ + distance_px, 0.0, static_cast<double>(scroll_limit()));
  for (int gesture = 0; gesture < 60 && std::abs(target - scroll_) >= 1; ++gesture) {
    const double reach =
        random_.between(0.35, has_touch() ? 0.95 : 0.8) * viewport_.height * (0.6 + 0.4 * haste);
    const double step = std::clamp(target - scroll_, -reach, reach);
    const double duration = random_.between(260, 620);
    if (has_touch())
      swipe(step, duration);
    else
      glide(step, duration);
    wait(180 / haste, 900 / haste);
  }
}

void Visit::glide(double distance_px, double duration_ms) {
  const double from = scroll_;
  const int samples = std::max(2, static_cast<int>(duration_ms / kScrollSampleMs));
  for (int i = 1; i <= samples; ++i) {
    advance(duration_ms / samples + random_.between(-6, 6));
    emit_scroll(from + distance_px * ease_out(static_cast<double>(i) / samples));
  }
}

// A finger drags the page (its page position stays), lets go, and the page glides on.
void Visit::swipe(double distance_px, double duration_ms) {
  const double dragged = std::clamp(distance_px * 0.3, -0.3 * viewport_.height, 0.3 * viewport_.height);
  const double start_y = distance_px > 0 ? random_.between(0.6, 0.82) : random_.between(0.25, 0.45);
  const glm::dvec2 finger = page_from_view(
      {whole_px(random_.between(0.5, 0.86) * viewport_.width), whole_px(start_y * viewport_.height)});
  advance(1);
  emit(EventKind::touch_start, finger);
  glide(dragged, random_.between(90, 150));
  advance(random_.between(4, 16));
  emit(EventKind::touch_end, finger);
  glide(distance_px - dragged, duration_ms);
}

void Visit::scroll_inside(std::string_view element, double depth_px, int32_t ms) {
  const int steps = std::clamp(ms / static_cast<int>(2 * kScrollSampleMs), 1, 9);
  for (int i = 1; i <= steps; ++i) {
    const int32_t t_ms = time_ms_ - ms + ms * i / (steps + 1);
    const double y = depth_px * ease_out(static_cast<double>(i) / steps);
    const Event event{t_ms, 0, units_from_px(whole_px(y)), make_tag(EventKind::element_scroll),
                      element_id(element)};
    const auto later = std::upper_bound(events_.begin(), events_.end(), t_ms,
                                        [](int32_t time, const Event& other) { return time < other.t_ms; });
    events_.insert(later, event);
  }
}

void Visit::bring_into_view(std::string_view element) {
  const Rect box = area(element);
  if (box.empty()) return;
  const double centre = (box.y0 + box.y1) / 2 - scroll_;
  const double margin = std::min(0.5 * box.height(), 0.3 * viewport_.height) + 12;
  if (centre - margin < 0 || centre + margin > viewport_.height) {
    wait(120, 420);
    scroll_to(element, random_.between(0.4, 0.72), 2);
  }
}

// --- pointing -------------------------------------------------------------------------------------

// Near the middle of the element, never outside.
glm::dvec2 Visit::point_inside(const Rect& box, double along, double widest_spread_px) {
  const auto around = [&](double low, double high, double share) {
    const double size = high - low, spread = std::min(0.17 * size, widest_spread_px);
    return std::clamp(low + share * size + spread * random_.normal(), low + 0.05 * size, high - 0.05 * size);
  };
  const double x = around(box.x0, box.x1, along);
  return {x, around(box.y0, box.y1, 0.5)};
}

void Visit::move_to_view(glm::dvec2 view, double slowness) {
  const glm::dvec2 from = pointer_view_;
  const glm::dvec2 to{std::clamp(view.x, 1.0, viewport_.width - 2.0),
                      std::clamp(view.y, 1.0, viewport_.height - 2.0)};
  const glm::dvec2 way = to - from;
  const double length = std::sqrt(way.x * way.x + way.y * way.y);
  const double duration = (180 + 0.5 * length) * slowness * random_.between(0.8, 1.3);
  const int samples = std::clamp(static_cast<int>(duration / kMoveSampleMs), 2, 24);
  const double bend = random_.normal() * 0.07;  // hands draw arcs, not lines
  for (int i = 1; i <= samples; ++i) {
    const double t = static_cast<double>(i) / samples, along = minimum_jerk(t),
                 aside = 4 * t * (1 - t) * bend;
    const double tremble = i < samples ? 0.8 : 0;
    pointer_view_ = {whole_px(from.x + way.x * along - way.y * aside + tremble * random_.normal()),
                     whole_px(from.y + way.y * along + way.x * aside + tremble * random_.normal())};
    pointer_view_.x = std::clamp(pointer_view_.x, 0.0, viewport_.width - 1.0);
    pointer_view_.y = std::clamp(pointer_view_.y, 0.0, viewport_.height - 1.0);
    advance(duration / samples + random_.between(-5, 5));
    emit(EventKind::move, page_from_view(pointer_view_));
  }
}

bool Visit::point_at(std::string_view element, double along, double widest_spread_px) {
  const Rect box = area(element);
  if (box.empty()) return false;
  bring_into_view(element);
  pointed_target_ = element_id(element);
  const glm::dvec2 page = point_inside(box, along, widest_spread_px), view{page.x, page.y - scroll_};
  if (has_touch()) {
    pointer_view_ = {std::clamp<double>(whole_px(view.x), 0, viewport_.width - 1),
                     std::clamp<double>(whole_px(view.y), 0, viewport_.height - 1)};
    wait(150, 500);
  } else {
    move_to_view(view);
  }
  return true;
}

void Visit::study(std::string_view element, double duration_ms, double along) {
  const int32_t end_ms = time_ms_ + whole_px(duration_ms);
  if (has_touch()) {
    bring_into_view(element);
    advance(duration_ms * 0.7);
    return;
  }
  while (time_ms_ < end_ms) {
    if (!point_at(element, along, kGazeSpreadPx)) return;
    rest(random_.between(350, 1500));
  }
}

void Visit::read_along(std::string_view element, int lines) {
  const Rect box = area(element);
  if (box.empty()) return;
  bring_into_view(element);
  if (has_touch()) {
    advance(lines * random_.between(500, 900));
    return;
  }
  const double line_px = 28, top = box.y0 + random_.between(0.1, 0.4) * box.height();
  for (int line = 0; line < lines && top + line * line_px < box.y1; ++line) {
    const double y = top + line * line_px - scroll_;
    move_to_view({box.x0 + random_.between(0.02, 0.16) * box.width(), y + random_.normal() * 4}, 0.8);
    wait(80, 240);
    move_to_view({box.x0 + random_.between(0.5, 0.8) * box.width(), y + random_.normal() * 5}, 2.4);
  }
}

void Visit::rest(double duration_ms) {
  const int32_t end_ms = time_ms_ + whole_px(duration_ms);
  while (!has_touch() && end_ms - time_ms_ > 900) {
    advance(random_.between(500, 1100));
    pointer_view_ += glm::dvec2{random_.whole(-2, 2), random_.whole(-2, 2)};
    pointer_view_.x = std::clamp(pointer_view_.x, 0.0, viewport_.width - 1.0);
    pointer_view_.y = std::clamp(pointer_view_.y, 0.0, viewport_.height - 1.0);
    emit(EventKind::move, page_from_view(pointer_view_));
  }
  if (end_ms > time_ms_) advance(end_ms - time_ms_);
}

// --- clicking -------------------------------------------------------------------------------------

void Visit::press(uint32_t target) {
  const glm::dvec2 page = page_from_view(pointer_view_);
  advance(1);
  emit(has_touch() ? EventKind::touch_start : EventKind::mouse_down, page, target);
  advance(random_.between(55, 95));
  emit(has_touch() ? EventKind::touch_end : EventKind::mouse_up, page, target);
  if (has_touch()) advance(2);
  emit(EventKind::click, page, target);
}

bool Visit::click(std::string_view element, double hesitation_ms, double along) {
  if (!point_at(element, along, kAimSpreadPx)) return false;
  rest(hesitation_ms);
  press(pointed_target_);
  return true;
}

void Visit::click_repeatedly(int count, int shortest_gap_ms, int longest_gap_ms) {
  for (int i = 0; i < count; ++i) {
    pointer_view_.x = std::clamp(pointer_view_.x + random_.whole(-4, 4), 0.0, viewport_.width - 1.0);
    pointer_view_.y = std::clamp(pointer_view_.y + random_.whole(-3, 3), 0.0, viewport_.height - 1.0);
    // Pressing takes up to 100 ms of the gap.
    advance(random_.whole(shortest_gap_ms, longest_gap_ms) - 100);
    press(pointed_target_);
  }
}

void Visit::leave() {
  if (has_touch()) return;
  move_to_view({random_.between(0.1, 0.9) * viewport_.width, random_.between(1, 6)}, 0.7);
}

}  // namespace isotherm
