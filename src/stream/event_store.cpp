#include "stream/event_store.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "stream/limits.h"

#include "stream/limits.h"

namespace isotherm {

namespace {

void cut(std::span<const uint32_t> indices, uint32_t events_per_block,
         std::vector<std::vector<uint32_t>>& blocks) {
  const size_t count = static_cast<size_t>(block_count_of(indices.size(), events_per_block));
  for (size_t block = 0; block < count; ++block) {
    const size_t first = indices.size() * block / count, last = indices.size() * (block + 1) / count;
    blocks.emplace_back(indices.begin() + static_cast<ptrdiff_t>(first),
                        indices.begin() + static_cast<ptrdiff_t>(last));
  }
}

// Where each page view stands in the file's order.
std::vector<uint32_t> ranks_of(std::span<const PageView> page_views) {
  const std::vector<uint32_t> order = file_order(page_views);
  std::vector<uint32_t> ranks(order.size());
  for (uint32_t rank = 0; rank < order.size(); ++rank)
    ranks[order[rank]] = rank;
  return ranks;
}

Error over_limit(std::string what, int64_t value) {
  return make_error(ErrorCode::limit, std::move(what) + " " + std::to_string(value) + " is out of range");
}

}  // namespace

Status check_event(const Event& event) {
  if (event.t_ms < 0 || event.t_ms > limits::kMaxTimeMs) return over_limit("event time in ms", event.t_ms);
  for (const int32_t units : {event.x, event.y}) {
    if (units < -limits::kMaxCoordinateUnits || units > limits::kMaxCoordinateUnits) {
      return over_limit("event position in 1/16 px", units);
    }
  }
  if (!is_known_kind(static_cast<uint8_t>(kind_of(event.tag)))) {
    return make_error(ErrorCode::invalid_argument,
                      "event kind " + std::to_string(event.tag & kKindMask) + " is unknown");
  }
  return success();
}

std::vector<uint32_t> file_order(std::span<const PageView> page_views) {
  std::vector<uint32_t> order(page_views.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const PageView &left = page_views[a], &right = page_views[b];
    if (left.page != right.page) return left.page < right.page;
    return left.viewport_width < right.viewport_width;
  });
  return order;
}

void EventStore::add(uint32_t page_view, const Event& event) {
  if (event.target != 0 && target_.empty()) target_.resize(t_ms_.size());
  const bool has_targets = event.target != 0 || !target_.empty();
  page_view_.push_back(page_view);
  t_ms_.push_back(event.t_ms);
  x_.push_back(event.x);
  y_.push_back(event.y);
  tag_.push_back(event.tag);
  if (has_targets) target_.push_back(event.target);
}

std::array<std::vector<uint32_t>, EventStore::kClasses> EventStore::sorted(
    std::span<const PageView> page_views) const {
  std::array<uint8_t, kKindMask + 1> class_of_kind{};
  for (uint8_t kind = 0; kind < class_of_kind.size(); ++kind)
    class_of_kind[kind] = static_cast<uint8_t>(class_of(static_cast<EventKind>(kind)));
  std::array<std::vector<uint32_t>, kClasses> classes;
  for (uint32_t index = 0; index < size(); ++index)
    classes[class_of_kind[tag_[index] & kKindMask]].push_back(index);
  const std::vector<uint32_t> ranks = ranks_of(page_views);
  const auto is_before = [&](uint32_t a, uint32_t b) {
    const uint32_t left = ranks[page_view_[a]], right = ranks[page_view_[b]];
    return left != right ? left < right : t_ms_[a] < t_ms_[b];
  };
  for (std::vector<uint32_t>& indices : classes) {
    if (!std::is_sorted(indices.begin(), indices.end(), is_before))
      std::stable_sort(indices.begin(), indices.end(), is_before);
  }
  return classes;
}

std::vector<std::vector<uint32_t>> EventStore::plan(std::span<const PageView> page_views,
                                                    uint32_t events_per_block) const {
  std::vector<std::vector<uint32_t>> blocks;
  for (const std::vector<uint32_t>& indices : sorted(page_views)) {
    std::vector<uint32_t> rest;
    for (auto first = indices.begin(); first != indices.end();) {
      const uint32_t page = page_views[page_view_[*first]].page;
      const auto last = std::find_if(
          first, indices.end(), [&](uint32_t index) { return page_views[page_view_[index]].page != page; });
      const size_t count = static_cast<size_t>(last - first);
      if (count >= min_events_of_own_block(events_per_block)) {
        cut(std::span(&*first, count), events_per_block, blocks);
      } else {
        rest.insert(rest.end(), first, last);
      }
      first = last;
    }
    cut(rest, events_per_block, blocks);
  }
  return blocks;
}

EventBlock EventStore::gather(std::span<const uint32_t> indices) const {
  EventBlock block;
  block.stream_class = class_of(kind_of(tag_[indices.front()]));
  block.t_ms.reserve(indices.size());
  block.x.reserve(indices.size());
  block.y.reserve(indices.size());
  block.tags.reserve(indices.size());
  for (const uint32_t index : indices) {
    if (block.runs.empty() || block.runs.back().page_view != page_view_[index]) {
      block.runs.push_back({page_view_[index], 0});
    }
    ++block.runs.back().count;
    block.t_ms.push_back(t_ms_[index]);
    block.x.push_back(x_[index]);
    block.y.push_back(y_[index]);
    block.tags.push_back(tag_[index]);
  }
  if (!target_.empty()) {
    block.targets.reserve(indices.size());
    for (const uint32_t index : indices)
      block.targets.push_back(target_[index]);
  }
  return block;
}

}  // namespace isotherm
