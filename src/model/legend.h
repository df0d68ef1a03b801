#pragma once
// The scale beside a picture.
#include <string>
#include <string_view>
#include <vector>

#include "model/layer.h"
#include "model/ramp.h"

namespace isotherm {

// One value of the legend.
struct LegendTick {
  double t = 0;       // 0..1 along the ramp
  std::string label;  // with the unit on the last one
};
struct Legend {
  std::string title;  // e.g. "Clicks per 1000 px²"
  std::vector<LegendTick> ticks;
  ColorTable colors{};
};

// Linear from 0 to `maximum`, a density value in events (or ms) at the kernel's peak: one event per kernel
// peak is 1000 / (2 pi sigma^2) events per 1000 px^2. Ticks at 1, 2 or 5 times a power of ten.
Legend density_legend(Layer layer, Ramp ramp, double maximum, double sigma_px);
// From 0 to `maximum` in `unit`, for layers made of rows.
Legend row_legend(std::string title, Ramp ramp, double maximum, std::string_view unit);
// Reach in steps of 25 %.
Legend reach_legend(Ramp ramp);

}  // namespace isotherm
