#pragma once
// How a density layer's scale and colours are chosen.
#include "base/image.h"
#include "model/ramp.h"
#include "model/tone.h"

namespace isotherm {

inline constexpr double kMinClipPercent = 50, kMaxClipPercent = 100;

struct HeatLook {
  Scale scale = Scale::linear;
  double clip_percent = 99.5;    // scale `clip`: the percentile that is the automatic maximum
  double fade_below = 0;         // density (events or ms per spot) below which the layer fades out; 0 = off
  Rgba mono_color = kMonoColor;  // of Ramp::mono
  bool shows_contours = false;   // lines of equal density at the legend's values, with labels
  friend bool operator==(const HeatLook&, const HeatLook&) = default;
};

}  // namespace isotherm
