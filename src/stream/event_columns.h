#pragma once
// Times and positions of a block, from their raw groups to columns in one pass: 256 events go through all
// steps before the next ones, so that what stands between the steps stays in the fastest memory.
#include "stream/block_header.h"
#include "stream/event.h"

namespace isotherm {

struct RawColumns {
  ByteSpan time, coordinates;
  uint32_t coordinate_encoding = 0;  // a known one
};

// Replaces the columns t_ms, x and y of `block`, whose runs are known to hold the header's number of events.
// Times ascend within a run, from 0 on; positions are checked against the header's box. The header's scale,
// predictor order and event count must be known to be valid. Errors: damaged.
Status decode_columns(const BlockHeader& header, const RawColumns& raw, uint64_t offset, EventBlock& block);

}  // namespace isotherm
