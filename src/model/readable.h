#pragma once
// Which colours can be told from a page.
#include <span>

#include "base/image.h"
#include "model/picture.h"
#include "model/ramp.h"

namespace isotherm {

// How a layer lays its ramp over the page.
struct RampUse {
  double opacity = 0.8;  // 0..1
  double dimming = 0;    // 0..1, of the page below
  bool fades_in = true;  // densities: the alpha of color_table; layers made of rows are opaque from 0 on
  Rgba mono_color = kMonoColor;
};
RampUse ramp_use(const PictureSettings& settings);

// How well a ramp shows on a page: the smallest perceptual distance (OKLab behind a screen's reflections,
// 0 = the same, 1 = black to white) from the page that its colours keep from 10 % of the scale on, as they
// are drawn: with the alpha of their place, times the opacity. What 90 % of the page's samples reach.
// `images` are decoded screenshots (nullptr or empty = white paper).
double ramp_contrast(Ramp ramp, const RampUse& use, std::span<const Image* const> images);

// Of the ramps that colour what happened (not fog) the one with the most contrast; of nearly equal ones
// (within 15 %) the first in the order viridis, inferno, cividis, mono, classic: those that everybody can
// read first.
Ramp readable_ramp(const RampUse& use, std::span<const Image* const> images);

}  // namespace isotherm
