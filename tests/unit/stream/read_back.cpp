#include "unit/stream/read_back.h"

#include <algorithm>
#include <tuple>

namespace isotherm {

namespace {

auto order_of(const FlatEvent& event) {
  return std::tuple(event.page_view, event.stream_class, event.event.t_ms);
}

void add_block(ReadResult& result, EventBlock&& block) {
  uint64_t events = 0;
  for (const Run& run : block.runs)
    events += run.count;
  if (events != block.size()) result.failure = "the runs do not hold the block's events";
  result.blocks.push_back(std::move(block));
}

void append(Catalog& catalog, const Catalog& added) {
  catalog.pages.insert(catalog.pages.end(), added.pages.begin(), added.pages.end());
  catalog.sessions.insert(catalog.sessions.end(), added.sessions.begin(), added.sessions.end());
  catalog.page_views.insert(catalog.page_views.end(), added.page_views.begin(), added.page_views.end());
}

bool take_items(StreamParser& parser, ReadResult& result) {
  while (true) {
    auto item = parser.next();
    if (!item.ok()) {
      result.failure = item.error().to_string();
      return false;
    }
    if (!item->has_value()) return true;
    StreamItem& value = **item;
    if (auto* catalog = std::get_if<CatalogItem>(&value)) append(result.catalog, catalog->added);
    if (auto* block = std::get_if<BlockItem>(&value)) add_block(result, std::move(block->block));
    if (auto* shot = std::get_if<ScreenshotItem>(&value))
      result.screenshots.push_back(std::move(shot->screenshot));
    if (auto* warning = std::get_if<Warning>(&value)) result.warnings.push_back(*warning);
  }
}

}  // namespace

std::vector<FlatEvent> in_order(std::vector<FlatEvent> events) {
  std::stable_sort(events.begin(), events.end(),
                   [](const FlatEvent& a, const FlatEvent& b) { return order_of(a) < order_of(b); });
  return events;
}

std::vector<FlatEvent> flat(std::span<const EventBlock> blocks) {
  std::vector<FlatEvent> events;
  for (const EventBlock& block : blocks) {
    size_t index = 0;
    for (const Run& run : block.runs) {
      for (uint32_t count = 0; count < run.count; ++count, ++index) {
        events.push_back({run.page_view, static_cast<int>(block.stream_class), block.event(index)});
      }
    }
  }
  return in_order(std::move(events));
}

ReadResult read_all(ByteSpan bytes) {
  ReadResult result;
  MemorySource source(bytes);
  auto reader = Reader::open(source);
  if (!reader.ok()) {
    result.failure = reader.error().to_string();
    return result;
  }
  result.catalog = reader->catalog();
  result.is_recovered = reader->recovered();
  result.warnings.assign(reader->warnings().begin(), reader->warnings().end());
  for (size_t index = 0; index < reader->blocks().size(); ++index) {
    auto block = reader->read_block(index);
    if (block.ok()) {
      add_block(result, std::move(*block));
    } else {
      result.warnings.push_back({block.error(), reader->blocks()[index].event_count});
    }
  }
  for (size_t index = 0; index < reader->screenshots().size(); ++index) {
    auto encoded = reader->read_screenshot(index);
    if (encoded.ok()) {
      result.screenshots.push_back({reader->screenshots()[index], std::move(*encoded)});
    } else {
      result.warnings.push_back({encoded.error(), 0});
    }
  }
  return result;
}

ReadResult parse_all(ByteSpan bytes, size_t piece_bytes) {
  ReadResult result;
  StreamParser parser;
  for (size_t offset = 0; offset < bytes.size(); offset += piece_bytes) {
    parser.push(bytes.subspan(offset, std::min(piece_bytes, bytes.size() - offset)));
    if (!take_items(parser, result)) return result;
  }
  const Status status = parser.finish();
  if (!status.ok()) result.failure = status.error().to_string();
  return result;
}

bool is_subsequence(const std::vector<EventBlock>& part, const std::vector<EventBlock>& whole) {
  size_t next = 0;
  for (const EventBlock& block : part) {
    while (next < whole.size() && !(whole[next] == block))
      ++next;
    if (next++ == whole.size()) return false;
  }
  return true;
}

}  // namespace isotherm
