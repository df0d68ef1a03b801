#pragma once
// Emits the records of one segment in order and keeps the books for index and seek table.
#include "stream/block.h"
#include "stream/catalog_codec.h"
#include "stream/index.h"
#include "stream/seek_table.h"
#include "stream/writer.h"

namespace isotherm {

class SegmentWriter {
 public:
  SegmentWriter(Sink& sink, int zstd_level) : sink_(sink), compressor_(zstd_level) {}

  Status write_file_header(const std::string& metadata_json);
  // Adds rows; may be called again with further ones.
  Status write_catalog(const Catalog& catalog);
  Status write_block(const EventBlock& block, std::span<const PageView> page_views);
  Status write_screenshot(const Screenshot& screenshot);
  // What exists already, byte for byte: bodies without checksum, as the index lists them.
  Status copy_file_header(ByteSpan record);
  Status copy_catalog(ByteSpan body);
  Status copy_block(const BlockHeader& header, ByteSpan header_body, ByteSpan payload);
  Status copy_attachment(ByteSpan header_body, ByteSpan attached);
  // A frame that this version does not know: kept, not indexed.
  Status copy_frame(ByteSpan frame, uint64_t raw_bytes);
  uint64_t bytes_written() const { return position_; }
  // Index and seek table: the segment is complete.
  Status write_end();

 private:
  Status emit(ByteSpan bytes);

  Sink& sink_;
  Compressor compressor_;
  IndexBuilder index_;
  SeekTable seek_table_;
  CatalogCounts rows_;     // written so far
  uint64_t position_ = 0;  // since the segment's start
};

}  // namespace isotherm
