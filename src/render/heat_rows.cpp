#include "render/heat_rows.h"

#include <algorithm>
#include <cmath>

namespace isotherm {
namespace {

struct Straight {
  double r, g, b, a;  // 0..255, alpha with opacity in 0..1
};

Straight interpolate(const SceneHeat& heat, double t) {
  const double entry = t * 255;
  const int below = std::min(static_cast<int>(entry), 254);
  const double f = entry - below;
  const Rgba p = heat.colors[below], q = heat.colors[below + 1];
  const auto mix = [f](uint8_t a, uint8_t b) { return a + (b - a) * f; };
  return {mix(p.r, q.r), mix(p.g, q.g), mix(p.b, q.b),
          mix(p.a, q.a) / 255 * std::clamp(heat.opacity, 0.0, 1.0)};
}

template <typename T>
T rounded(double value) {
  return static_cast<T>(value + 0.5);
}

}  // namespace

std::array<float, 4> cubic_weights(double f) {
  const double g = 1 - f;
  return {static_cast<float>(g * g * g / 6), static_cast<float>((4 - 6 * f * f + 3 * f * f * f) / 6),
          static_cast<float>((4 - 6 * g * g + 3 * g * g * g) / 6), static_cast<float>(f * f * f / 6)};
}

HeatRows::HeatRows(const SceneHeat& heat, const SceneView& view, const ViewRect& area)
    : field_(*heat.field),
      axes_(place_heat(*heat.field, view)),
      steps_per_density_(static_cast<float>((kHeatSteps - 1) / heat.maximum)) {
  columns_.resize(std::max(area.x1 - area.x0, 0));
  combined_.resize(static_cast<size_t>(field_.columns) + 2 * kHeatPadding);
  for (int i = 0; i < static_cast<int>(columns_.size()); ++i) {
    const double place = axes_.x.at(area.x0 + i);
    const double first = std::floor(place);
    if (first < 0 || first > field_.columns + kHeatPadding - 1) continue;  // weights 0
    columns_[i] = {static_cast<int>(first), cubic_weights(place - first)};
  }
}

// One row of coefficients for view row y; false when it is all zeros.
bool HeatRows::combine(int y) {
  const double place = axes_.y.at(y);
  const double first = std::floor(place);
  if (first < 0 || first > field_.rows + kHeatPadding - 1) return false;
  const std::array<float, 4> weights = cubic_weights(place - first);
  const int first_row = static_cast<int>(first) - kHeatPadding;
  float* out = combined_.data() + kHeatPadding;
  std::fill(combined_.begin(), combined_.end(), 0.0f);
  for (int i = 0; i < 4; ++i) {
    const int row = first_row + i;
    if (row < 0 || row >= field_.rows) continue;
    const float* from = field_.coefficients.data() + static_cast<size_t>(row) * field_.columns;
    for (int x = 0; x < field_.columns; ++x)
      out[x] += weights[i] * from[x];
  }
  return std::any_of(combined_.begin(), combined_.end(), [](float value) { return value != 0.0f; });
}

bool HeatRows::row(int y, std::span<uint16_t> steps) {
  if (!combine(y)) return false;
  constexpr float kLast = kHeatSteps - 1;
  for (size_t i = 0; i < columns_.size(); ++i) {
    const float* c = combined_.data() + columns_[i].first;
    const auto& w = columns_[i].weights;
    const float value = (c[0] * w[0] + c[1] * w[1]) + (c[2] * w[2] + c[3] * w[3]);
    const float step = value * steps_per_density_;
    // Written so that a NaN becomes 0.
    steps[i] =
        static_cast<uint16_t>(static_cast<int>((step > 0.0f ? (step < kLast ? step : kLast) : 0.0f) + 0.5f));
  }
  return true;
}

std::vector<HeatBlend> make_heat_blends(const SceneHeat& heat) {
  std::vector<HeatBlend> blends(kHeatSteps);
  for (int i = 0; i < kHeatSteps; ++i) {
    const Straight s = interpolate(heat, static_cast<double>(i) / (kHeatSteps - 1));
    blends[i] = {rounded<uint16_t>(s.r * s.a * 256), rounded<uint16_t>(s.g * s.a * 256),
                 rounded<uint16_t>(s.b * s.a * 256),
                 rounded<uint16_t>(std::min((1 - s.a) * 65'536, 65'535.0))};
  }
  return blends;
}

}  // namespace isotherm
