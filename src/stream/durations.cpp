#include "stream/durations.h"

#include <algorithm>

namespace isotherm {

void extend_durations(std::span<PageView> page_views, const EventBlock& block) {
  size_t behind = 0;
  for (const Run& run : block.runs) {
    behind += run.count;  // a run is in time order: its last event is the latest
    uint32_t& duration_ms = page_views[run.page_view].duration_ms;
    duration_ms = std::max(duration_ms, static_cast<uint32_t>(block.t_ms[behind - 1]));
  }
}

}  // namespace isotherm
