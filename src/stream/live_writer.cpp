#include "stream/live_writer.h"

#include <algorithm>

#include "stream/limits.h"

namespace isotherm {

namespace {

template <typename Row>
Result<uint32_t> append_row(std::vector<Row>& rows, const Row& row, uint32_t limit, const char* table) {
  if (rows.size() >= limit) {
    return make_error(ErrorCode::limit, "a recording holds at most " + std::to_string(limit) + " " + table);
  }
  rows.push_back(row);
  return static_cast<uint32_t>(rows.size() - 1);
}

template <typename Row>
std::vector<Row> from(const std::vector<Row>& rows, uint32_t first) {
  return {rows.begin() + static_cast<ptrdiff_t>(first), rows.end()};
}

}  // namespace

Status LiveWriterOptions::validate() const {
  return WriterOptions{events_per_block, zstd_level, metadata_json}.validate();
}

LiveWriter::LiveWriter(Sink& sink, LiveWriterOptions options)
    : options_(std::move(options)), segment_(sink, options_.zstd_level) {}

Status LiveWriter::begin() {
  ISOTHERM_TRY(options_.validate());
  return segment_.write_file_header(options_.metadata_json);
}

Result<uint32_t> LiveWriter::add_page(const Page& page) {
  ISOTHERM_TRY(check_page(page));
  return append_row(catalog_.pages, page, limits::kMaxPages, "pages");
}

Result<uint32_t> LiveWriter::add_session(const Session& session) {
  ISOTHERM_TRY(check_session(session));
  return append_row(catalog_.sessions, session, limits::kMaxSessions, "sessions");
}

Result<uint32_t> LiveWriter::add_page_view(const PageView& page_view) {
  assert(page_view.session < catalog_.sessions.size() && page_view.page < catalog_.pages.size());
  ISOTHERM_TRY(check_page_view(page_view));
  return append_row(catalog_.page_views, page_view, limits::kMaxPageViews, "page views");
}

Status LiveWriter::add_event(uint32_t page_view, const Event& event) {
  assert(page_view < catalog_.page_views.size());
  ISOTHERM_TRY(check_event(event));
  if (page_view >= written_.page_views) {
    uint32_t& duration_ms = catalog_.page_views[page_view].duration_ms;
    duration_ms = std::max(duration_ms, static_cast<uint32_t>(event.t_ms));
  }
  const size_t index = static_cast<size_t>(class_of(kind_of(event.tag))) - 1;
  stores_[index].add(page_view, event);
  return stores_[index].size() >= options_.events_per_block ? write_class(index) : success();
}

uint64_t LiveWriter::events_waiting() const {
  uint64_t events = 0;
  for (const EventStore& store : stores_)
    events += store.size();
  return events;
}

Status LiveWriter::write_rows() {
  if (written_ == counts_of(catalog_)) return success();
  const Catalog added{from(catalog_.pages, written_.pages), from(catalog_.sessions, written_.sessions),
                      from(catalog_.page_views, written_.page_views)};
  ISOTHERM_TRY(segment_.write_catalog(added));
  written_ = counts_of(catalog_);
  return success();
}

Status LiveWriter::write_class(size_t index) {
  ISOTHERM_TRY(write_rows());
  EventStore& store = stores_[index];
  for (const auto& indices : store.plan(catalog_.page_views, options_.events_per_block)) {
    ISOTHERM_TRY(segment_.write_block(store.gather(indices), catalog_.page_views));
    events_written_ += indices.size();
  }
  store = {};
  return success();
}

Status LiveWriter::flush() {
  ISOTHERM_TRY(write_rows());
  for (size_t index = 0; index < stores_.size(); ++index)
    if (stores_[index].size() != 0) ISOTHERM_TRY(write_class(index));
  return success();
}

Status LiveWriter::finish() {
  ISOTHERM_TRY(flush());
  return segment_.write_end();
}

}  // namespace isotherm
