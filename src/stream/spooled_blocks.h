#pragma once
// Blocks that are complete before the tables that must stand before them in the file.
#include "stream/event_store.h"
#include "stream/segment_writer.h"
#include "stream/spool.h"

namespace isotherm {

class SpooledBlocks {
 public:
  SpooledBlocks(Spool& spool, int zstd_level) : spool_(spool), compressor_(zstd_level) {}

  // Encodes all events of the store into blocks, planned as if there were no others.
  Status add(const EventStore& events, std::span<const PageView> page_views, uint32_t events_per_block);
  uint64_t event_count() const { return event_count_; }
  // In file order: by class, then page, blocks of several pages last; those of one page as they came.
  Status write(SegmentWriter& segment);

 private:
  struct Block {
    BlockHeader header;
    uint64_t offset = 0;  // of its payload in the spool
  };
  Spool& spool_;
  Compressor compressor_;
  std::vector<Block> blocks_;
  uint64_t event_count_ = 0, spooled_bytes_ = 0;
};

}  // namespace isotherm
