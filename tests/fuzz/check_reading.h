#pragma once
// Reads bytes in every way there is and requires what must hold for any bytes.
#include "base/bytes.h"
#include "stream/event.h"

namespace isotherm::fuzz {

// Returns whether the parser, which knows no index, found a block more than the Reader: so it is when an
// index leaves blocks out.
bool check_reading(ByteSpan file, size_t piece_bytes);

// Runs that hold the block's events, of page views below `page_view_count`; times and positions within
// limits.
void check_events(const EventBlock& block, size_t page_view_count);

}  // namespace isotherm::fuzz
