#include "fuzz/check_reading.h"
#include "fuzz/seal.h"
#include "fuzz/targets/targets.h"

namespace isotherm::fuzz {

void run_reader(ByteSpan input) {
  Feed feed(input);
  const uint8_t options = feed.u8();
  const ByteSpan rest = feed.rest();
  Bytes file(rest.begin(), rest.end());
  if ((options & 1) != 0) seal(file);
  const bool parser_found_more = check_reading(file, (options & 2) != 0 ? size_t{1} : size_t{1} << 14);
  // A checksum that was put right may be that of an index that leaves blocks out.
  if ((options & 1) == 0) require(!parser_found_more, "the parser finds no block that the reader does not");
}

}  // namespace isotherm::fuzz
