#pragma once
// Emits the records of one segment in order and keeps the books for index and seek table.
#include "stream/block.h"
#include "stream/index.h"
#include "stream/seek_table.h"
#include "stream/writer.h"

namespace isotherm {

class SegmentWriter {
 public:
  SegmentWriter(Sink& sink, int zstd_level) : sink_(sink), compressor_(zstd_level) {}

  Status write_file_header(const std::string& metadata_json);
  Status write_catalog(const Catalog& catalog);
  Status write_block(const EventBlock& block, std::span<const PageView> page_views);
  Status write_screenshot(const Screenshot& screenshot);
  // Index and seek table: the segment is complete.
  Status write_end();

 private:
  Status emit(ByteSpan bytes);

  Sink& sink_;
  Compressor compressor_;
  IndexBuilder index_;
  SeekTable seek_table_;
  uint64_t position_ = 0;  // since the segment's start
};

}  // namespace isotherm
