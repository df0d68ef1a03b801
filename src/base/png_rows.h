#pragma once
// From pixels to what PNG compresses.
#include <cstddef>
#include <span>

#include "base/bytes.h"

namespace isotherm::png {

// libdeflate's level for pictures that are written once: with filters that are chosen per row the smallest
// that is not slower than it is worth (docs/benchmarks.md).
inline constexpr int kLevel = 3;

// Rows as PNG wants them, each a free byte and then its pixels, are filtered in place: each by Sub or Up (by
// the px to the left or above), whichever gives the smaller differences in sum. `above`: the pixels of the
// row before, or nullptr at the picture's top.
void filter_rows(std::span<uint8_t> rows, size_t row_bytes, size_t pixel_bytes, const uint8_t* above);

}  // namespace isotherm::png
