#pragma once
// The kind of PNG that screenshots are, decoded with one copy of its pixels.
#include <optional>

#include "base/image.h"

namespace isotherm::png {

// RGB or RGBA with 8 bits, not interlaced and without a transparent colour, whole: else nothing, and the
// caller asks stb, which reads every kind and knows what is wrong with it. `size` is the header's, within
// the limits.
std::optional<Image> decode_plain(ByteSpan file, PixelSize size);

}  // namespace isotherm::png
