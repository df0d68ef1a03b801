#include "fuzz/check_reading.h"

#include <algorithm>

#include "fuzz/target.h"
#include "stream/limits.h"
#include "stream/reader.h"

namespace isotherm::fuzz {

namespace {

// Small files may hold many large blocks: to decode them all says nothing new and takes long.
constexpr uint64_t kMaxEvents = 4u << 20;

void check_catalog(const Catalog& catalog) {
  for (const PageView& view : catalog.page_views) {
    require(view.session < catalog.sessions.size(), "a page view's session exists");
    require(view.page < catalog.pages.size(), "a page view's page exists");
    require(view.duration_ms <= static_cast<uint32_t>(limits::kMaxTimeMs), "a duration within its limit");
    require(std::max({view.viewport_width, view.viewport_height, view.document_width,
                      view.document_height}) <= limits::kMaxSizePx,
            "page view sizes within their limits");
  }
}

void check_place(const BlockInfo& info, const Reader& reader) {
  require(info.offset + info.stored_bytes <= reader.size_bytes(), "a block inside its file");
  require(info.event_count >= 1 && info.event_count <= limits::kMaxEventsPerBlock, "a block's event count");
}

// The number of blocks that can be read; 0 also when the file cannot be opened.
struct Found {
  uint64_t blocks = 0, screenshots = 0;
  bool is_all = true;  // kMaxEvents was enough
};

Found read_at_random(ByteSpan file) {
  Found found;
  MemorySource source(file);
  const auto reader = Reader::open(source);
  if (!reader.ok()) {
    require(!reader.error().message.empty(), "an error says something");
    return found;
  }
  check_catalog(reader->catalog());
  uint64_t events = 0;
  for (size_t index = 0; index < reader->blocks().size(); ++index) {
    const BlockInfo& info = reader->blocks()[index];
    check_place(info, *reader);
    events += info.event_count;
    if (events > kMaxEvents) {
      found.is_all = false;
      break;
    }
    const auto block = reader->read_block(index);
    if (!block.ok()) continue;
    ++found.blocks;
    require(block->size() == info.event_count, "as many events as the header says");
    check_events(*block, reader->catalog().page_views.size());
  }
  for (size_t index = 0; index < reader->screenshots().size(); ++index) {
    const auto picture = reader->read_screenshot(index);
    if (!picture.ok()) continue;
    ++found.screenshots;
    require(reader->screenshots()[index].page < reader->catalog().pages.size(), "a screenshot's page exists");
    require(picture->size() == reader->screenshots()[index].encoded_bytes, "a picture's size");
  }
  return found;
}

Found read_in_pieces(ByteSpan file, size_t piece_bytes) {
  Found found;
  StreamParser parser;
  Catalog catalog;
  uint64_t events = 0;
  for (size_t offset = 0; offset < file.size(); offset += piece_bytes) {
    parser.push(file.subspan(offset, std::min(piece_bytes, file.size() - offset)));
    while (true) {
      auto item = parser.next();
      if (!item.ok()) return found;
      if (!item->has_value()) break;
      if (auto* added = std::get_if<CatalogItem>(&**item)) {
        const auto append = [](auto& to, auto& from) { to.insert(to.end(), from.begin(), from.end()); };
        append(catalog.pages, added->added.pages);
        append(catalog.sessions, added->added.sessions);
        append(catalog.page_views, added->added.page_views);
        check_catalog(catalog);
      } else if (const auto* block = std::get_if<BlockItem>(&**item)) {
        ++found.blocks;
        check_events(block->block, catalog.page_views.size());
        events += block->block.size();
        if (events > kMaxEvents) {
          found.is_all = false;
          return found;
        }
      } else if (const auto* shot = std::get_if<ScreenshotItem>(&**item)) {
        ++found.screenshots;
        require(shot->screenshot.info.page < catalog.pages.size(), "a screenshot's page exists");
      }
    }
  }
  (void)parser.finish();
  return found;
}

}  // namespace

void check_events(const EventBlock& block, size_t page_view_count) {
  size_t first = 0;
  for (const Run& run : block.runs) {
    require(run.page_view < page_view_count, "a run's page view exists");
    require(run.count >= 1 && run.count <= block.size() - first, "runs hold the block's events");
    const auto begin = block.t_ms.begin() + static_cast<ptrdiff_t>(first);
    require(std::is_sorted(begin, begin + run.count), "a run's times in order");
    first += run.count;
  }
  require(first == block.size(), "runs hold all events");
  require(block.x.size() == first && block.y.size() == first, "columns of one length");
  require(block.tags.empty() || block.tags.size() == first, "a tag for each event");
  require(block.targets.empty() || block.targets.size() == first, "a target for each event");
  for (size_t index = 0; index < first; ++index) {
    require(block.t_ms[index] >= 0 && block.t_ms[index] <= limits::kMaxTimeMs, "a time within its limit");
    for (const int32_t units : {block.x[index], block.y[index]}) {
      require(units >= -limits::kMaxCoordinateUnits && units <= limits::kMaxCoordinateUnits,
              "a position within its limits");
    }
  }
}

bool check_reading(ByteSpan file, size_t piece_bytes) {
  const Found reader = read_at_random(file);
  const Found parser = read_in_pieces(file, piece_bytes);
  return reader.is_all && parser.is_all && parser.blocks > reader.blocks;
}

}  // namespace isotherm::fuzz
