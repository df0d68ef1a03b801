#pragma once
// A catalog record's tables as bytes, before compression.
#include <span>

#include "base/bytes.h"
#include "stream/catalog_codec.h"

namespace isotherm {

struct CatalogRows {
  std::span<const Page> pages;
  std::span<const Session> sessions;
  std::span<const PageView> page_views;
};

Bytes encode_tables(const CatalogRows& rows);
// `counts` rows of each table, which must use up `raw`. Page views are not compared with the other tables
// here.
Result<Catalog> decode_tables(ByteSpan raw, const CatalogCounts& counts, uint64_t offset);

}  // namespace isotherm
