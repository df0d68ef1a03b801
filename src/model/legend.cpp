#include "model/legend.h"

#include <algorithm>
#include <cmath>
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

struct Unit {
  std::string title, name;
  double per_density = 1;  // shown value of density 1
};

Unit unit_of(Layer layer, const DensityScale& scale) {
  const double per_area = 1000 / (2 * std::numbers::pi * scale.sigma_px * scale.sigma_px);
  if (layer != Layer::moves) return {"Clicks per 1000 px²", "clicks", per_area};
  const bool in_seconds = scale.maximum * per_area >= kSecondsFromMs;
  return {"Pointer time per 1000 px²", in_seconds ? "s" : "ms", in_seconds ? per_area / 1000 : per_area};
}

std::string title_suffix(const DensityScale& scale) {
  switch (scale.look.scale) {
    case Scale::linear:
      return "";
    case Scale::log:
      return ", log scale";
    case Scale::clip:
      return ", up to the " + fixed_decimals(scale.look.clip_percent, 1) + "th percentile";
    case Scale::equalised:
      return ", equalised";
  }
  return "";
}

// Decimals that show two digits that count.
std::string short_number(double value) {
  int decimals = 0;
  for (double v = value; v < 10 && decimals < 12; v *= 10)
    ++decimals;
  return tick_label(value, value == 0 ? 0 : decimals);
}

void add_linear_ticks(Legend& legend, double most) {
  const Step step = nice_step(most / kMostSteps);
  for (int i = 0; i * step.size <= most * (1 + 1e-9) && i <= kMostSteps + 1; ++i) {
    const double value = i * step.size;
    legend.ticks.push_back(
        {std::min(value / most, 1.0), i == 0 ? "0" : tick_label(value, step.decimals), value});
  }
}

void add_log_ticks(Legend& legend, double most) {
  legend.ticks.push_back({0, "0", 0});
  double power = 1e-12;
  while (power * 10 < most / kLogRange)
    power *= 10;
  for (; power <= most * (1 + 1e-9); power *= 10) {
    if (power < most / kLogRange) continue;
    const int decimals = power < 0.9 ? static_cast<int>(std::round(-std::log10(power))) : 0;
    legend.ticks.push_back({log_position(power / most), tick_label(power, decimals), power});
  }
  if (legend.ticks.size() < 2 || legend.ticks.back().t < 0.8)
    legend.ticks.push_back({1, short_number(most), most});
}

void add_quarter_ticks(Legend& legend, double most, const Tone& tone) {
  legend.ticks.push_back({0, "0", 0});
  for (const double t : {0.25, 0.5, 0.75, 1.0}) {
    const double value = most * share_at_position(tone, t);
    legend.ticks.push_back({t, short_number(value), value});
  }
}

}  // namespace

Legend density_legend(Layer layer, Ramp ramp, const DensityScale& scale) {
  Legend legend;
  legend.colors = color_table(ramp, scale.look.mono_color);
  const Unit unit = unit_of(layer, scale);
  legend.title = unit.title + title_suffix(scale);
  if (!scale.is_exact) legend.title += " (so far)";
  // Beyond 2^53 labels could not be told apart anyway.
  const double most = std::min(scale.maximum * unit.per_density, 9e15);
  if (scale.look.scale == Scale::log) {
    add_log_ticks(legend, most);
  } else if (scale.look.scale == Scale::equalised) {
    add_quarter_ticks(legend, most, scale.tone);
  } else {
    add_linear_ticks(legend, most);
  }
  for (LegendTick& tick : legend.ticks)
    tick.density /= unit.per_density;
  legend.ticks.back().label += " " + unit.name;
  if (scale.look.fade_below > 0)
    legend.title += "; fades below " + short_number(scale.look.fade_below * unit.per_density);
  return legend;
}

Legend density_legend(Layer layer, Ramp ramp, double maximum, double sigma_px) {
  DensityScale scale;
  scale.maximum = scale.peak = maximum;
  scale.sigma_px = sigma_px;
  return density_legend(layer, ramp, scale);
}

Legend row_legend(std::string title, Ramp ramp, double maximum, std::string_view unit) {
  Legend legend;
  legend.title = std::move(title);
  legend.colors = opaque_color_table(ramp);
  add_linear_ticks(legend, maximum);
  legend.ticks.back().label += " " + std::string(unit);
  return legend;
}

Legend reach_legend(Ramp ramp, ScrollUnit unit, ReferenceLine line) {
  Legend legend;
  legend.title =
      (unit == ScrollUnit::sessions ? "Sessions that " : "Page views that ") + std::string(reach_text(line));
  legend.colors = opaque_color_table(ramp);
  for (const int percent : {0, 25, 50, 75, 100}) {
    legend.ticks.push_back({percent / 100.0, std::to_string(percent) + (percent == 100 ? " %" : ""), 0});
  }
  return legend;
}

}  // namespace isotherm
