#pragma once
// The two encodings of a pair of residual columns (docs/format.md, group 3).
#include <span>

#include "base/bytes.h"

namespace isotherm {

// Two varint columns, or one column of nibble pairs and one of escapes. The parts are stored one behind the
// other.
struct CoordinateParts {
  Bytes first, second;
};

CoordinateParts encode_varint_columns(std::span<const uint32_t> x, std::span<const uint32_t> y);
CoordinateParts encode_nibble_pairs(std::span<const uint32_t> x, std::span<const uint32_t> y);

// Fill x and y (of equal size) with the residuals. False unless `raw` holds exactly that many.
bool decode_varint_columns(ByteSpan raw, std::span<uint32_t> x, std::span<uint32_t> y);
bool decode_nibble_pairs(ByteSpan raw, std::span<uint32_t> x, std::span<uint32_t> y);

}  // namespace isotherm
