#pragma once
// A writer's events until they are written, and their order in the file.
#include <array>
#include <span>
#include <vector>

#include "base/result.h"
#include "stream/catalog.h"
#include "stream/event.h"
#include "stream/limits.h"

namespace isotherm {

// Whether an event keeps the limits, for writers. The errors say which value breaks which limit.
Status check_event(const Event& event);

// The page views in the order in which a class's events are written: by page, viewport width and number.
std::vector<uint32_t> file_order(std::span<const PageView> page_views);
// From how many events on a page has blocks of its own.
constexpr uint32_t min_events_of_own_block(uint32_t events_per_block) {
  return events_per_block < 4 ? 1 : events_per_block / 4;
}

// In how many equal blocks so many events are stored: of about the wanted size, as a few events more do not
// cost a second block, which would have to learn its statistics anew.
constexpr uint64_t block_count_of(uint64_t events, uint32_t events_per_block) {
  const uint64_t wanted = (events + events_per_block / 2) / events_per_block;
  const uint64_t least = (events + limits::kMaxEventsPerBlock - 1) / limits::kMaxEventsPerBlock;
  return wanted < least ? least : wanted;
}

class EventStore {
 public:
  void add(uint32_t page_view, const Event& event);
  size_t size() const { return t_ms_.size(); }

  // Lists of event indices, one per block, in file order: by class; within a class the pages with many events
  // (a quarter block or more) one by one, then all others together; within those by page, viewport width and
  // page view; within a page view by time. Blocks of one page are of equal size, give or take one event.
  std::vector<std::vector<uint32_t>> plan(std::span<const PageView> page_views,
                                          uint32_t events_per_block) const;
  EventBlock gather(std::span<const uint32_t> indices) const;

 private:
  static constexpr size_t kClasses = static_cast<size_t>(StreamClass::touch) + 1;

  // The events of each class (by its number; 0 has none) in file order.
  std::array<std::vector<uint32_t>, kClasses> sorted(std::span<const PageView> page_views) const;

  std::vector<uint32_t> page_view_;
  std::vector<int32_t> t_ms_, x_, y_;
  std::vector<uint8_t> tag_;
  std::vector<uint32_t> target_;  // empty until the first target
};

}  // namespace isotherm
