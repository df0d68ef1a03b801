#pragma once
// The points of a picture in the order of their time, so that a moving time range costs only what enters and
// leaves it.
#include <cstdint>
#include <limits>
#include <vector>

#include "model/points.h"

namespace isotherm {

enum class TimeAxis : uint8_t {
  recording,  // Unix epoch, ms
  page_age,   // ms since the page view began
};

// Half-open; the lowest and highest values mean no limit.
struct TimeSpan {
  int64_t from = std::numeric_limits<int64_t>::min(), to = std::numeric_limits<int64_t>::max();
  friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};
// The filter's limits on an axis, and the filter without them.
TimeSpan span_on(TimeAxis axis, const Filter& filter);
Filter without_span(TimeAxis axis, Filter filter);
Filter with_span(TimeAxis axis, Filter filter, TimeSpan span);

class TimeSortedPoints {
 public:
  struct Entry {
    int64_t time = 0;
    int32_t x = 0, y = 0;  // 1/16 px, as for_each_point_or_fixed places them
    uint32_t weight = 0;
    bool is_fixed = false;
  };
  // [begin, end) of entries().
  struct Stretch {
    size_t begin = 0, end = 0;
    size_t size() const { return end - begin; }
  };

  TimeSortedPoints() = default;
  // Every point that passes the filter but for its limits on `axis`. `index` is that of class_of(layer).
  // Cost: O(points), 24 bytes each.
  TimeSortedPoints(const Recording& recording, const RunIndex& index, const Filter& filter, Layer layer,
                   TimeAxis axis);

  const std::vector<Entry>& entries() const { return entries_; }
  // Cost: O(log points).
  Stretch stretch(TimeSpan span) const;

  // Calls leave() and enter() for the entries that differ between two spans. Returns how many those were.
  template <typename Enter, typename Leave>
  static uint64_t move(const std::vector<Entry>& entries, Stretch from, Stretch to, Enter&& enter,
                       Leave&& leave) {
    const auto visit = [&](size_t begin, size_t end, auto& call) {
      for (size_t i = begin; i < end; ++i)
        call(entries[i]);
      return begin < end ? uint64_t{end - begin} : uint64_t{0};
    };
    if (from.begin >= from.end) return visit(to.begin, to.end, enter);
    if (to.begin >= to.end) return visit(from.begin, from.end, leave);
    return visit(to.begin, std::min(to.end, from.begin), enter) +
           visit(std::max(to.begin, from.end), to.end, enter) +
           visit(from.begin, std::min(from.end, to.begin), leave) +
           visit(std::max(from.begin, to.end), from.end, leave);
  }

 private:
  std::vector<Entry> entries_;
};

}  // namespace isotherm
