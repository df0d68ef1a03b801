#pragma once
#include "base/image.h"
#include "model/scene.h"

namespace isotherm {

// Part of `image` reduced by 2^level_x by 2^level_y: texel (x, y) is the rounded mean of the image px in its
// cell (of those that exist, in the last column and row). With alpha, colours are weighted by it. `texels` is
// in texels of the reduced image and lies inside it. Level 0 copies.
Image reduce(const Image& image, int level_x, int level_y, const ViewRect& texels);

}  // namespace isotherm
