#pragma once
// The scale beside a picture.
#include <string>
#include <string_view>
#include <vector>

#include "model/layer.h"
#include "model/look.h"
#include "model/ramp.h"
#include "model/scroll_settings.h"

namespace isotherm {

// One value of the legend.
struct LegendTick {
  double t = 0;        // 0..1 along the ramp
  std::string label;   // with the unit on the last one
  double density = 0;  // on density layers
};
// What a colour that is not on the ramp means.
struct LegendKey {
  Rgba color;
  std::string label;
};
struct Legend {
  std::string title;  // e.g. "Clicks per 1000 px²"
  std::vector<LegendTick> ticks;
  ColorTable colors{};
  std::vector<LegendKey> keys;  // of drawings over the layer
};

// What a density layer's legend is made from.
struct DensityScale {
  double maximum = 1;  // density (events or ms at the kernel's peak) at the ramp's end
  double peak = 1;     // the largest density of the page
  double sigma_px = 20;
  HeatLook look;
  Tone tone;
  bool is_exact = true;  // false: the page is still being looked through, and the labels say so
};

// One event per kernel peak is 1000 / (2 pi sigma^2) events per 1000 px^2. Ticks at 1, 2 or 5 times a power
// of ten; on the logarithmic scale at powers of ten; on the equalised one at quarters.
Legend density_legend(Layer layer, Ramp ramp, const DensityScale& scale);
// A linear scale from 0 to `maximum`.
Legend density_legend(Layer layer, Ramp ramp, double maximum, double sigma_px);
// From 0 to `maximum` in `unit`, for layers made of rows.
Legend row_legend(std::string title, Ramp ramp, double maximum, std::string_view unit);
// Reach in steps of 25 %, of those units whose reference line came so far.
Legend reach_legend(Ramp ramp, ScrollUnit unit, ReferenceLine line);

}  // namespace isotherm
