#pragma once
// A segment's records count from zero; a file may hold several segments. Where a segment's tables start in
// the file's.
#include "stream/catalog.h"

namespace isotherm {

struct SegmentBase {
  uint32_t segment = 0;
  uint32_t first_page = 0, first_session = 0, first_page_view = 0;
};

// Makes the page views' indices count over the file.
void rebase_catalog(Catalog& added, const SegmentBase& base);
// Appends rebased rows.
void append_catalog(Catalog& catalog, Catalog&& added, const SegmentBase& base);

}  // namespace isotherm
