#pragma once
// How long each row of a page was on somebody's screen.
#include <cstdint>
#include <vector>

#include "model/reach.h"

namespace isotherm {

// A gap between events that is longer than this counts as absence, and not at all.
inline constexpr int64_t kActiveGapMs = 30'000;

// visible_ms[y] = total time that row y (from px y to y + 1) lay in the viewport of a kept page view while
// the page view was active, in ms; the viewport's edges are rounded to whole px. Exact integers.
struct AttentionRows {
  uint32_t units = 0;                // page views or sessions, see ScrollUnit
  std::vector<uint64_t> visible_ms;  // one per row of the page
  double mean_ms(int y_px) const;    // per unit; 0 outside the page or without units
  double longest_mean_ms() const;
};

// The events of all classes by page view: what says when a page view was active.
struct ActivityIndex {
  RunIndex moves, buttons, touches;
  ActivityIndex() = default;
  explicit ActivityIndex(const Recording& recording)
      : moves(recording, StreamClass::moves),
        buttons(recording, StreamClass::buttons),
        touches(recording, StreamClass::touch) {}
};

// Active time on a page view's clock: the time between two events (its start and its end are events, too),
// unless they lie more than kActiveGapMs apart. With a window, only time inside it.
class ActiveTime {
 public:
  void read(const Recording& recording, const ReachIndex& reach, const ActivityIndex& activity,
            uint32_t page_view, const TimeWindow& window);
  // Active ms from the start until t; never falls. Calls with rising t cost O(1) on average.
  int64_t until(int64_t t_ms);

 private:
  std::vector<int64_t> times_;
  TimeWindow window_;
  size_t next_ = 0;
  int64_t before_ = 0;  // active ms until times_[next_]
};

AttentionRows attention_rows(const Recording& recording, const ReachIndex& reach,
                             const ActivityIndex& activity, const Selection& selection, const Filter& filter,
                             uint32_t page_height_px, const ScrollSettings& settings = {});

}  // namespace isotherm
