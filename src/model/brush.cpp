#include "model/brush.h"

namespace isotherm {

namespace {

uint64_t differing(TimeSortedPoints::Stretch a, TimeSortedPoints::Stretch b) {
  const size_t begin = std::max(a.begin, b.begin), end = std::min(a.end, b.end);
  const size_t common = begin < end ? end - begin : 0;
  return a.size() + b.size() - 2 * common;
}

}  // namespace

void Brush::reset() {
  track_.reset();
  is_sorted_ = false;
  points_ = {};
}

std::optional<Brush::Track> Brush::track(const Filter& before, const Filter& after) {
  constexpr auto kRecording = TimeAxis::recording, kAge = TimeAxis::page_age;
  if (span_on(kAge, before) == span_on(kAge, after)) return Track{kRecording, span_on(kAge, after)};
  if (span_on(kRecording, before) == span_on(kRecording, after))
    return Track{kAge, span_on(kRecording, after)};
  return std::nullopt;
}

bool Brush::move(const Recording& recording, const RunIndex& index, const Filter& before, const Filter& after,
                 Layer layer, Counted counted) {
  const auto moved = track(before, after);
  const bool is_first = !moved || moved != track_;
  if (is_first) reset();
  track_ = moved;
  if (is_first || counted.grid.saturated()) return false;
  if (!is_sorted_) {
    points_ = TimeSortedPoints(recording, index, after, layer, track_->axis);
    is_sorted_ = true;
    ++work_.sorts;
  }
  auto from = points_.stretch(span_on(track_->axis, before));
  const auto to = points_.stretch(span_on(track_->axis, after));
  if (differing(from, to) > to.size()) {  // less to count anew
    counted.grid = CountGrid(counted.grid.page_px());
    counted.fixed_points = 0;
    from = {};
  }
  const bool hides_fixed = after.fixed == FixedPlane::hidden;
  work_.points += TimeSortedPoints::move(
      points_.entries(), from, to,
      [&](const TimeSortedPoints::Entry& entry) {
        counted.fixed_points += entry.is_fixed;
        if (!entry.is_fixed || !hides_fixed) counted.grid.add(entry.x, entry.y, entry.weight);
      },
      [&](const TimeSortedPoints::Entry& entry) {
        counted.fixed_points -= entry.is_fixed;
        if (!entry.is_fixed || !hides_fixed) counted.grid.remove(entry.x, entry.y, entry.weight);
      });
  ++work_.moves;
  return true;
}

}  // namespace isotherm
