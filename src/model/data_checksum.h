#pragma once
// Says whether two pictures are made of the same data.
#include "model/picture.h"

namespace isotherm {

// Of what the picture counts, whatever it looks like: for points the sum of the XXH64 of each one's position
// (1/16 px), time since its page view began (ms) and weight, as four little-endian 32-bit numbers; so it does
// not depend on the order of the events in a file. For layers made of rows the XXH64 of the rows' numbers:
// how many get no further than each (scroll; 64 bits each), the ms on screen (attention), how many end there
// (dropoff; 32 bits each). The same from every file that holds the same events. `picture` is up to date with
// the recording. O(events).
uint64_t data_checksum(const Recording& recording, const Picture& picture, Layer layer);

}  // namespace isotherm
