#include "stream/compaction.h"

#include <algorithm>
#include <array>

#include "stream/event_store.h"
#include "stream/limits.h"
#include "stream/segment_writer.h"

namespace isotherm {

namespace {

constexpr std::array<StreamClass, 5> kClasses = {
    StreamClass::moves, StreamClass::buttons, StreamClass::scroll, StreamClass::viewport, StreamClass::touch};
constexpr uint64_t kEventsPerBatch = 1u << 20;
constexpr uint32_t kNotInBatch = UINT32_MAX;

struct Row {
  uint32_t slot = 0;  // of its page view in the batch
  Event event;
};

// The part of a page view's own clock that is inside the input's time range.
struct Window {
  Window(const CompactionInput& input, int64_t start_ms)
      : from_ms(input.time_from_ms), to_ms(input.time_to_ms), start_ms_(start_ms) {}
  bool contains(int32_t t_ms) const {
    const int64_t time_ms = start_ms_ + t_ms;
    return time_ms >= from_ms && (time_ms < to_ms || to_ms == std::numeric_limits<int64_t>::max());
  }
  int64_t from_ms, to_ms;

 private:
  int64_t start_ms_;
};

class Compaction {
 public:
  Compaction(CompactionPlan plan, const WriterOptions& options, Sink& sink)
      : plan_(std::move(plan)), options_(options), segment_(sink, options.zstd_level) {}
  Result<CompactionReport> run();

 private:
  using Counts = std::vector<uint32_t>;  // events per page view of the result
  void count_events();
  void count_block(const CompactionInput& input, const EventBlock& block);
  Status write_class(StreamClass stream_class, const Counts& counts);
  Status write_views(StreamClass stream_class, std::span<const uint32_t> views, const Counts& counts);
  void load(StreamClass stream_class, std::span<const uint32_t> views);
  bool may_hold(const CompactionInput& input, const BlockInfo& block, StreamClass stream_class) const;
  void take_rows(const CompactionInput& input, const EventBlock& block);
  Status write_block(StreamClass stream_class, std::span<const Row> rows, std::span<const uint32_t> views);
  Status write_screenshots();

  CompactionPlan plan_;
  const WriterOptions& options_;
  SegmentWriter segment_;
  CompactionReport report_;
  std::array<Counts, kClasses.size()> counts_;
  std::vector<std::vector<uint8_t>> is_bad_;  // per input and block: cannot be read
  std::vector<uint32_t> slots_;               // per page view of the result: its slot, or kNotInBatch
  std::vector<Row> rows_;                     // of the batch
};

bool may_overlap(const CompactionInput& input, const BlockInfo& block) {
  return block.time_max_ms >= input.time_from_ms &&
         (block.time_min_ms < input.time_to_ms || input.time_to_ms == std::numeric_limits<int64_t>::max());
}

// How many events there are of each class and page view, and how long these last.
void Compaction::count_events() {
  for (Counts& counts : counts_)
    counts.assign(plan_.catalog.page_views.size(), 0);
  for (size_t i = 0; i < plan_.inputs.size(); ++i) {
    const CompactionInput& input = plan_.inputs[i];
    const auto blocks = input.reader->blocks();
    is_bad_.emplace_back(blocks.size(), uint8_t{0});
    for (size_t index = 0; index < blocks.size(); ++index) {
      if (!may_overlap(input, blocks[index])) continue;
      const auto block = input.reader->read_block(index);
      if (block.ok()) {
        count_block(input, *block);
      } else {
        is_bad_[i][index] = 1;
        report_.damage.push_back({i, block.error(), blocks[index].event_count});
      }
    }
  }
}

void Compaction::count_block(const CompactionInput& input, const EventBlock& block) {
  Counts& counts = counts_[static_cast<size_t>(block.stream_class) - 1];
  const auto& views = input.reader->catalog().page_views;
  size_t first = 0;
  for (const Run& run : block.runs) {
    const uint32_t id = input.page_view_ids[run.page_view];
    if (id != kLeftOut) {
      const Window window(input, views[run.page_view].start_ms);
      uint32_t& duration_ms = plan_.catalog.page_views[id].duration_ms;
      for (size_t index = first; index < first + run.count; ++index) {
        if (!window.contains(block.t_ms[index])) continue;
        ++counts[id];
        duration_ms = std::max(duration_ms, static_cast<uint32_t>(block.t_ms[index]));
      }
    }
    first += run.count;
  }
}

// Pages with many events have blocks of their own, the others share.
Status Compaction::write_class(StreamClass stream_class, const Counts& counts) {
  std::vector<uint32_t> order = file_order(plan_.catalog.page_views), rest;
  std::erase_if(order, [&](uint32_t view) { return counts[view] == 0; });
  for (auto first = order.begin(); first != order.end();) {
    const uint32_t page = plan_.catalog.page_views[*first].page;
    const auto last = std::find_if(
        first, order.end(), [&](uint32_t view) { return plan_.catalog.page_views[view].page != page; });
    uint64_t count = 0;
    std::for_each(first, last, [&](uint32_t view) { count += counts[view]; });
    if (count >= min_events_of_own_block(options_.events_per_block)) {
      ISOTHERM_TRY(write_views(stream_class, {&*first, static_cast<size_t>(last - first)}, counts));
    } else {
      rest.insert(rest.end(), first, last);
    }
    first = last;
  }
  return write_views(stream_class, rest, counts);
}

// The events of the page views as blocks of equal size, give or take one event, a batch of page views in
// memory at a time.
Status Compaction::write_views(StreamClass stream_class, std::span<const uint32_t> views,
                               const Counts& counts) {
  uint64_t total = 0, loaded = 0, written = 0, block = 0;
  for (const uint32_t view : views)
    total += counts[view];
  const uint64_t block_count = block_count_of(total, options_.events_per_block);
  size_t first = 0;             // of the batch's views
  std::vector<Row> waiting;     // loaded, not written
  std::vector<uint32_t> names;  // by the rows' slots
  while (first < views.size()) {
    size_t last = first;
    uint64_t batch = 0;
    while (last < views.size() && (last == first || batch + counts[views[last]] <= kEventsPerBatch))
      batch += counts[views[last++]];
    load(stream_class, views.subspan(first, last - first));
    const uint32_t slot_base = static_cast<uint32_t>(names.size());
    for (Row& row : rows_)
      row.slot += slot_base;
    names.insert(names.end(), views.begin() + static_cast<ptrdiff_t>(first),
                 views.begin() + static_cast<ptrdiff_t>(last));
    waiting.insert(waiting.end(), rows_.begin(), rows_.end());
    loaded += rows_.size();
    rows_.clear();
    first = last;
    size_t used = 0;
    for (; block < block_count && total * (block + 1) / block_count <= loaded; ++block) {
      const size_t size = static_cast<size_t>(total * (block + 1) / block_count - written);
      ISOTHERM_TRY(write_block(stream_class, std::span(waiting).subspan(used, size), names));
      used += size;
      written += size;
    }
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<ptrdiff_t>(used));
  }
  return success();
}

// Fills rows_ with all events of the page views, in their order and then by time.
void Compaction::load(StreamClass stream_class, std::span<const uint32_t> views) {
  slots_.assign(plan_.catalog.page_views.size(), kNotInBatch);
  for (uint32_t slot = 0; slot < views.size(); ++slot)
    slots_[views[slot]] = slot;
  for (size_t i = 0; i < plan_.inputs.size(); ++i) {
    const CompactionInput& input = plan_.inputs[i];
    const auto blocks = input.reader->blocks();
    for (size_t index = 0; index < blocks.size(); ++index) {
      if (is_bad_[i][index] != 0 || !may_hold(input, blocks[index], stream_class)) continue;
      const auto block = input.reader->read_block(index);
      if (block.ok()) take_rows(input, *block);
    }
  }
  std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
    return a.slot != b.slot ? a.slot < b.slot : a.event.t_ms < b.event.t_ms;
  });
}

