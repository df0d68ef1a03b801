#pragma once
// The index: every record of a segment with its place, and the headers of blocks and attachments again.
#include "stream/segment.h"
#include "stream/zstd_frame.h"

namespace isotherm {

class IndexBuilder {
 public:
  // In file order. Offsets are relative to the segment's start.
  void add_catalog(uint64_t offset, uint64_t stored_bytes);
  void add_block(uint64_t offset, uint64_t stored_bytes, ByteSpan header_body);
  void add_attachment(uint64_t offset, uint64_t stored_bytes, ByteSpan header_body);
  // The body of the INDEX record that will stand at `index_offset`.
  Result<Bytes> encode(uint64_t index_offset, Compressor& compressor) const;

 private:
  void add(format::IndexEntry kind, uint64_t offset, uint64_t stored_bytes, ByteSpan info);
  ByteWriter entries_;
  uint64_t end_ = 0;
};

// `index_offset` is where the INDEX frame stands in the file and `body_offset` where its body does. Entries
// that cannot be used (an unknown kind or attachment) are left out, some of them with a warning; ranges that
// are not inside the segment or not in order are an error.
Result<SegmentLayout> parse_index(ByteSpan body, uint64_t body_offset, uint64_t index_offset,
                                  Decompressor& decompressor);

}  // namespace isotherm
