#include "model/replay_visit.h"

#include <algorithm>
#include <cstddef>

#include "stream/limits.h"

namespace isotherm {

namespace {

// Index of the last time <= t; -1 = none.
std::ptrdiff_t last_until(const std::vector<int32_t>& t_ms, double t) {
  return std::upper_bound(t_ms.begin(), t_ms.end(), t,
                          [](double value, int32_t entry) { return value < entry; }) -
         t_ms.begin() - 1;
}

glm::dvec2 value_at(const StepColumns& steps, double t_ms) {
  const std::ptrdiff_t i = last_until(steps.t_ms, t_ms);
  if (i < 0) return {0, 0};
  const auto at = static_cast<size_t>(i);
  return {px_from_units(steps.x[at]), px_from_units(steps.y[at])};
}

bool is_press(EventKind kind) {
  return kind == EventKind::click || kind == EventKind::double_click || kind == EventKind::context_menu;
}

void append(StepColumns& steps, int32_t t_ms, int32_t x, int32_t y) {
  steps.t_ms.push_back(t_ms);
  steps.x.push_back(x);
  steps.y.push_back(y);
}

StepColumns read_steps(const Recording& recording, const RunIndex& runs, uint32_t page_view, EventKind kind) {
  StepColumns steps;
  runs.visit_in_time_order(recording, page_view, [&](const EventBlock& block, size_t i) {
    if (kind_of(block.tag(i)) == kind) append(steps, block.t_ms[i], block.x[i], block.y[i]);
  });
  return steps;
}

// A pointer's sample as recorded.
struct Sample {
  int32_t t_ms, x, y;
  uint8_t tag;
};

std::vector<Sample> read_samples(const Recording& recording, const SessionIndex& index, uint32_t page_view) {
  std::vector<Sample> samples;
  for (const StreamClass stream_class : {StreamClass::moves, StreamClass::touch, StreamClass::buttons}) {
    const auto middle = static_cast<std::ptrdiff_t>(samples.size());
    index.runs(stream_class).visit_in_time_order(recording, page_view, [&](const EventBlock& b, size_t i) {
      const uint8_t tag = b.tag(i);
      if (is_known_kind(tag & kKindMask)) samples.push_back({b.t_ms[i], b.x[i], b.y[i], tag});
    });
    std::inplace_merge(samples.begin(), samples.begin() + middle, samples.end(),
                       [](const Sample& a, const Sample& b) { return a.t_ms < b.t_ms; });
  }
  return samples;
}

// Whether something is pressed from this sample on.
bool is_down_after(EventKind kind, bool is_touch, bool was_down) {
  switch (kind) {
    case EventKind::touch_start:
    case EventKind::touch_move:
    case EventKind::mouse_down:
      return true;
    case EventKind::move:
      return is_touch || was_down;
    default:
      return false;
  }
}

PointerColumns make_pointer(const std::vector<Sample>& samples, const StepColumns& scroll) {
  PointerColumns pointer;
  size_t next_scroll = 0;
  int32_t scroll_x = 0, scroll_y = 0;
  bool is_down = false;
  for (const Sample& sample : samples) {
    for (; next_scroll < scroll.size() && scroll.t_ms[next_scroll] <= sample.t_ms; ++next_scroll) {
      scroll_x = scroll.x[next_scroll];
      scroll_y = scroll.y[next_scroll];
    }
    const EventKind kind = kind_of(sample.tag);
    const bool is_fixed = (sample.tag & kFlagFixedTarget) != 0;
    const bool is_touch = (sample.tag & kFlagTouchPointer) != 0 || class_of(kind) == StreamClass::touch;
    is_down = is_down_after(kind, is_touch, is_down);
    const bool is_up = kind == EventKind::touch_end || kind == EventKind::touch_cancel;
    pointer.t_ms.push_back(sample.t_ms);
    pointer.x.push_back(is_fixed ? sample.x : sample.x - scroll_x);
    pointer.y.push_back(is_fixed ? sample.y : sample.y - scroll_y);
    pointer.kind.push_back(static_cast<uint8_t>(kind));
    pointer.flags.push_back(static_cast<uint8_t>(
        (is_touch ? PointerColumns::kIsTouch : 0) | (is_down ? PointerColumns::kIsDown : 0) |
        (is_fixed ? PointerColumns::kIsFixed : 0) | (is_up ? PointerColumns::kIsUp : 0)));
  }
  return pointer;
}

StepColumns read_viewport(const Recording& recording, const SessionIndex& index, uint32_t page_view) {
  const PageView& view = recording.catalog.page_views[page_view];
  StepColumns viewport;
  if (view.viewport_width > 0 || view.viewport_height > 0) {
    const auto units = [](uint32_t px) {
      return static_cast<int32_t>(std::min(px, limits::kMaxSizePx)) * kUnitsPerPx;
    };
    append(viewport, 0, units(view.viewport_width), units(view.viewport_height));
  }
  const StepColumns resizes =
      read_steps(recording, index.runs(StreamClass::viewport), page_view, EventKind::resize);
  for (size_t i = 0; i < resizes.size(); ++i)
    append(viewport, resizes.t_ms[i], resizes.x[i], resizes.y[i]);
  return viewport;
}

// Whether the pointer is still there after a sample: a mouse always, a finger while it is down.
bool stays(const PointerColumns& pointer, size_t sample) {
  const uint8_t flags = pointer.flags[sample];
  if ((flags & PointerColumns::kIsUp) != 0) return false;
  return (flags & PointerColumns::kIsTouch) == 0 || (flags & PointerColumns::kIsDown) != 0;
}

// Whether the pointer moves on from a sample to the next without being lifted.
bool is_connected(const PointerColumns& pointer, size_t from) {
  const bool is_same_kind = ((pointer.flags[from] ^ pointer.flags[from + 1]) & PointerColumns::kIsTouch) == 0;
  const bool lands = static_cast<EventKind>(pointer.kind[from + 1]) == EventKind::touch_start;
  return is_same_kind && !lands && stays(pointer, from);
}

int32_t last_time(const std::vector<int32_t>& t_ms) {
  return t_ms.empty() ? 0 : t_ms.back();
}

}  // namespace

glm::dvec2 ReplayVisit::scroll_at(double t_ms) const {
  return value_at(scroll, t_ms);
}

glm::dvec2 ReplayVisit::viewport_at(double t_ms) const {
  return value_at(viewport, t_ms);
}

glm::dvec2 ReplayVisit::sample_screen(size_t sample) const {
  return {px_from_units(pointer.x[sample]), px_from_units(pointer.y[sample])};
}

glm::dvec2 ReplayVisit::sample_page(size_t sample) const {
  return sample_screen(sample) + scroll_at(pointer.t_ms[sample]);
}

std::optional<ReplayCursor> ReplayVisit::cursor_at(double t_ms) const {
  const std::ptrdiff_t found = last_until(pointer.t_ms, t_ms);
  if (found < 0) return std::nullopt;
  const auto i = static_cast<size_t>(found);
  if (t_ms > pointer.t_ms[i] && !stays(pointer, i)) return std::nullopt;
  glm::dvec2 at(px_from_units(pointer.x[i]), px_from_units(pointer.y[i]));
  if (i + 1 < pointer.size() && is_connected(pointer, i)) {
    const double next_ms = pointer.t_ms[i + 1];
    const double glide_ms = std::min(kMaxGlideMs, next_ms - pointer.t_ms[i]);
    const double share = glide_ms > 0 ? std::max(0.0, 1 - (next_ms - t_ms) / glide_ms) : 0;
    const glm::dvec2 next(px_from_units(pointer.x[i + 1]), px_from_units(pointer.y[i + 1]));
    at += (next - at) * share;
  }
  const uint8_t flags = pointer.flags[i];
  return ReplayCursor{at + scroll_at(t_ms), (flags & PointerColumns::kIsTouch) != 0,
                      (flags & PointerColumns::kIsDown) != 0};
}

std::vector<TrailPoint> ReplayVisit::trail_at(double t_ms, double length_ms, TrailSpace space,
                                              size_t max_points) const {
  std::vector<TrailPoint> trail;
  const std::ptrdiff_t last = last_until(pointer.t_ms, t_ms);
  if (last < 0) return trail;
  const auto end = static_cast<size_t>(last) + 1;
  const auto first = std::lower_bound(pointer.t_ms.begin(), pointer.t_ms.begin() + last + 1, t_ms - length_ms,
                                      [](int32_t entry, double value) { return entry < value; });
  const auto begin = static_cast<size_t>(first - pointer.t_ms.begin());
  const size_t stride = (end - begin) / max_points + 1;
  const glm::dvec2 scroll_now = scroll_at(t_ms);
  for (size_t i = begin; i < end; i += stride) {
    const bool joins = i > begin && is_connected(pointer, i - 1);
    const glm::dvec2 at = space == TrailSpace::page ? sample_page(i) : sample_screen(i) + scroll_now;
    trail.push_back({at, t_ms - pointer.t_ms[i], joins});
  }
  if (const auto cursor = cursor_at(t_ms)) trail.push_back({cursor->page, 0, !trail.empty()});
  return trail;
}

ReplayVisit make_visit(const Recording& recording, const SessionIndex& index, uint32_t page_view,
                       int64_t session_start_ms) {
  const PageView& view = recording.catalog.page_views[page_view];
  ReplayVisit visit;
  visit.page_view = page_view;
  visit.page = view.page;
  visit.scroll = read_steps(recording, index.runs(StreamClass::scroll), page_view, EventKind::scroll);
  visit.viewport = read_viewport(recording, index, page_view);
  visit.first_resize = view.viewport_width > 0 || view.viewport_height > 0 ? 1 : 0;
  visit.pointer = make_pointer(read_samples(recording, index, page_view), visit.scroll);
  for (size_t i = 0; i < visit.pointer.size(); ++i) {
    if (is_press(static_cast<EventKind>(visit.pointer.kind[i])))
      visit.presses.push_back(static_cast<uint32_t>(i));
  }
  visit.begin_ms = view.start_ms - session_start_ms;
  const int32_t last_event_ms =
      std::max({last_time(visit.pointer.t_ms), last_time(visit.scroll.t_ms), last_time(visit.viewport.t_ms)});
  visit.end_ms = visit.begin_ms + std::max<int64_t>(view.duration_ms, last_event_ms);
  return visit;
}

}  // namespace isotherm
