#include "model/legend.h"

#include <algorithm>
#include <numbers>

#include "model/wording.h"

namespace isotherm {

namespace {

struct Step {
  double size = 1;
  int decimals = 0;
};

// The smallest 1, 2 or 5 times a power of ten that is >= least.
Step nice_step(double least) {
  double power = 1;
  int decimals = 0;
  while (power * 5 < least && power < 1e15)
    power *= 10;
  while (power / 10 * 5 >= least && decimals < 12) {
    power /= 10;
    ++decimals;
  }
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (power * factor >= least) return {power * factor, decimals};
  }
  return {power * 10, decimals > 0 ? decimals - 1 : 0};
}

std::string tick_label(double value, int decimals) {
  return decimals > 0 ? fixed_decimals(value, decimals) : with_thousands(static_cast<uint64_t>(value + 0.5));
}

constexpr double kMostSteps = 5;
constexpr double kSecondsFromMs = 10'000;

// From 0 to `most`, at 1, 2 or 5 times a power of ten; the unit stands on the last one.
void add_ticks(Legend& legend, double most, std::string_view unit) {
  const Step step = nice_step(most / kMostSteps);
  for (int i = 0; i * step.size <= most * (1 + 1e-9) && i <= kMostSteps + 1; ++i) {
    const double value = i * step.size;
    legend.ticks.push_back({std::min(value / most, 1.0), i == 0 ? "0" : tick_label(value, step.decimals)});
  }
  legend.ticks.back().label += " " + std::string(unit);
}

}  // namespace

Legend density_legend(Layer layer, Ramp ramp, double maximum, double sigma_px) {
  Legend legend;
  legend.colors = color_table(ramp);
  // Beyond 2^53 labels could not be told apart anyway.
  double most = std::min(maximum * 1000 / (2 * std::numbers::pi * sigma_px * sigma_px), 9e15);
  std::string unit = "clicks";
  legend.title = "Clicks per 1000 px²";
  if (layer == Layer::moves) {
    legend.title = "Pointer time per 1000 px²";
    unit = most >= kSecondsFromMs ? "s" : "ms";
    if (most >= kSecondsFromMs) most /= 1000;
  }
  add_ticks(legend, most, unit);
  return legend;
}

Legend row_legend(std::string title, Ramp ramp, double maximum, std::string_view unit) {
  Legend legend;
  legend.title = std::move(title);
  legend.colors = opaque_color_table(ramp);
  add_ticks(legend, maximum, unit);
  return legend;
}

Legend reach_legend(Ramp ramp) {
  Legend legend;
  legend.title = "Page views that saw this line";
  legend.colors = opaque_color_table(ramp);
  for (const int percent : {0, 25, 50, 75, 100}) {
    legend.ticks.push_back({percent / 100.0, std::to_string(percent) + (percent == 100 ? " %" : "")});
  }
  return legend;
}

}  // namespace isotherm
