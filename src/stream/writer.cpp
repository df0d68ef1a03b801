#include "stream/writer.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

#include "base/hash.h"
#include "stream/catalog_codec.h"
#include "stream/event_store.h"
#include "stream/limits.h"
#include "stream/segment_writer.h"
#include "stream/spooled_blocks.h"

namespace isotherm {

namespace {

Error over_limit(std::string what, int64_t value) {
  return make_error(ErrorCode::limit, std::move(what) + " " + std::to_string(value) + " is out of range");
}

Status check_room(std::string_view table, size_t count, size_t limit) {
  if (count < limit) return success();
  return make_error(ErrorCode::limit,
                    "a file holds at most " + std::to_string(limit) + " " + std::string(table));
}

}  // namespace

Status WriterOptions::validate() const {
  const auto fail = [](const char* what) { return make_error(ErrorCode::invalid_argument, what); };
  if (events_per_block < 1 || events_per_block > limits::kMaxEventsPerBlock) {
    return fail("events per block must be 1 to 1048576");
  }
  if (max_events_held < 1) return fail("a writer must hold at least one event");
  if (zstd_level < 1 || zstd_level > 19) return fail("zstd level must be 1 to 19");
  if (metadata_json.size() > limits::kMaxMetadataBytes) return fail("metadata is longer than 1 MiB");
  return success();
}

struct Writer::State {
  State(Sink& sink_in, WriterOptions options_in) : sink(sink_in), options(std::move(options_in)) {}

  Sink& sink;
  WriterOptions options;
  Catalog catalog;
  std::unordered_map<std::string, uint32_t> page_ids;  // looked up only, never iterated
  EventStore events;
  std::optional<SpooledBlocks> spooled;  // once there are more events than may be held
  std::vector<Screenshot> screenshots;

  Status spool_events() {
    ISOTHERM_TRY(options.validate());
    if (!spooled) spooled.emplace(*options.spool, options.zstd_level);
    ISOTHERM_TRY(spooled->add(events, catalog.page_views, options.events_per_block));
    events = {};
    return success();
  }
};

Writer::Writer(Sink& sink, WriterOptions options)
    : state_(std::make_unique<State>(sink, std::move(options))) {}
Writer::~Writer() = default;
Writer::Writer(Writer&&) noexcept = default;

Result<uint32_t> Writer::add_page(const Page& page) {
  ISOTHERM_TRY(check_page(page));
  std::vector<Page>& pages = state_->catalog.pages;
  const auto known = state_->page_ids.find(page.url);
  if (known != state_->page_ids.end()) {
    Page& existing = pages[known->second];
    if (existing.title.empty()) existing.title = page.title;
    return known->second;
  }
  return add_distinct_page(page);
}

Result<uint32_t> Writer::add_distinct_page(const Page& page) {
  ISOTHERM_TRY(check_page(page));
  std::vector<Page>& pages = state_->catalog.pages;
  ISOTHERM_TRY(check_room("pages", pages.size(), limits::kMaxPages));
  const uint32_t id = static_cast<uint32_t>(pages.size());
  pages.push_back(page);
  state_->page_ids.emplace(page.url, id);  // the first of a URL stands for it
  return id;
}

Result<uint32_t> Writer::add_session(const Session& session) {
  ISOTHERM_TRY(check_session(session));
  std::vector<Session>& sessions = state_->catalog.sessions;
  ISOTHERM_TRY(check_room("sessions", sessions.size(), limits::kMaxSessions));
  sessions.push_back(session);
  return static_cast<uint32_t>(sessions.size() - 1);
}

Result<uint32_t> Writer::add_page_view(const PageView& page_view) {
  assert(page_view.session < state_->catalog.sessions.size() &&
         page_view.page < state_->catalog.pages.size());
  ISOTHERM_TRY(check_page_view(page_view));
  std::vector<PageView>& views = state_->catalog.page_views;
  ISOTHERM_TRY(check_room("page views", views.size(), limits::kMaxPageViews));
  views.push_back(page_view);
  return static_cast<uint32_t>(views.size() - 1);
}

Status Writer::add_event(uint32_t page_view, const Event& event) {
  assert(page_view < state_->catalog.page_views.size());
  ISOTHERM_TRY(check_event(event));
  if (state_->options.spool != nullptr && state_->events.size() >= state_->options.max_events_held)
    ISOTHERM_TRY(state_->spool_events());
  ISOTHERM_TRY(check_room("events while it is written", state_->events.size(), UINT32_MAX));
  PageView& view = state_->catalog.page_views[page_view];
  view.duration_ms = std::max(view.duration_ms, static_cast<uint32_t>(event.t_ms));
  state_->events.add(page_view, event);
  return success();
}

Status Writer::add_screenshot(uint32_t page, uint32_t css_width, uint32_t css_height, Bytes encoded) {
  assert(page < state_->catalog.pages.size());
  if (encoded.size() > limits::kMaxAttachmentBytes) {
    return over_limit("size of a screenshot in bytes", static_cast<int64_t>(encoded.size()));
  }
  ISOTHERM_ASSIGN(const ImageInfo image, probe_image(encoded));
  if (css_width == 0 || css_width > limits::kMaxSizePx)
    return over_limit("CSS width of a screenshot", css_width);
  if (css_height == 0) {
    const double height = std::round(static_cast<double>(css_width) * image.size.height / image.size.width);
    css_height = static_cast<uint32_t>(std::clamp(height, 1.0, static_cast<double>(limits::kMaxSizePx)));
  }
  if (css_height > limits::kMaxSizePx) return over_limit("CSS height of a screenshot", css_height);
  ScreenshotInfo info;
  info.page = page;
  info.css_width = css_width;
  info.css_height = css_height;
  info.format = image.format;
  info.image_width = static_cast<uint32_t>(image.size.width);
  info.image_height = static_cast<uint32_t>(image.size.height);
  info.encoded_bytes = encoded.size();
  info.checksum = xxh64(encoded);
  state_->screenshots.push_back({info, std::move(encoded)});
  return success();
}

PageView& Writer::page_view(uint32_t id) {
  assert(id < state_->catalog.page_views.size());
  return state_->catalog.page_views[id];
}

uint64_t Writer::event_count() const {
  return state_->events.size() + (state_->spooled ? state_->spooled->event_count() : 0);
}

Status Writer::finish() {
  ISOTHERM_TRY(state_->options.validate());
  const Catalog& catalog = state_->catalog;
  for (const PageView& view : catalog.page_views)
    ISOTHERM_TRY(check_page_view(view));

  if (state_->spooled) ISOTHERM_TRY(state_->spool_events());
  SegmentWriter segment(state_->sink, state_->options.zstd_level);
  ISOTHERM_TRY(segment.write_file_header(state_->options.metadata_json));
  ISOTHERM_TRY(segment.write_catalog(catalog));
  if (state_->spooled) ISOTHERM_TRY(state_->spooled->write(segment));
  for (const auto& indices : state_->events.plan(catalog.page_views, state_->options.events_per_block)) {
    ISOTHERM_TRY(segment.write_block(state_->events.gather(indices), catalog.page_views));
  }
  for (const Screenshot& screenshot : state_->screenshots)
    ISOTHERM_TRY(segment.write_screenshot(screenshot));
  return segment.write_end();
}

}  // namespace isotherm
