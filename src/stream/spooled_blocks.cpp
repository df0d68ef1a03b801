#include "stream/spooled_blocks.h"

#include <algorithm>
#include <tuple>

namespace isotherm {

Status SpooledBlocks::add(const EventStore& events, std::span<const PageView> page_views,
                          uint32_t events_per_block) {
  for (const auto& indices : events.plan(page_views, events_per_block)) {
    ISOTHERM_ASSIGN(EncodedBlock encoded, encode_block(events.gather(indices), page_views, compressor_));
    ISOTHERM_TRY(spool_.append(encoded.payload));
    blocks_.push_back({std::move(encoded.header), spooled_bytes_});
    spooled_bytes_ += encoded.payload.size();
  }
  event_count_ += events.size();
  return success();
}

Status SpooledBlocks::write(SegmentWriter& segment) {
  const auto key = [](const Block& block) {
    const BlockHeader& header = block.header;
    return std::tuple(header.stream_class, header.page_min != header.page_max, header.page_min);
  };
  std::stable_sort(blocks_.begin(), blocks_.end(),
                   [&](const Block& a, const Block& b) { return key(a) < key(b); });
  Bytes payload;
  for (const Block& block : blocks_) {
    payload.resize(static_cast<size_t>(block.header.payload_bytes()));
    ISOTHERM_TRY(spool_.read(block.offset, payload));
    ISOTHERM_TRY(segment.copy_block(block.header, encode_block_header(block.header), payload));
  }
  return success();
}

}  // namespace isotherm
