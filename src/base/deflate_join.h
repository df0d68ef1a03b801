#pragma once
// Several complete deflate streams (RFC 1951) as one: libdeflate compresses only whole buffers, and a PNG of
// any height is one stream.
#include "base/bytes.h"

namespace isotherm {

// Makes a complete deflate stream one that another one may follow at the next byte: the mark of its last
// block is taken away and an empty stored block brings it to a whole byte. Adds at most 5 bytes. Walks the
// code words without undoing them. False, with `stream` as it was, if it is not one complete deflate stream.
bool lead_on(Bytes& stream);

}  // namespace isotherm
