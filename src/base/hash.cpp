#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace isotherm {

uint64_t xxh64(ByteSpan bytes) {
  return XXH64(bytes.data(), bytes.size(), 0);
}

}  // namespace isotherm
