#pragma once
// Catalog records: rows added to the tables of pages, sessions and page views.
#include <span>
#include <vector>

#include "base/bytes.h"
#include "stream/catalog.h"
#include "stream/zstd_frame.h"

namespace isotherm {

// How many rows of each table there are.
struct CatalogCounts {
  uint32_t pages = 0, sessions = 0, page_views = 0;
  friend bool operator==(const CatalogCounts&, const CatalogCounts&) = default;
};
CatalogCounts counts_of(const Catalog& catalog);

// The bodies of the records that hold `catalog`: one, or more where one would break a limit. `before` is what
// the segment's earlier records hold.
Result<std::vector<Bytes>> encode_catalog(const Catalog& catalog, Compressor& compressor,
                                          const CatalogCounts& before = {});

// The rows of one record. `before` is what the segment's tables hold so far; rows that do not follow on it
// are an error, and so are page views of pages or sessions that do not exist.
Result<Catalog> decode_catalog(ByteSpan body, uint64_t offset, const CatalogCounts& before,
                               Decompressor& decompressor);

// Whether a row keeps the limits, for writers. The errors say which value breaks which limit.
Status check_page(const Page& page);
Status check_session(const Session& session);
Status check_page_view(const PageView& view);

}  // namespace isotherm
