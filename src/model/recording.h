#pragma once
// A recording in memory: what has been read of it so far.
#include <cstdint>
#include <vector>

#include "stream/attachment.h"
#include "stream/catalog.h"
#include "stream/event.h"

namespace isotherm {

// Grows while a file loads; `revision` changes with every change. Of a file that is read in places, blocks
// that no picture has needed yet (block_need.h) are empty, and so are the screenshots' bytes.
struct Recording {
  Catalog catalog;
  std::vector<EventBlock> blocks;       // in the file's order; runs index catalog.page_views
  std::vector<Screenshot> screenshots;  // encoded; decode_image() makes pixels of them
  uint64_t revision = 0;

  uint64_t event_count() const;
};

// Totals for `isotherm info` and the panel: per event kind (index = EventKind value, 32 entries).
std::vector<uint64_t> count_by_kind(const Recording& recording);

}  // namespace isotherm
