#include "model/region_tally.h"

#include <algorithm>
#include <numeric>

namespace isotherm {

TimeSummary summarize(std::vector<uint64_t> times_ms) {
  TimeSummary summary;
  if (times_ms.empty()) return summary;
  std::sort(times_ms.begin(), times_ms.end());
  summary.count = static_cast<uint32_t>(times_ms.size());
  summary.total_ms = std::accumulate(times_ms.begin(), times_ms.end(), uint64_t{0});
  summary.least_ms = times_ms.front();
  summary.mean_ms = static_cast<double>(summary.total_ms) / summary.count;
  const size_t middle = times_ms.size() / 2;
  const auto upper = static_cast<double>(times_ms[middle]);
  const bool is_odd = times_ms.size() % 2 == 1;
  summary.median_ms = is_odd ? upper : (static_cast<double>(times_ms[middle - 1]) + upper) / 2;
  return summary;
}

void RegionTally::add(const Point& point) {
  ++events_;
  weight_ += point.weight;
  if (page_views_.empty() || page_views_.back() != point.page_view) {
    page_views_.push_back(point.page_view);
    weight_of_view_.push_back(0);
    first_ms_.push_back(static_cast<uint64_t>(std::max(point.t_ms, 0)));
  }
  weight_of_view_.back() += point.weight;
}

uint32_t RegionTally::sessions(const Recording& recording) const {
  std::vector<uint32_t> sessions;
  for (const uint32_t page_view : page_views_)
    sessions.push_back(recording.catalog.page_views[page_view].session);
  std::sort(sessions.begin(), sessions.end());
  return static_cast<uint32_t>(std::unique(sessions.begin(), sessions.end()) - sessions.begin());
}

}  // namespace isotherm
