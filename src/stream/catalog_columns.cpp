#include "stream/catalog_columns.h"

#include "stream/limits.h"

namespace isotherm {

namespace {

// The columns of a page view, in file order; each is stored as differences between rows.
using Field = int64_t (*)(const PageView&);
constexpr Field kPageViewFields[] = {
    [](const PageView& view) -> int64_t { return view.session; },
    [](const PageView& view) -> int64_t { return view.page; },
    [](const PageView& view) -> int64_t { return view.start_ms; },
    [](const PageView& view) -> int64_t { return view.duration_ms; },
    [](const PageView& view) -> int64_t { return view.viewport_width; },
    [](const PageView& view) -> int64_t { return view.viewport_height; },
    [](const PageView& view) -> int64_t { return view.document_width; },
    [](const PageView& view) -> int64_t { return view.document_height; },
    [](const PageView& view) -> int64_t { return view.device_pixel_ratio_x1000; },
};
constexpr uint64_t kMinBytesPerPage = 2, kMinBytesPerSession = 2;
constexpr uint64_t kMinBytesPerPageView = std::size(kPageViewFields);

void encode_pages(ByteWriter& writer, std::span<const Page> pages) {
  for (const Page& page : pages)
    writer.varint(page.url.size());
  for (const Page& page : pages)
    writer.varint(page.title.size());
  for (const Page& page : pages)
    writer.text(page.url);
  for (const Page& page : pages)
    writer.text(page.title);
}

void encode_sessions(ByteWriter& writer, std::span<const Session> sessions) {
  for (const Session& session : sessions)
    writer.varint(session.id.size());
  for (const Session& session : sessions)
    writer.varint(session.tags.size());
  for (const Session& session : sessions) {
    for (const Tag& tag : session.tags) {
      writer.varint(tag.key.size());
      writer.varint(tag.value.size());
    }
  }
  for (const Session& session : sessions)
    writer.text(session.id);
  for (const Session& session : sessions) {
    for (const Tag& tag : session.tags) {
      writer.text(tag.key);
      writer.text(tag.value);
    }
  }
}

void encode_page_views(ByteWriter& writer, std::span<const PageView> views) {
  for (const Field field : kPageViewFields) {
    int64_t before = 0;
    for (const PageView& view : views) {
      writer.signed_varint(field(view) - before);
      before = field(view);
    }
  }
}

// A text's length, then, in a second pass, its bytes: the length waits in the text's size.
Status read_length(ByteReader& reader, std::string_view field, std::string& text) {
  ISOTHERM_ASSIGN(const uint32_t length, reader.varint32(field));
  if (length > limits::kMaxTextBytes) {
    return make_error(ErrorCode::limit,
                      std::string(field) + " is " + std::to_string(length) + ", the limit is " +
                          std::to_string(limits::kMaxTextBytes),
                      reader.file_offset());
  }
  if (length > reader.remaining()) {
    return make_error(ErrorCode::damaged, std::string(field) + " is longer than its record",
                      reader.file_offset());
  }
  text.resize(length);
  return success();
}

Status read_text(ByteReader& reader, std::string_view field, std::string& text) {
  ISOTHERM_ASSIGN(const ByteSpan bytes, reader.take(text.size(), field));
  text.assign(bytes.begin(), bytes.end());
  return success();
}

Status decode_pages(ByteReader& reader, std::vector<Page>& pages) {
  for (Page& page : pages)
    ISOTHERM_TRY(read_length(reader, "URL length", page.url));
  for (Page& page : pages)
    ISOTHERM_TRY(read_length(reader, "title length", page.title));
  for (Page& page : pages)
    ISOTHERM_TRY(read_text(reader, "URL", page.url));
  for (Page& page : pages)
    ISOTHERM_TRY(read_text(reader, "title", page.title));
  return success();
}

Status read_tag_count(ByteReader& reader, Session& session) {
  ISOTHERM_ASSIGN(const uint32_t count, reader.varint32("tag count"));
  if (count > limits::kMaxTagsPerSession || count > reader.remaining()) {
    return make_error(ErrorCode::limit, "tag count is " + std::to_string(count), reader.file_offset());
  }
  session.tags.resize(count);
  return success();
}

Status decode_sessions(ByteReader& reader, std::vector<Session>& sessions) {
  for (Session& session : sessions)
    ISOTHERM_TRY(read_length(reader, "session id length", session.id));
  for (Session& session : sessions)
    ISOTHERM_TRY(read_tag_count(reader, session));
  for (Session& session : sessions) {
    for (Tag& tag : session.tags) {
      ISOTHERM_TRY(read_length(reader, "tag key length", tag.key));
      ISOTHERM_TRY(read_length(reader, "tag value length", tag.value));
    }
  }
  for (Session& session : sessions)
    ISOTHERM_TRY(read_text(reader, "session id", session.id));
  for (Session& session : sessions) {
    for (Tag& tag : session.tags) {
      ISOTHERM_TRY(read_text(reader, "tag key", tag.key));
      ISOTHERM_TRY(read_text(reader, "tag value", tag.value));
    }
  }
  return success();
}

// One column of page views. Sums wrap, so that no input overflows; the range check catches what is wrong.
template <typename T>
Status decode_column(ByteReader& reader, std::string_view field, std::vector<PageView>& views,
                     T PageView::*member, int64_t min, int64_t max) {
  uint64_t sum = 0;
  for (PageView& view : views) {
    ISOTHERM_ASSIGN(const int64_t step, reader.signed_varint64(field));
    sum += static_cast<uint64_t>(step);
    const int64_t value = static_cast<int64_t>(sum);
    if (value < min || value > max) {
      return make_error(ErrorCode::limit, std::string(field) + " is out of range", reader.file_offset());
    }
    view.*member = static_cast<T>(value);
  }
  return success();
}

Status decode_page_views(ByteReader& reader, std::vector<PageView>& views) {
  constexpr int64_t kIdMax = limits::kMaxPageViews, kPxMax = limits::kMaxSizePx;
  ISOTHERM_TRY(decode_column(reader, "page view's session", views, &PageView::session, 0, kIdMax));
  ISOTHERM_TRY(decode_column(reader, "page view's page", views, &PageView::page, 0, kIdMax));
  ISOTHERM_TRY(decode_column(reader, "page view's start", views, &PageView::start_ms, -limits::kMaxEpochMs,
                             limits::kMaxEpochMs));
  ISOTHERM_TRY(
      decode_column(reader, "page view's duration", views, &PageView::duration_ms, 0, limits::kMaxTimeMs));
  ISOTHERM_TRY(decode_column(reader, "viewport width", views, &PageView::viewport_width, 0, kPxMax));
  ISOTHERM_TRY(decode_column(reader, "viewport height", views, &PageView::viewport_height, 0, kPxMax));
  ISOTHERM_TRY(decode_column(reader, "document width", views, &PageView::document_width, 0, kPxMax));
  ISOTHERM_TRY(decode_column(reader, "document height", views, &PageView::document_height, 0, kPxMax));
  return decode_column(reader, "device pixel ratio", views, &PageView::device_pixel_ratio_x1000, 0,
                       limits::kMaxDevicePixelRatioX1000);
}

}  // namespace

Bytes encode_tables(const CatalogRows& rows) {
  ByteWriter writer;
  encode_pages(writer, rows.pages);
  encode_sessions(writer, rows.sessions);
  encode_page_views(writer, rows.page_views);
  return writer.take();
}

Result<Catalog> decode_tables(ByteSpan raw, const CatalogCounts& counts, uint64_t offset) {
  const uint64_t needed = kMinBytesPerPage * counts.pages + kMinBytesPerSession * counts.sessions +
                          kMinBytesPerPageView * counts.page_views;
  if (needed > raw.size()) {
    return make_error(
        ErrorCode::damaged,
        "catalog: its rows need " + std::to_string(needed) + " bytes, it has " + std::to_string(raw.size()),
        offset);
  }
  Catalog catalog;
  catalog.pages.resize(counts.pages);
  catalog.sessions.resize(counts.sessions);
  catalog.page_views.resize(counts.page_views);
  ByteReader reader(raw, offset);
  ISOTHERM_TRY(decode_pages(reader, catalog.pages));
  ISOTHERM_TRY(decode_sessions(reader, catalog.sessions));
  ISOTHERM_TRY(decode_page_views(reader, catalog.page_views));
  if (reader.remaining() != 0)
    return make_error(ErrorCode::damaged, "catalog: has bytes behind its tables", offset);
  return catalog;
}

}  // namespace isotherm
