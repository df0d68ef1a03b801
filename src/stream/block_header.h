#pragma once
// A block's header, as its record and the index hold it. Indices are those of the segment.
#include <vector>

#include "base/bytes.h"
#include "stream/format.h"
#include "stream/reader.h"

namespace isotherm {

struct GroupEntry {
  uint32_t id = 0, encoding = 0, flags = 0;
  uint64_t raw_bytes = 0, compressed_bytes = 0;
  bool is_critical() const { return (flags & format::kGroupCritical) != 0; }
};

struct BlockHeader {
  uint32_t stream_class = 0;     // may be a class that this version does not know
  uint32_t scale_log2 = 0;       // coordinates are stored in 1 / 2^scale_log2 px, 0..4
  uint32_t predictor_order = 1;  // 1 or 2
  uint32_t reset_gap_ms = 0;     // order 2: velocity restarts behind larger gaps; 0 = never
  uint32_t event_count = 0, run_count = 0;
  uint32_t page_min = 0, page_max = 0;
  uint32_t page_view_min = 0, page_view_max = 0;
  uint32_t viewport_width_min = 0, viewport_width_max = 0;
  int64_t time_min_ms = 0, time_max_ms = 0;
  int32_t x_min = 0, x_max = 0, y_min = 0, y_max = 0;  // units of 1/16 px
  std::vector<GroupEntry> groups;

  const GroupEntry* group(format::Group id) const;
  uint64_t payload_bytes() const;  // of all groups
};

Bytes encode_block_header(const BlockHeader& header);
// Checks everything that can be checked without the payload; the sum of the group sizes is not larger than
// the limits allow.
Result<BlockHeader> parse_block_header(ByteSpan body, uint64_t offset);

}  // namespace isotherm
