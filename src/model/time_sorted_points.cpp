#include "model/time_sorted_points.h"

#include <algorithm>
#include <array>
#include <utility>

namespace isotherm {

namespace {

constexpr int64_t kLowest = std::numeric_limits<int64_t>::min(),
                  kHighest = std::numeric_limits<int64_t>::max();

int64_t time_of(const PageView& view, int32_t t_ms, TimeAxis axis) {
  if (axis == TimeAxis::page_age) return t_ms;
  return view.start_ms > kHighest - t_ms ? kHighest : view.start_ms + t_ms;
}

using Entries = std::vector<TimeSortedPoints::Entry>;

// Radix sort by the distance from the least time: as many passes as that distance has digits. Stable.
void sort_by_time(Entries& entries) {
  if (entries.empty()) return;
  const auto by_time = [](const auto& a, const auto& b) { return a.time < b.time; };
  const auto [least, most] = std::minmax_element(entries.begin(), entries.end(), by_time);
  const auto base = static_cast<uint64_t>(least->time);
  const uint64_t span = static_cast<uint64_t>(most->time) - base;
  constexpr unsigned kBits = 11;
  constexpr size_t kDigits = size_t{1} << kBits;
  Entries sorted(entries.size());
  for (unsigned shift = 0; shift < 64 && (span >> shift) != 0; shift += kBits) {
    const auto digit = [&](const TimeSortedPoints::Entry& entry) {
      return ((static_cast<uint64_t>(entry.time) - base) >> shift) & (kDigits - 1);
    };
    std::array<size_t, kDigits> next{};
    for (const auto& entry : entries)
      ++next[static_cast<size_t>(digit(entry))];
    size_t begin = 0;
    for (size_t& slot : next)
      begin += std::exchange(slot, begin);
    for (const auto& entry : entries)
      sorted[next[static_cast<size_t>(digit(entry))]++] = entry;
    entries.swap(sorted);
  }
}

}  // namespace

TimeSpan span_on(TimeAxis axis, const Filter& filter) {
  if (axis == TimeAxis::recording) return {filter.time_from_ms, filter.time_to_ms};
  return {filter.age_from_ms > 0 ? filter.age_from_ms : kLowest, filter.age_to_ms};
}

Filter with_span(TimeAxis axis, Filter filter, TimeSpan span) {
  if (axis == TimeAxis::recording) {
    filter.time_from_ms = span.from;
    filter.time_to_ms = span.to;
  } else {
    filter.age_from_ms = std::max<int64_t>(0, span.from);
    filter.age_to_ms = span.to;
  }
  return filter;
}

Filter without_span(TimeAxis axis, Filter filter) {
  const Filter without = filter.at_any_time();
  if (axis == TimeAxis::recording) {
    filter.time_from_ms = without.time_from_ms;
    filter.time_to_ms = without.time_to_ms;
  } else {
    filter.age_from_ms = without.age_from_ms;
    filter.age_to_ms = without.age_to_ms;
  }
  return filter;
}

TimeSortedPoints::TimeSortedPoints(const Recording& recording, const RunIndex& index, const Filter& filter,
                                   Layer layer, TimeAxis axis) {
  const Filter wide = without_span(axis, filter);
  const Selection selection = select(recording, wide);
  for_each_point_or_fixed(recording, index, selection, wide, layer, [&](const Point& point, bool is_fixed) {
    const PageView& view = recording.catalog.page_views[point.page_view];
    entries_.push_back({time_of(view, point.t_ms, axis), point.x, point.y, point.weight, is_fixed});
  });
  sort_by_time(entries_);
}

TimeSortedPoints::Stretch TimeSortedPoints::stretch(TimeSpan span) const {
  const auto at = [&](int64_t time) {
    const auto found = std::partition_point(entries_.begin(), entries_.end(),
                                            [&](const Entry& entry) { return entry.time < time; });
    return static_cast<size_t>(found - entries_.begin());
  };
  const size_t begin = span.from == kLowest ? 0 : at(span.from);
  const size_t end = span.to == kHighest ? entries_.size() : at(span.to);
  return {begin, std::max(begin, end)};
}

}  // namespace isotherm
