#include "stream/catalog_codec.h"

#include "stream/catalog_columns.h"
#include "stream/limits.h"

namespace isotherm {

namespace {

struct Encoder {
  Compressor& compressor;
  std::vector<Bytes> bodies;
  CatalogCounts before;

  Result<bool> append_whole(const CatalogRows& rows);
  Status append_split(const CatalogRows& rows);
  Status append(const CatalogRows& rows);
};

bool keeps_limits(uint64_t raw_bytes, uint64_t stored_bytes) {
  return raw_bytes <= limits::kMaxCatalogBytes &&
         raw_bytes <= limits::kMaxCatalogRatio * stored_bytes + limits::kMaxCatalogConstant;
}

// False = the record would break a limit; nothing was appended.
Result<bool> Encoder::append_whole(const CatalogRows& rows) {
  const Bytes raw = encode_tables(rows);
  if (raw.size() > limits::kMaxCatalogBytes) return false;
  ISOTHERM_ASSIGN(const Bytes frame, compressor.compress({raw}));
  if (!keeps_limits(raw.size(), frame.size())) return false;
  const CatalogCounts counts{static_cast<uint32_t>(rows.pages.size()),
                             static_cast<uint32_t>(rows.sessions.size()),
                             static_cast<uint32_t>(rows.page_views.size())};
  ByteWriter body;
  body.varint(before.pages);
  body.varint(counts.pages);
  body.varint(before.sessions);
  body.varint(counts.sessions);
  body.varint(before.page_views);
  body.varint(counts.page_views);
  body.varint(raw.size());
  body.append(frame);
  bodies.push_back(body.take());
  before = {before.pages + counts.pages, before.sessions + counts.sessions,
            before.page_views + counts.page_views};
  return true;
}

// Rows of one table, halved until each part keeps the limits, as a single row always does.
Status Encoder::append_split(const CatalogRows& rows) {
  if (rows.pages.empty() && rows.sessions.empty() && rows.page_views.empty()) return success();
  ISOTHERM_ASSIGN(const bool is_done, append_whole(rows));
  if (is_done) return success();
  const size_t pages = rows.pages.size() / 2, sessions = rows.sessions.size() / 2,
               views = rows.page_views.size() / 2;
  if (pages + sessions + views == 0) return make_error(ErrorCode::limit, "a row of the catalog is too large");
  ISOTHERM_TRY(
      append_split({rows.pages.first(pages), rows.sessions.first(sessions), rows.page_views.first(views)}));
  return append_split(
      {rows.pages.subspan(pages), rows.sessions.subspan(sessions), rows.page_views.subspan(views)});
}

Status Encoder::append(const CatalogRows& rows) {
  ISOTHERM_ASSIGN(const bool is_done, append_whole(rows));
  if (is_done) return success();
  ISOTHERM_TRY(append_split({rows.pages, {}, {}}));
  ISOTHERM_TRY(append_split({{}, rows.sessions, {}}));
  return append_split({{}, {}, rows.page_views});
}

Status read_row_range(ByteReader& reader, std::string_view table, uint32_t first, uint32_t limit,
                      uint32_t& count) {
  ISOTHERM_ASSIGN(const uint32_t stated_first, reader.varint32(table));
  ISOTHERM_ASSIGN(count, reader.varint32(table));
  if (stated_first != first) {
    return make_error(ErrorCode::damaged,
                      "catalog: its " + std::string(table) + " start at number " +
                          std::to_string(stated_first) + ", but " + std::to_string(first) +
                          " were read before",
                      reader.file_offset());
  }
  if (count > limit || first > limit - count) {
    return make_error(ErrorCode::limit,
                      "catalog: claims " + std::to_string(count) + " " + std::string(table) +
                          ", the limit is " + std::to_string(limit),
                      reader.file_offset());
  }
  return success();
}

}  // namespace

CatalogCounts counts_of(const Catalog& catalog) {
  return {static_cast<uint32_t>(catalog.pages.size()), static_cast<uint32_t>(catalog.sessions.size()),
          static_cast<uint32_t>(catalog.page_views.size())};
}

Result<std::vector<Bytes>> encode_catalog(const Catalog& catalog, Compressor& compressor,
                                          const CatalogCounts& before) {
  Encoder encoder{compressor, {}, before};
  ISOTHERM_TRY(encoder.append({catalog.pages, catalog.sessions, catalog.page_views}));
  return std::move(encoder.bodies);
}

Result<Catalog> decode_catalog(ByteSpan body, uint64_t offset, const CatalogCounts& before,
                               Decompressor& decompressor) {
  ByteReader reader(body, offset);
  CatalogCounts counts;
  ISOTHERM_TRY(read_row_range(reader, "pages", before.pages, limits::kMaxPages, counts.pages));
  ISOTHERM_TRY(read_row_range(reader, "sessions", before.sessions, limits::kMaxSessions, counts.sessions));
  ISOTHERM_TRY(
      read_row_range(reader, "page views", before.page_views, limits::kMaxPageViews, counts.page_views));
  ISOTHERM_ASSIGN(const uint64_t raw_bytes, reader.varint64("catalog size"));
  if (!keeps_limits(raw_bytes, reader.remaining())) {
    return make_error(ErrorCode::limit,
                      "catalog: claims " + std::to_string(raw_bytes) + " bytes for " +
                          std::to_string(reader.remaining()) + " stored ones",
                      offset);
  }
  const uint64_t frame_offset = reader.file_offset();
  ISOTHERM_ASSIGN(const ByteSpan frame, reader.take(reader.remaining(), "catalog tables"));
  ISOTHERM_ASSIGN(const Bytes raw, decompressor.decompress(frame, raw_bytes, frame_offset));
  ISOTHERM_ASSIGN(Catalog catalog, decode_tables(raw, counts, frame_offset));
  for (const PageView& view : catalog.page_views) {
    if (view.session >= before.sessions + counts.sessions || view.page >= before.pages + counts.pages) {
      return make_error(ErrorCode::damaged,
                        "catalog: a page view names a session or page that does not exist", offset);
    }
  }
  return catalog;
}

}  // namespace isotherm
