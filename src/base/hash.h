#pragma once
#include "base/bytes.h"

namespace isotherm {

// XXH64 with seed 0 (xxHash specification): the checksum of the container's own records.
uint64_t xxh64(ByteSpan bytes);

}  // namespace isotherm
