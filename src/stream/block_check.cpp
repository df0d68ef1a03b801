#include <algorithm>

#include "stream/block.h"
#include "stream/limits.h"

namespace isotherm {

namespace {

Error damaged(std::string what, uint64_t offset) {
  return make_error(ErrorCode::damaged, "block: " + std::move(what), offset);
}

bool is_within(int64_t value, int64_t min, int64_t max) {
  return value >= min && value <= max;
}

// decode_block has seen that they ascend.
Status check_run_times(const BlockHeader& header, std::span<const int32_t> t_ms, int64_t start_ms,
                       uint64_t offset) {
  if (t_ms.front() < 0 || t_ms.back() > limits::kMaxTimeMs) return damaged("a time is out of range", offset);
  if (start_ms + t_ms.front() < header.time_min_ms || start_ms + t_ms.back() > header.time_max_ms) {
    return damaged("a time is outside the header's range", offset);
  }
  return success();
}

// The kinds of a class by their numbers, which follow each other.
struct Kinds {
  uint8_t first = 0, count = 0;
};
Kinds kinds_of(StreamClass stream_class) {
  Kinds kinds;
  for (uint8_t kind = 0; kind <= kKindMask; ++kind) {
    if (!is_known_kind(kind) || class_of(static_cast<EventKind>(kind)) != stream_class) continue;
    if (kinds.count == 0) kinds.first = kind;
    ++kinds.count;
  }
  return kinds;
}

// Known kinds must be of the block's class; unknown ones (a newer minor version) pass.
Status check_kinds(const EventBlock& block, uint64_t offset) {
  const auto [first, count] = kinds_of(block.stream_class);
  uint8_t others = 0;  // looked for in all of them at once, as there are hardly any
  for (const uint8_t tag : block.tags)
    others |= static_cast<uint8_t>(static_cast<uint8_t>((tag & kKindMask) - first) >= count);
  if (others == 0) return success();
  const bool has_foreign = std::any_of(block.tags.begin(), block.tags.end(), [&](uint8_t tag) {
    const EventKind kind = kind_of(tag);
    return is_known_kind(static_cast<uint8_t>(kind)) && class_of(kind) != block.stream_class;
  });
  return has_foreign ? Status(damaged("an event is of another class than its block", offset)) : success();
}

}  // namespace

Status check_header(const BlockHeader& header, size_t page_count, size_t page_view_count, uint64_t offset) {
  if (header.stream_class < static_cast<uint32_t>(StreamClass::moves) ||
      header.stream_class > static_cast<uint32_t>(StreamClass::touch)) {
    return make_error(ErrorCode::unsupported,
                      "block: events of the unknown class " + std::to_string(header.stream_class), offset);
  }
  if (header.page_view_max >= page_view_count) {
    return damaged("names page view " + std::to_string(header.page_view_max) + ", the catalog has " +
                       std::to_string(page_view_count),
                   offset);
  }
  if (header.page_max >= page_count) {
    return damaged(
        "names page " + std::to_string(header.page_max) + ", the catalog has " + std::to_string(page_count),
        offset);
  }
  return success();
}

Status check_block(const BlockHeader& header, const EventBlock& block, std::span<const PageView> page_views,
                   const SegmentBase& base, uint64_t offset) {
  size_t first = 0;
  for (const Run& run : block.runs) {
    const PageView& view = page_views[run.page_view];
    if (!is_within(view.page - base.first_page, header.page_min, header.page_max) ||
        !is_within(view.viewport_width, header.viewport_width_min, header.viewport_width_max)) {
      return damaged("a page view is outside the header's ranges", offset);
    }
    ISOTHERM_TRY(
        check_run_times(header, std::span(block.t_ms).subspan(first, run.count), view.start_ms, offset));
    first += run.count;
  }
  return check_kinds(block, offset);
}

BlockInfo block_info(const BlockHeader& header, const SegmentBase& base, uint64_t offset,
                     uint64_t stored_bytes) {
  BlockInfo info;
  info.stream_class = static_cast<StreamClass>(header.stream_class);
  info.segment = base.segment;
  info.event_count = header.event_count;
  info.run_count = header.run_count;
  info.page_min = base.first_page + header.page_min;
  info.page_max = base.first_page + header.page_max;
  info.page_view_min = base.first_page_view + header.page_view_min;
  info.page_view_max = base.first_page_view + header.page_view_max;
  info.viewport_width_min = header.viewport_width_min;
  info.viewport_width_max = header.viewport_width_max;
  info.time_min_ms = header.time_min_ms;
  info.time_max_ms = header.time_max_ms;
  info.x_min = header.x_min;
  info.y_min = header.y_min;
  info.x_max = header.x_max;
  info.y_max = header.y_max;
  info.offset = offset;
  info.stored_bytes = stored_bytes;
  return info;
}

void rebase_runs(EventBlock& block, const SegmentBase& base) {
  for (Run& run : block.runs)
    run.page_view += base.first_page_view;
}

}  // namespace isotherm
