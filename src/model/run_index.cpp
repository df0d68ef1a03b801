#include "model/run_index.h"

#include <algorithm>

namespace isotherm {

namespace {

// Calls visit(page_view, part) for each run of the class, in file order.
template <typename Visit>
void for_each_run(const Recording& recording, StreamClass stream_class, Visit&& visit) {
  for (size_t b = 0; b < recording.blocks.size(); ++b) {
    const EventBlock& block = recording.blocks[b];
    if (block.stream_class != stream_class) continue;
    size_t begin = 0;
    for (const Run& run : block.runs) {
      const size_t count = std::min<size_t>(run.count, block.size() - begin);
      if (count > 0 && run.page_view < recording.catalog.page_views.size()) {
        visit(run.page_view, RunIndex::Part{static_cast<uint32_t>(b), static_cast<uint32_t>(begin),
                                            static_cast<uint32_t>(count)});
      }
      begin += count;
    }
  }
}

}  // namespace

RunIndex::RunIndex(const Recording& recording, StreamClass stream_class)
    : offsets_(recording.catalog.page_views.size() + 1, 0) {
  for_each_run(recording, stream_class, [&](uint32_t page_view, const Part&) { ++offsets_[page_view + 1]; });
  for (size_t i = 1; i < offsets_.size(); ++i)
    offsets_[i] += offsets_[i - 1];
  parts_.resize(offsets_.back());
  std::vector<uint32_t> next(offsets_.begin(), offsets_.end() - 1);
  for_each_run(recording, stream_class,
               [&](uint32_t page_view, const Part& part) { parts_[next[page_view]++] = part; });

  const auto first_time = [&](const Part& part) { return recording.blocks[part.block].t_ms[part.begin]; };
  for (size_t i = 0; i + 1 < offsets_.size(); ++i) {
    if (offsets_[i + 1] - offsets_[i] < 2) continue;
    std::stable_sort(parts_.begin() + offsets_[i], parts_.begin() + offsets_[i + 1],
                     [&](const Part& a, const Part& b) { return first_time(a) < first_time(b); });
  }
}

uint32_t RunIndex::stretch_end(uint32_t first, uint64_t events) const {
  const auto page_views = static_cast<uint32_t>(offsets_.empty() ? 0 : offsets_.size() - 1);
  uint64_t found = 0;
  uint32_t end = first;
  while (end < page_views && (end == first || found < events)) {
    for (const Part& part : parts(end))
      found += part.count;
    ++end;
  }
  return end;
}

bool RunIndex::are_consecutive(const Recording& recording, std::span<const Part> parts) {
  for (size_t i = 1; i < parts.size(); ++i) {
    const Part &before = parts[i - 1], &after = parts[i];
    const int32_t last = recording.blocks[before.block].t_ms[size_t{before.begin} + before.count - 1];
    if (recording.blocks[after.block].t_ms[after.begin] < last) return false;
  }
  return true;
}

std::vector<RunIndex::Place> RunIndex::merged(const Recording& recording, std::span<const Part> parts) {
  std::vector<Place> places;
  for (const Part& part : parts) {
    for (uint32_t i = 0; i < part.count; ++i)
      places.push_back({part.block, part.begin + i});
  }
  std::stable_sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    return recording.blocks[a.block].t_ms[a.event] < recording.blocks[b.block].t_ms[b.event];
  });
  return places;
}

}  // namespace isotherm
