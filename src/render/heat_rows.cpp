#include "render/heat_rows.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace isotherm {
namespace {

struct Straight {
  double r, g, b, a;  // 0..255, alpha with opacity in 0..1
};

Straight color_at(const SceneHeat& heat, double share) {
  const double entry = tone_position(heat.tone, share) * 255;
  const int below = std::min(static_cast<int>(entry), 254);
  const double f = entry - below;
  const Rgba p = heat.colors[below], q = heat.colors[below + 1];
  const auto mix = [f](uint8_t a, uint8_t b) { return a + (b - a) * f; };
  const double visible = std::clamp(heat.opacity, 0.0, 1.0) * fade_factor(heat.tone, share * heat.maximum);
  return {mix(p.r, q.r), mix(p.g, q.g), mix(p.b, q.b), mix(p.a, q.a) / 255 * visible};
}

template <typename T>
T rounded(double value) {
  return static_cast<T>(value + 0.5);
}

float float_from(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

}  // namespace

HeatSteps::HeatSteps(const SceneHeat& heat)
    : is_even_(!heat.tone.is_logarithmic && heat.tone.curve.empty()),
      factor_(static_cast<float>((is_even_ ? kEvenSteps - 1 : kLogRange - 1) / heat.maximum)) {}

void HeatSteps::from_densities(std::span<const float> values, std::span<uint16_t> steps) const {
  const float factor = factor_;
  if (is_even_) {
    constexpr float kLast = kEvenSteps - 1;
    for (size_t i = 0; i < values.size(); ++i) {
      const float step = values[i] * factor;
      // Written so that a NaN becomes 0.
      steps[i] = static_cast<uint16_t>(
          static_cast<int>((step > 0.0f ? (step < kLast ? step : kLast) : 0.0f) + 0.5f));
    }
    return;
  }
  constexpr float kMost = kLogRange - 1;
  constexpr uint32_t kHalf = 1u << (kLogShift - 1);
  for (size_t i = 0; i < values.size(); ++i) {
    const float share = values[i] * factor;
    const float x = 1.0f + (share > 0.0f ? (share < kMost ? share : kMost) : 0.0f);
    uint32_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    steps[i] = static_cast<uint16_t>((bits - kOneBits + kHalf) >> kLogShift);
  }
}

double HeatSteps::share(int step) const {
  if (is_even_) return static_cast<double>(step) / (kEvenSteps - 1);
  const double x = double{float_from(kOneBits + (static_cast<uint32_t>(step) << kLogShift))};
  return std::min((x - 1) / (kLogRange - 1), 1.0);
}

std::array<float, 4> cubic_weights(double f) {
  const double g = 1 - f;
  return {static_cast<float>(g * g * g / 6), static_cast<float>((4 - 6 * f * f + 3 * f * f * f) / 6),
          static_cast<float>((4 - 6 * g * g + 3 * g * g * g) / 6), static_cast<float>(f * f * f / 6)};
}

HeatRows::HeatRows(const SceneHeat& heat, const SceneView& view, const ViewRect& area)
    : field_(*heat.field), axes_(place_heat(*heat.field, view)), steps_(heat) {
  const auto width = static_cast<size_t>(std::max(area.x1 - area.x0, 0));
  values_.resize(width + kLanes);
  for (auto& weights : weights_)
    weights.resize(width + kLanes);
  combined_.resize(static_cast<size_t>(field_.columns) + 2 * kHeatPadding);
  for (size_t i = 0; i < width; ++i) {
    const double place = axes_.x.at(area.x0 + static_cast<int>(i));
    const double below = std::floor(place);
    const bool is_inside = below >= 0 && below <= field_.columns + kHeatPadding - 1;
    const uint32_t first = is_inside ? static_cast<uint32_t>(below) : 0;
    const std::array<float, 4> own = is_inside ? cubic_weights(place - below) : std::array<float, 4>{};
    for (size_t j = 0; j < own.size(); ++j)
      weights_[j][i] = own[j];
    const bool goes_on =
        !groups_.empty() && groups_.back().first == first && i - groups_.back().column < kLanes;
    if (!goes_on) groups_.push_back({static_cast<uint32_t>(i), first});
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

// Across, for all px of the area.
void HeatRows::evaluate() {
  for (const Group& group : groups_) {
    const float* c = combined_.data() + group.first;
    const float *w0 = weights_[0].data() + group.column, *w1 = weights_[1].data() + group.column,
                *w2 = weights_[2].data() + group.column, *w3 = weights_[3].data() + group.column;
    std::array<float, kLanes> sums;  // not in place: the compiler cannot know that nothing overlaps
    for (size_t k = 0; k < kLanes; ++k)
      sums[k] = (c[0] * w0[k] + c[1] * w1[k]) + (c[2] * w2[k] + c[3] * w3[k]);
    std::copy(sums.begin(), sums.end(), values_.begin() + group.column);
  }
}

bool HeatRows::row(int y, std::span<uint16_t> steps) {
  if (!combine(y)) return false;
  evaluate();
  steps_.from_densities(std::span(values_).first(steps.size()), steps);
  return true;
}

std::vector<HeatBlend> make_heat_blends(const SceneHeat& heat) {
  const HeatSteps steps(heat);
  std::vector<HeatBlend> blends(static_cast<size_t>(steps.count()));
  for (int i = 0; i < steps.count(); ++i) {
    const Straight s = color_at(heat, steps.share(i));
    blends[i] = {rounded<uint16_t>(s.r * s.a * 256), rounded<uint16_t>(s.g * s.a * 256),
                 rounded<uint16_t>(s.b * s.a * 256),
                 rounded<uint16_t>(std::min((1 - s.a) * 65'536, 65'535.0))};
  }
  return blends;
}

}  // namespace isotherm
