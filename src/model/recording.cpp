#include "model/recording.h"

namespace isotherm {

uint64_t Recording::event_count() const {
  uint64_t count = 0;
  for (const EventBlock& block : blocks)
    count += block.size();
  return count;
}

std::vector<uint64_t> count_by_kind(const Recording& recording) {
  std::vector<uint64_t> counts(kKindMask + 1, 0);
  for (const EventBlock& block : recording.blocks) {
    if (block.tags.empty()) {
      counts[static_cast<size_t>(default_kind(block.stream_class))] += block.size();
    } else {
      for (const uint8_t tag : block.tags)
        ++counts[tag & kKindMask];
    }
  }
  return counts;
}

}  // namespace isotherm
