#pragma once
// Adds up the points of one region.
#include <vector>

#include "model/points.h"

namespace isotherm {

// Mean and median over page views, ms. The median of an even number is the mean of the middle two.
struct TimeSummary {
  uint64_t total_ms = 0, least_ms = 0;
  uint32_t count = 0;  // page views
  double mean_ms = 0, median_ms = 0;
};
TimeSummary summarize(std::vector<uint64_t> times_ms);

class RegionTally {
 public:
  // Points come page view by page view, in time order within each.
  void add(const Point& point);

  uint64_t events() const { return events_; }
  uint64_t weight() const { return weight_; }
  uint32_t page_views() const { return static_cast<uint32_t>(page_views_.size()); }
  uint32_t sessions(const Recording& recording) const;  // distinct
  TimeSummary first() const { return summarize(first_ms_); }
  TimeSummary dwell() const { return summarize(weight_of_view_); }

 private:
  uint64_t events_ = 0, weight_ = 0;
  // One entry each per page view with a point here:
  std::vector<uint32_t> page_views_;
  std::vector<uint64_t> weight_of_view_, first_ms_;
};

}  // namespace isotherm
