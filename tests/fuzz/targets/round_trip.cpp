#include <algorithm>

#include "fuzz/targets/targets.h"
#include "stream/limits.h"
#include "stream/writer.h"
#include "unit/stream/read_back.h"

namespace isotherm::fuzz {

namespace {

constexpr size_t kMaxEvents = 2000;

std::string text(Feed& feed) {
  const ByteSpan piece = feed.piece();
  return {piece.begin(), piece.end()};
}

struct Recording {
  Catalog catalog;
  std::vector<FlatEvent> events;
};

void add_rows(Feed& feed, Catalog& catalog) {
  const uint32_t pages = 1 + feed.below(4), sessions = 1 + feed.below(4);
  for (uint32_t page = 0; page < pages; ++page) {
    // Pages are told apart by their URL.
    catalog.pages.push_back({std::to_string(page) + text(feed), text(feed)});
  }
  for (uint32_t session = 0; session < sessions; ++session) {
    Session row{text(feed), {}};
    row.tags.resize(feed.below(3));
    for (Tag& tag : row.tags)
      tag = {text(feed), text(feed)};
    catalog.sessions.push_back(std::move(row));
  }
  const uint32_t views = 1 + feed.below(8);
  for (uint32_t index = 0; index < views; ++index) {
    PageView view;
    view.session = feed.below(sessions);
    view.page = feed.below(pages);
    view.start_ms = static_cast<int64_t>(feed.u32()) << feed.below(22);
    view.viewport_width = feed.below(limits::kMaxSizePx + 1);
    view.document_height = feed.below(limits::kMaxSizePx + 1);
    view.device_pixel_ratio_x1000 = feed.below(limits::kMaxDevicePixelRatioX1000 + 1);
    catalog.page_views.push_back(view);
  }
}

EventKind any_kind(Feed& feed) {
  const uint32_t kind = feed.below(32);
  return is_known_kind(static_cast<uint8_t>(kind)) ? static_cast<EventKind>(kind) : EventKind::move;
}

// A step, or any place within the limits.
int32_t position(Feed& feed, int32_t before, uint8_t how) {
  constexpr int32_t kMax = limits::kMaxCoordinateUnits;
  if (how == 0) return static_cast<int32_t>(feed.below(2 * kMax + 1)) - kMax;
  const int32_t step = (static_cast<int32_t>(feed.u8()) - 128) * (how == 1 ? 1 : 16);
  return std::clamp(before + step, -kMax, kMax);
}

void add_events(Feed& feed, Recording& recording) {
  Event event;
  uint32_t view = 0;
  while (!feed.empty() && recording.events.size() < kMaxEvents) {
    const uint8_t what = feed.u8();
    if ((what & 0xC0) == 0) {  // change more than the place
      view = feed.below(static_cast<uint32_t>(recording.catalog.page_views.size()));
      event.tag = make_tag(any_kind(feed), static_cast<uint8_t>(feed.u8() & 0xE0));
      event.target = (what & 1) != 0 ? feed.u32() : 0;
    }
    const int32_t step =
        (what & 0x30) == 0x30 ? static_cast<int32_t>(feed.below(limits::kMaxTimeMs)) : what & 0x1F;
    event.t_ms = (event.t_ms + step) % (limits::kMaxTimeMs + 1);
    event.x = position(feed, event.x, what >> 6);
    event.y = position(feed, event.y, what >> 6);
    recording.events.push_back({view, static_cast<int>(class_of(kind_of(event.tag))), event});
    PageView& row = recording.catalog.page_views[view];
    row.duration_ms = std::max(row.duration_ms, static_cast<uint32_t>(event.t_ms));
  }
}

Bytes written(const Recording& recording, const WriterOptions& options) {
  MemorySink sink;
  Writer writer(sink, options);
  for (const Page& page : recording.catalog.pages)
    require(writer.add_page(page).ok(), "a page is taken");
  for (const Session& session : recording.catalog.sessions)
    require(writer.add_session(session).ok(), "a session is taken");
  for (const PageView& view : recording.catalog.page_views)
    require(writer.add_page_view(view).ok(), "a page view is taken");
  for (const FlatEvent& event : recording.events)
    require(writer.add_event(event.page_view, event.event).ok(), "an event is taken");
  require(writer.finish().ok(), "a recording is written");
  return sink.take();
}

void require_part(const ReadResult& read, const ReadResult& whole) {
  require(is_subsequence(read.blocks, whole.blocks), "damage invents no events");
  const bool is_told = !read.failure.empty() || !read.warnings.empty();
  require(is_told || (read.blocks.size() == whole.blocks.size() && read.catalog == whole.catalog),
          "loss is told");
}

}  // namespace

void run_round_trip(ByteSpan input) {
  Feed feed(input);
  WriterOptions options;
  options.events_per_block = 1 + feed.below(256);
  options.zstd_level = 1 + static_cast<int>(feed.below(3));
  const size_t piece_bytes = 1 + feed.below(2000);
  const uint32_t cut = feed.below(1 << 16), flip = feed.below(1 << 16);
  const uint8_t mask = feed.u8();
  Recording recording;
  add_rows(feed, recording.catalog);
  add_events(feed, recording);

  Bytes file = written(recording, options);
  const ReadResult whole = read_all(file);
  require(whole.failure.empty() && whole.warnings.empty() && !whole.is_recovered, "a file is read whole");
  require(whole.catalog == recording.catalog, "the catalog comes back");
  require(flat(whole.blocks) == in_order(recording.events), "the events come back");
  const ReadResult parsed = parse_all(file, piece_bytes);
  require(parsed.failure.empty() && parsed.warnings.empty(), "a file is parsed whole");
  require(parsed.catalog == whole.catalog && parsed.blocks == whole.blocks, "the parser finds the same");

  const ByteSpan start = ByteSpan(file).first(cut % file.size());
  require_part(read_all(start), whole);
  require_part(parse_all(start, piece_bytes), whole);
  file[flip % file.size()] ^= mask == 0 ? uint8_t{1} : mask;
  require_part(read_all(file), whole);
  require_part(parse_all(file, piece_bytes), whole);
}

}  // namespace isotherm::fuzz
