#include "model/attention.h"

#include <algorithm>
#include <deque>

namespace isotherm {

namespace {

// Rows [begin, end).
struct RowRange {
  int64_t begin = 0, end = 0;
  bool is_empty() const { return begin >= end; }
};

// Adds the exposures of one page view: stretches of time for which a row stayed visible.
class Exposures {
 public:
  Exposures(std::vector<int64_t>& steps, int64_t min_ms) : steps_(steps), min_ms_(min_ms) {}

  // From `now` (active ms) on, `rows` are visible.
  void show(RowRange rows, int64_t now) {
    if (rows.is_empty()) return close(now);
    while (!visible_.empty() && visible_.front().rows.begin < rows.begin)
      leave_front(std::min(rows.begin, visible_.front().rows.end), now);
    while (!visible_.empty() && visible_.back().rows.end > rows.end)
      leave_back(std::max(rows.end, visible_.back().rows.begin), now);
    if (visible_.empty()) {
      visible_.push_back({rows, now});
      return;
    }
    if (rows.begin < visible_.front().rows.begin)
      visible_.push_front({{rows.begin, visible_.front().rows.begin}, now});
    if (rows.end > visible_.back().rows.end) visible_.push_back({{visible_.back().rows.end, rows.end}, now});
  }

  void close(int64_t now) {
    for (const Part& part : visible_)
      count(part.rows, now - part.since);
    visible_.clear();
  }

 private:
  // Neighbouring rows that became visible at the same time; parts touch each other.
  struct Part {
    RowRange rows;
    int64_t since = 0;
  };

  void leave_front(int64_t end, int64_t now) {
    Part& part = visible_.front();
    count({part.rows.begin, end}, now - part.since);
    part.rows.begin = end;
    if (part.rows.is_empty()) visible_.pop_front();
  }
  void leave_back(int64_t begin, int64_t now) {
    Part& part = visible_.back();
    count({begin, part.rows.end}, now - part.since);
    part.rows.end = begin;
    if (part.rows.is_empty()) visible_.pop_back();
  }
  // As a difference per row: the sums come at the end, for all page views at once.
  void count(RowRange rows, int64_t ms) {
    if (ms < min_ms_ || rows.is_empty()) return;
    steps_[static_cast<size_t>(rows.begin)] += ms;
    steps_[static_cast<size_t>(rows.end)] -= ms;
  }

  std::vector<int64_t>& steps_;
  int64_t min_ms_;
  std::deque<Part> visible_;
};

void collect_times(const Recording& recording, const RunIndex& index, uint32_t page_view,
                   std::vector<int64_t>& times) {
  for (const RunIndex::Part& part : index.parts(page_view)) {
    const auto& t_ms = recording.blocks[part.block].t_ms;
    times.insert(times.end(), t_ms.begin() + part.begin, t_ms.begin() + part.begin + part.count);
  }
}

uint32_t count_units(const Selection& selection, ScrollUnit unit) {
  return unit == ScrollUnit::sessions ? selection.sessions : selection.page_views;
}

}  // namespace

void ActiveTime::read(const Recording& recording, const ReachIndex& reach, const ActivityIndex& activity,
                      uint32_t page_view, const TimeWindow& window) {
  times_.clear();
  times_.push_back(0);
  for (const RunIndex* index :
       {&reach.scrolls, &reach.viewports, &activity.moves, &activity.buttons, &activity.touches})
    collect_times(recording, *index, page_view, times_);
  times_.push_back(recording.catalog.page_views[page_view].duration_ms);
  std::sort(times_.begin(), times_.end());
  window_ = window;
  next_ = 0;
  before_ = 0;
}

int64_t ActiveTime::until(int64_t t_ms) {
  const auto active = [&](int64_t from, int64_t to) {
    return std::max<int64_t>(0, std::min(to, window_.to_ms) - std::max(from, window_.from_ms));
  };
  while (next_ + 1 < times_.size() && times_[next_ + 1] <= t_ms) {
    if (times_[next_ + 1] - times_[next_] <= kActiveGapMs)
      before_ += active(times_[next_], times_[next_ + 1]);
    ++next_;
  }
  const bool is_in_active_gap =
      next_ + 1 < times_.size() && times_[next_ + 1] - times_[next_] <= kActiveGapMs;
  return before_ + (is_in_active_gap ? active(times_[next_], t_ms) : 0);
}

AttentionRows attention_rows(const Recording& recording, const ReachIndex& reach,
                             const ActivityIndex& activity, const Selection& selection, const Filter& filter,
                             uint32_t page_height_px, const ScrollSettings& settings) {
  AttentionRows rows;
  rows.units = count_units(selection, settings.unit);
  std::vector<int64_t> steps(size_t{page_height_px} + 1, 0);
  const size_t page_views = std::min(selection.keeps.size(), recording.catalog.page_views.size());
  ViewTrack track;
  ActiveTime active;
  for (uint32_t i = 0; i < page_views; ++i) {
    if (!selection.keeps[i]) continue;
    const PageView& view = recording.catalog.page_views[i];
    const DepthMap depth(view, settings, page_height_px);
    track.read(recording, reach, i, settings.container);
    active.read(recording, reach, activity, i, time_window(view, filter));
    Exposures exposures(steps, settings.min_exposure_ms);
    const auto row_at = [&](int64_t units) {
      return std::clamp<int64_t>(rounded_px(depth.page_units(std::max<int64_t>(units, 0))), 0,
                                 page_height_px);
    };
    for (const ViewState& state : track.states())
      exposures.show({row_at(state.top), row_at(state.top + state.height)}, active.until(state.from_ms));
    exposures.close(active.until(track.end_ms()));
  }
  rows.visible_ms.resize(page_height_px);
  int64_t sum = 0;
  for (size_t y = 0; y < rows.visible_ms.size(); ++y)
    rows.visible_ms[y] = static_cast<uint64_t>(sum += steps[y]);
  return rows;
}

double AttentionRows::mean_ms(int y_px) const {
  if (units == 0 || y_px < 0 || static_cast<size_t>(y_px) >= visible_ms.size()) return 0;
  return static_cast<double>(visible_ms[static_cast<size_t>(y_px)]) / units;
}

double AttentionRows::longest_mean_ms() const {
  if (units == 0 || visible_ms.empty()) return 0;
  return static_cast<double>(*std::max_element(visible_ms.begin(), visible_ms.end())) / units;
}

}  // namespace isotherm
