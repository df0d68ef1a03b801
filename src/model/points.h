#pragma once
// The events of a layer as weighted points, one at a time: the single place that says what a layer counts.
#include <algorithm>
#include <limits>

#include <glm/vec2.hpp>

#include "model/filter.h"
#include "model/fixed_placement.h"
#include "model/layer.h"
#include "model/rage_click.h"
#include "model/run_index.h"

namespace isotherm {

struct Point {
  uint32_t page_view = 0;
  int32_t t_ms = 0;      // since its page view's start
  int32_t x = 0, y = 0;  // page position, 1/16 px
  uint32_t weight = 0;   // clicks: 1. moves: dwell in ms
};

inline constexpr uint32_t kMaxDwellMs = 1000;

// The class of blocks that holds a layer's events.
constexpr StreamClass class_of(Layer layer) {
  switch (layer) {
    case Layer::clicks:
      return StreamClass::buttons;
    case Layer::moves:
      return StreamClass::moves;
    case Layer::scroll:
    case Layer::attention:
    case Layer::drop_off:
      return StreamClass::scroll;
  }
  return StreamClass::buttons;
}

// Ms until the next sample, or until the page view's end after the last one, capped.
constexpr uint32_t dwell_ms(int64_t from_ms, int64_t until_ms) {
  return static_cast<uint32_t>(std::clamp<int64_t>(until_ms - from_ms, 0, kMaxDwellMs));
}

// Which clicks of a page view a ClickChoice takes; fed with its clicks in time order. Pointer samples are all
// taken.
class ClickTaker {
 public:
  ClickTaker(Layer layer, ClickChoice choice) : choice_(layer == Layer::clicks ? choice : ClickChoice::all) {}
  void start_page_view() { *this = ClickTaker(choice_); }
  // `last`: every click may turn out to be the last one, so the caller emits only the one that stays.
  bool takes(int32_t t_ms, int32_t x, int32_t y, uint8_t tag) {
    switch (choice_) {
      case ClickChoice::first:
        return count_++ == 0;
      case ClickChoice::touch:
        return (tag & kFlagTouchPointer) != 0;
      case ClickChoice::rage:
        return rage_.add(t_ms, x, y, (tag & kFlagFixedTarget) != 0);
      case ClickChoice::all:
      case ClickChoice::last:
        break;
    }
    return true;
  }
  bool is_last_only() const { return choice_ == ClickChoice::last; }

 private:
  explicit ClickTaker(ClickChoice choice) : choice_(choice) {}
  ClickChoice choice_;
  uint32_t count_ = 0;
  RageSeries rage_;
};

// As for_each_point, with the index of class_of(layer) made before, with fixed points too, and for the page
// views [first_page_view, end_page_view) only: visit(const Point&, bool is_fixed). A fixed point lies where
// Filter::fixed puts it; if hidden, x and y are the viewport px.
template <typename Visit>
void for_each_point_or_fixed(const Recording& recording, const RunIndex& index, const Selection& selection,
                             const Filter& filter, Layer layer, Visit&& visit, uint32_t first_page_view = 0,
                             uint32_t end_page_view = std::numeric_limits<uint32_t>::max()) {
  if (is_row_layer(layer)) return;  // scroll offsets are not points on the page
  const EventKind kind = layer == Layer::clicks ? EventKind::click : EventKind::move;
  const auto page_views = static_cast<uint32_t>(
      std::min<size_t>(end_page_view, std::min(selection.keeps.size(), recording.catalog.page_views.size())));
  FixedPlacement placement(recording, filter.fixed);
  ClickTaker taker(layer, filter.clicks);
  for (uint32_t page_view = first_page_view; page_view < page_views; ++page_view) {
    if (!selection.keeps[page_view] || index.parts(page_view).empty()) continue;
    const PageView& view = recording.catalog.page_views[page_view];
    const TimeWindow window = time_window(view, filter);
    taker.start_page_view();
    // A sample's dwell is known when the next one comes.
    Point pending{};
    uint8_t pending_tag = 0;
    bool has_pending = false;
    const auto emit = [&](int64_t until_ms) {
      if (!has_pending || !window.contains(pending.t_ms)) return;
      pending.weight = layer == Layer::clicks ? 1 : dwell_ms(pending.t_ms, until_ms);
      const bool is_fixed = (pending_tag & kFlagFixedTarget) != 0;
      if (is_fixed) placement.place(page_view, pending.t_ms, pending.x, pending.y);
      visit(static_cast<const Point&>(pending), is_fixed);
    };
    index.visit_in_time_order(recording, page_view, [&](const EventBlock& block, size_t i) {
      const uint8_t tag = block.tag(i);
      if (kind_of(tag) != kind || !taker.takes(block.t_ms[i], block.x[i], block.y[i], tag)) return;
      if (!taker.is_last_only()) emit(block.t_ms[i]);
      pending = {page_view, block.t_ms[i], block.x[i], block.y[i], 0};
      pending_tag = tag;
      has_pending = true;
    });
    emit(view.duration_ms);
  }
}

// Calls visit(const Point&) for every event of the layer that the selection and the time range keep, page
// view by page view, in time order within each. None for the scroll layer.
//   clicks  every event of kind click (mouse, pen or touch) that Filter::clicks takes, weight 1
//   moves   every event of kind move; weight = ms until the page view's next pointer sample, capped at
//           kMaxDwellMs; the last sample of a page view lasts until the page view's end, capped as well.
//           Dwell is taken from the recording before the time range is applied.
// Points flagged kFlagFixedTarget are placed by Filter::fixed; hidden ones are left out (count_fixed counts
// them).
template <typename Visit>
void for_each_point(const Recording& recording, const RunIndex& index, const Selection& selection,
                    const Filter& filter, Layer layer, Visit&& visit) {
  for_each_point_or_fixed(recording, index, selection, filter, layer, [&](const Point& point, bool is_fixed) {
    if (!is_fixed || filter.fixed != FixedPlane::hidden) visit(point);
  });
}

template <typename Visit>
void for_each_point(const Recording& recording, const Selection& selection, const Filter& filter, Layer layer,
                    Visit&& visit) {
  for_each_point(recording, RunIndex(recording, class_of(layer)), selection, filter, layer, visit);
}

// Points on fixed elements, wherever they are placed.
uint64_t count_fixed(const Recording& recording, const Selection& selection, const Filter& filter,
                     Layer layer);

// The plain answer: points within `radius_px` (Euclid, inclusive) of `center_page`.
struct PointTotals {
  uint64_t events = 0;
  uint64_t weight = 0;    // clicks: = events; moves: ms
  uint32_t sessions = 0;  // distinct
};

PointTotals count_within(const Recording& recording, const RunIndex& index, const Selection& selection,
                         const Filter& filter, Layer layer, glm::dvec2 center_page, double radius_px);
PointTotals count_within(const Recording& recording, const Selection& selection, const Filter& filter,
                         Layer layer, glm::dvec2 center_page, double radius_px);

}  // namespace isotherm
