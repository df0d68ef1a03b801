#pragma once
// Which colours can be told from a page.
#include <span>

#include "base/image.h"
#include "model/ramp.h"

namespace isotherm {

// How well a ramp shows on a page: the smallest perceptual distance (OKLab, 0 = the same, 1 = black to white)
// that the ramp's colours, blended over the page, keep from it; over 90 % of the page's samples. `images` are
// decoded screenshots (nullptr or empty = white paper).
double ramp_contrast(Ramp ramp, Rgba mono_color, double opacity, double dimming,
                     std::span<const Image* const> images);

// Of the ramps that colour what happened (not fog) the one with the most contrast; of nearly equal ones
// (within a tenth) the first in the order viridis, inferno, cividis, mono, classic: those that everybody can
// read first.
Ramp readable_ramp(Rgba mono_color, double opacity, double dimming, std::span<const Image* const> images);

}  // namespace isotherm
