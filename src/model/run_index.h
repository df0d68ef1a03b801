#pragma once
// Where each page view's events of one class lie, in time order: blocks come in any order and one page view's
// events may be spread over several runs.
#include <span>

#include "model/recording.h"

namespace isotherm {

class RunIndex {
 public:
  // `count` events from event `begin` of block `block`.
  struct Part {
    uint32_t block = 0, begin = 0, count = 0;
  };
  // One event by its place.
  struct Place {
    uint32_t block = 0, event = 0;
  };

  RunIndex() = default;
  // Cost: O(runs). Runs of page views that the catalog does not have are left out.
  RunIndex(const Recording& recording, StreamClass stream_class);

  // In the order of their first events' times.
  std::span<const Part> parts(uint32_t page_view) const {
    if (page_view + size_t{1} >= offsets_.size()) return {};
    return std::span(parts_).subspan(offsets_[page_view], offsets_[page_view + 1] - offsets_[page_view]);
  }

  // The end of the page views from `first` on that hold about `events` events, at least one page view: work
  // in pieces goes from one end to the next.
  uint32_t stretch_end(uint32_t first, uint64_t events) const;

  // Calls visit(const EventBlock&, size_t event) for each event of the page view in time order; events of the
  // same millisecond keep the order of their parts.
  template <typename Visit>
  void visit_in_time_order(const Recording& recording, uint32_t page_view, Visit&& visit) const {
    const auto own = parts(page_view);
    if (are_consecutive(recording, own)) {
      for (const Part& part : own) {
        const EventBlock& block = recording.blocks[part.block];
        for (size_t i = part.begin; i < size_t{part.begin} + part.count; ++i)
          visit(block, i);
      }
      return;
    }
    for (const Place& place : merged(recording, own))
      visit(recording.blocks[place.block], size_t{place.event});
  }

 private:
  static bool are_consecutive(const Recording& recording, std::span<const Part> parts);
  static std::vector<Place> merged(const Recording& recording, std::span<const Part> parts);

  std::vector<uint32_t> offsets_;  // page view -> its first part
  std::vector<Part> parts_;
};

}  // namespace isotherm
