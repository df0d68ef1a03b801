#pragma once
// The two encodings of a pair of residual columns (docs/format.md, group 3).
#include <span>

#include "base/bytes.h"
#include "stream/varint_column.h"

namespace isotherm {

// Two varint columns, or one column of nibble pairs and one of escapes. The parts are stored one behind the
// other.
struct CoordinateParts {
  Bytes first, second;
};

CoordinateParts encode_varint_columns(std::span<const uint32_t> x, std::span<const uint32_t> y);
CoordinateParts encode_nibble_pairs(std::span<const uint32_t> x, std::span<const uint32_t> y);

// Reads the residuals of both columns piece by piece, as pairs (event_restorer.h).
class ResidualReader {
 public:
  static constexpr size_t kMaxEvents = 256;  // per read
  static constexpr size_t kSlack = 1;        // pairs behind `out` that may be overwritten

  // `event_count` events are to come; `raw` is borrowed and may hold anything.
  ResidualReader(uint8_t encoding, ByteSpan raw, size_t event_count);

  // Writes `count` pairs. False when the bytes do not hold them; the reader is spent then.
  bool read(size_t count, uint64_t* out);
  // Whether everything has been used up.
  bool is_at_end() const { return is_sound_ && first_.remaining() == 0 && second_.remaining() == 0; }

 private:
  bool read_varints(size_t count, uint64_t* out);
  bool read_nibble_pairs(size_t count, uint64_t* out);

  uint8_t encoding_;
  bool is_sound_ = true;
  VarintReader first_{{}};   // encoding 1: x
  ByteSpan pairs_;           // encoding 2, those still to come
  VarintReader second_{{}};  // y, or the escapes
};

}  // namespace isotherm
