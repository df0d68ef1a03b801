#include "fuzz/targets/targets.h"
#include "stream/attachment_header.h"
#include "stream/catalog_codec.h"
#include "stream/file_header.h"
#include "stream/format.h"
#include "stream/record.h"

namespace isotherm::fuzz {

namespace {

constexpr CatalogCounts kBefore{3, 4, 5};

void append(Catalog& catalog, Catalog&& added) {
  const auto move = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  move(catalog.pages, added.pages);
  move(catalog.sessions, added.sessions);
  move(catalog.page_views, added.page_views);
}

// Written and read again, as the first catalog of a segment.
void check_round_trip(const Catalog& catalog) {
  static Compressor compressor(1);
  static Decompressor decompressor;
  const auto bodies = encode_catalog(catalog, compressor);
  require(bodies.ok(), "what was read can be written");
  Catalog again;
  for (const Bytes& body : *bodies) {
    auto added = decode_catalog(body, 0, counts_of(again), decompressor);
    require(added.ok(), "what was written can be read");
    append(again, std::move(*added));
  }
  require(again == catalog, "the rows come back the same");
}

void run_tables(Feed& feed) {
  static Compressor compressor(1);
  static Decompressor decompressor;
  ByteWriter body;
  const bool is_first = feed.u8() != 0;
  const CatalogCounts before = is_first ? CatalogCounts{} : kBefore;
  for (const uint32_t first : {before.pages, before.sessions, before.page_views}) {
    body.varint(first);
    body.varint(feed.u32());
  }
  const ByteSpan tables = feed.rest();
  body.varint(tables.size());
  const auto frame = compressor.compress({tables});
  require(frame.ok(), "tables compress");
  body.append(*frame);
  const auto catalog = decode_catalog(body.bytes(), 0, before, decompressor);
  if (!catalog.ok()) return;
  for (const PageView& view : catalog->page_views) {
    require(view.session < before.sessions + catalog->sessions.size(), "a page view's session exists");
    require(view.page < before.pages + catalog->pages.size(), "a page view's page exists");
    require(check_page_view(view).ok(), "a page view within its limits");
  }
  for (const Page& page : catalog->pages)
    require(check_page(page).ok(), "a page within its limits");
  for (const Session& session : catalog->sessions)
    require(check_session(session).ok(), "a session within its limits");
  if (is_first) check_round_trip(*catalog);
}

void run_attachment_header(ByteSpan body) {
  const auto info = parse_attachment_header(body, 0);
  if (!info.ok()) return;
  const auto again = parse_attachment_header(encode_attachment_header(*info), 0);
  require(again.ok() && *again == *info, "an attachment's header comes back the same");
  (void)check_encoded(*info, body, 0);
}

void run_file_header(ByteSpan body) {
  const Bytes record = make_record(format::kFileHeader, body);
  const auto header = parse_file_header(ByteSpan(record).subspan(format::kFrameHeaderBytes), 8);
  if (!header.ok()) return;
  const Bytes written = make_file_header(header->metadata_json);
  const auto again = parse_file_header(ByteSpan(written).subspan(format::kFrameHeaderBytes), 8);
  require(again.ok() && again->metadata_json == header->metadata_json, "metadata come back the same");
}

}  // namespace

void run_catalog(ByteSpan input) {
  Feed feed(input);
  switch (feed.u8() % 3) {
    case 0:
      return run_tables(feed);
    case 1:
      return run_attachment_header(feed.rest());
    default:
      return run_file_header(feed.rest());
  }
}

}  // namespace isotherm::fuzz