bool Compaction::may_hold(const CompactionInput& input, const BlockInfo& block,
                          StreamClass stream_class) const {
  if (block.stream_class != stream_class || !may_overlap(input, block)) return false;
  for (uint32_t view = block.page_view_min; view <= block.page_view_max; ++view) {
    const uint32_t id = input.page_view_ids[view];
    if (id != kLeftOut && slots_[id] != kNotInBatch) return true;
  }
  return false;
}

void Compaction::take_rows(const CompactionInput& input, const EventBlock& block) {
  const auto& views = input.reader->catalog().page_views;
  size_t first = 0;
  for (const Run& run : block.runs) {
    const uint32_t id = input.page_view_ids[run.page_view];
    const uint32_t slot = id == kLeftOut ? kNotInBatch : slots_[id];
    if (slot != kNotInBatch) {
      const Window window(input, views[run.page_view].start_ms);
      for (size_t index = first; index < first + run.count; ++index) {
        if (window.contains(block.t_ms[index])) rows_.push_back({slot, block.event(index)});
      }
    }
    first += run.count;
  }
}

Status Compaction::write_block(StreamClass stream_class, std::span<const Row> rows,
                               std::span<const uint32_t> views) {
  EventBlock block;
  block.stream_class = stream_class;
  const bool has_targets =
      std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.event.target != 0; });
  for (const Row& row : rows) {
    const uint32_t view = views[row.slot];
    if (block.runs.empty() || block.runs.back().page_view != view) block.runs.push_back({view, 0});
    ++block.runs.back().count;
    block.t_ms.push_back(row.event.t_ms);
    block.x.push_back(row.event.x);
    block.y.push_back(row.event.y);
    block.tags.push_back(row.event.tag);
    if (has_targets) block.targets.push_back(row.event.target);
  }
  ++report_.blocks;
  report_.events += rows.size();
  return segment_.write_block(block, plan_.catalog.page_views);
}

Status Compaction::write_screenshots() {
  for (size_t i = 0; i < plan_.inputs.size(); ++i) {
    const CompactionInput& input = plan_.inputs[i];
    for (const uint32_t index : input.screenshots) {
      auto encoded = input.reader->read_screenshot(index);
      if (!encoded.ok()) {
        report_.damage.push_back({i, encoded.error(), 0});
        continue;
      }
      Screenshot screenshot{input.reader->screenshots()[index], std::move(*encoded)};
      screenshot.info.page = input.page_ids[screenshot.info.page];
      ISOTHERM_TRY(segment_.write_screenshot(screenshot));
      ++report_.screenshots;
    }
  }
  return success();
}

Result<CompactionReport> Compaction::run() {
  ISOTHERM_TRY(options_.validate());
  count_events();
  ISOTHERM_TRY(segment_.write_file_header(options_.metadata_json));
  ISOTHERM_TRY(segment_.write_catalog(plan_.catalog));
  for (size_t index = 0; index < kClasses.size(); ++index)
    ISOTHERM_TRY(write_class(kClasses[index], counts_[index]));
  ISOTHERM_TRY(write_screenshots());
  ISOTHERM_TRY(segment_.write_end());
  report_.bytes = segment_.bytes_written();
  return std::move(report_);
}

}  // namespace

Result<CompactionReport> compact(CompactionPlan plan, const WriterOptions& options, Sink& sink) {
  return Compaction(std::move(plan), options, sink).run();
}

}  // namespace isotherm
