#pragma once
// Inputs may come gzipped; this unpacks them within stated limits.
#include "base/bytes.h"

namespace isotherm {

inline constexpr uint64_t kMaxInflatedBytes =
    0xFFFF'0000;  // just under 4 GiB: what the JSON parser can address
// Beyond this many bytes, unpacking to more than kMaxInflationRatio times the packed size is refused as a
// bomb; recordings pack 5 to 60 times.
inline constexpr uint64_t kUnquestionedInflatedBytes = 64u << 20;
inline constexpr uint64_t kMaxInflationRatio = 300;

bool is_gzip(ByteSpan bytes);

// The unpacked bytes of all members, followed by `padding` zero bytes. Input that is not gzip is copied.
// Errors: damaged, truncated, limit.
Result<Bytes> unpacked(ByteSpan bytes, size_t padding = 0, uint64_t max_bytes = kMaxInflatedBytes);

}  // namespace isotherm
