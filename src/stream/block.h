#pragma once
// One block between its columns and its bytes. Page views are those of the segment.
#include <span>

#include "stream/block_header.h"
#include "stream/catalog.h"
#include "stream/event.h"
#include "stream/segment_base.h"
#include "stream/zstd_frame.h"

namespace isotherm {

struct EncodedBlock {
  BlockHeader header;
  Bytes payload;  // the groups' frames
};

// `block` must hold what decode_block and check_block would accept. Chooses scale, prediction and encoding
// for the smallest result.
Result<EncodedBlock> encode_block(const EventBlock& block, std::span<const PageView> page_views,
                                  Compressor& compressor);

// Errors: damaged, unsupported (class, critical group or encoding of a newer version).
Result<EventBlock> decode_block(const BlockHeader& header, ByteSpan payload, uint64_t payload_offset,
                                Decompressor& decompressor);

// The same into a block whose memory is used again; it holds nothing useful after an error.
Status decode_block(const BlockHeader& header, ByteSpan payload, uint64_t payload_offset,
                    Decompressor& decompressor, EventBlock& block);

// Whether the events of a decoded block keep what the header and the catalog say: ranges, times, kinds (their
// order and their box have been checked by decode_block). `page_views` are the
// segment's, with pages counted over the file.
Status check_block(const BlockHeader& header, const EventBlock& block, std::span<const PageView> page_views,
                   const SegmentBase& base, uint64_t offset);

// The header as callers see it, its indices moved to those of the whole file.
BlockInfo block_info(const BlockHeader& header, const SegmentBase& base, uint64_t offset,
                     uint64_t stored_bytes);
void rebase_runs(EventBlock& block, const SegmentBase& base);

// The block without the events: unknown classes are refused, indices must exist.
Status check_header(const BlockHeader& header, size_t page_count, size_t page_view_count, uint64_t offset);

}  // namespace isotherm
