#pragma once
// From pixels to what PNG compresses.
#include <cstddef>
#include <span>

#include "base/bytes.h"

namespace isotherm::png {

// libdeflate's level for pictures that are written once: with filters that are chosen per row the smallest
// that is not slower than it is worth (docs/benchmarks.md).
inline constexpr int kLevel = 3;

// One row as PNG wants it, into row_bytes + 1 of `out`: filtered by Sub or Up (by the px to the left or
// above), whichever gives the smaller differences in sum. `above`: the row before, all 0 at the picture's
// top.
void filter_row(const uint8_t* row, const uint8_t* above, size_t row_bytes, size_t pixel_bytes, uint8_t* out);

// Rows as PNG wants them, each a free byte and then its pixels, are filtered in place.
void filter_rows(std::span<uint8_t> rows, size_t row_bytes, size_t pixel_bytes);

}  // namespace isotherm::png
