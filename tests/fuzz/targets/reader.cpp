#include "fuzz/check_reading.h"
#include "fuzz/seal.h"
#include "fuzz/targets/targets.h"

namespace isotherm::fuzz {

void run_reader(ByteSpan input) {
  Feed feed(input);
  const uint8_t options = feed.u8();
  const ByteSpan rest = feed.rest();
  Bytes file(rest.begin(), rest.end());
  if ((options & 1) != 0) {
    // The index is a record that holds a frame, and so is each catalog: seal what is inside first.
    seal(file);
  }
  check_reading(file, (options & 2) != 0 ? size_t{1} : size_t{1} << 14);
}

}  // namespace isotherm::fuzz
