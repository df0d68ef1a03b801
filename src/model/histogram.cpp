#include "model/histogram.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstring>

#include "model/tone.h"

namespace isotherm {

namespace {

constexpr int kShift = 12;  // drops 12 of 23 bits of mantissa: 2048 bins an octave
constexpr int kOctaves = 64, kFirstExponent = -12;
constexpr uint32_t kFirstBits = static_cast<uint32_t>(127 + kFirstExponent) << 23;
constexpr size_t kBins = static_cast<size_t>(kOctaves) << (23 - kShift);
constexpr size_t kCurveSteps = 1024;
constexpr double kMostStretch = 4;

uint32_t bits_of(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

// The value at which a bin begins.
double bin_start(size_t bin) {
  const uint32_t bits = kFirstBits + (static_cast<uint32_t>(bin) << kShift);
  float value;
  std::memcpy(&value, &bits, sizeof value);
  return double{value};
}

// Limits what one bin may hold and spreads the rest, so that a curve's slope is bounded.
void limit(std::vector<double>& masses, size_t first) {
  double total = 0;
  for (const double mass : masses)
    total += mass;
  if (total == 0) return;
  const auto count = static_cast<double>(masses.size() - first);
  const double most = kMostStretch * total / count;
  double rest = 0;
  for (double& mass : masses) {
    rest += std::max(mass - most, 0.0);
    mass = std::min(mass, most);
  }
  for (size_t i = first; i < masses.size(); ++i)
    masses[i] += rest / count;
}

}  // namespace

DensityHistogram::DensityHistogram() : bins_(kBins) {}

void DensityHistogram::clear() {
  std::fill(bins_.begin(), bins_.end(), 0u);
}

void DensityHistogram::add(float value) {
  const uint32_t bits = bits_of(value);
  if (!(value > 0) || bits < kFirstBits) return;
  ++bins_[std::min<size_t>((bits - kFirstBits) >> kShift, kBins - 1)];
}

void DensityHistogram::add(const DensityField& field, int spacing_px, PixelSize page, int y_begin,
                           int y_end) {
  // A cell's centre lies on a coefficient; that of a square of two by two cells between two of them.
  const bool is_between = spacing_px == 2 * field.cell_px;
  assert(is_between || spacing_px == field.cell_px);
  const std::array<float, 4> weights = is_between ? std::array{1.0f / 48, 23.0f / 48, 23.0f / 48, 1.0f / 48}
                                                  : std::array{1.0f / 6, 4.0f / 6, 1.0f / 6, 0.0f};
  // The page px of the sample whose first coefficient is `cell`; -1 where there is none.
  const auto sample_px = [&](int cell) {
    const int px = (cell + 1) * field.cell_px + spacing_px / 2;
    const int square = spacing_px;
    return px >= 0 && px % square == square / 2 ? px : -1;
  };
  const auto stride = static_cast<size_t>(field.columns);
  std::vector<float> combined(stride);
  for (int row = 0; row + 4 <= field.rows; ++row) {
    const int y = sample_px(field.y0_cell + row);
    if (y < y_begin || y >= y_end) continue;
    const float* c = field.coefficients.data() + static_cast<size_t>(row) * stride;
    for (size_t x = 0; x < stride; ++x) {
      combined[x] = (weights[0] * c[x] + weights[1] * c[x + stride]) +
                    (weights[2] * c[x + 2 * stride] + weights[3] * c[x + 3 * stride]);
    }
    for (int column = 0; column + 4 <= field.columns; ++column) {
      const int x = sample_px(field.x0_cell + column);
      if (x < 0 || x >= page.width) continue;
      const float* d = combined.data() + column;
      add((weights[0] * d[0] + weights[1] * d[1]) + (weights[2] * d[2] + weights[3] * d[3]));
    }
  }
}

double DensityHistogram::percentile(double share, double least) const {
  const uint32_t least_bits = bits_of(static_cast<float>(least));
  const size_t first =
      least_bits <= kFirstBits ? 0 : std::min<size_t>((least_bits - kFirstBits) >> kShift, kBins);
  uint64_t total = 0;
  for (size_t i = first; i < kBins; ++i)
    total += bins_[i];
  if (total == 0) return 0;
  const double rank = share * static_cast<double>(total);
  double below = 0;
  for (size_t i = first; i < kBins; ++i) {
    const double with = below + bins_[i];
    if (bins_[i] > 0 && with >= rank) {
      const double start = bin_start(i), end = bin_start(i + 1);
      return start + (end - start) * std::clamp((rank - below) / bins_[i], 0.0, 1.0);
    }
    below = with;
  }
  return 0;
}

std::vector<float> DensityHistogram::equalised(double maximum) const {
  const auto first = static_cast<size_t>(log_position(kHistogramFloor / 2) * kCurveSteps);
  std::vector<double> masses(kCurveSteps);
  for (size_t i = 0; i < kBins; ++i) {
    if (bins_[i] == 0) continue;
    const double share = bin_start(i) / maximum;
    // From a half to twice the floor samples begin to count.
    const double counts = std::clamp((share / kHistogramFloor - 0.5) / 1.5, 0.0, 1.0) * bins_[i];
    if (counts == 0 || share > 1) continue;
    // Shared out over two entries, so that a slightly different density makes a slightly different curve.
    const double place = log_position(share) * kCurveSteps - 0.5;
    const double below = std::floor(place), part = place - below;
    const auto entry = [&](double index) {
      return std::clamp(static_cast<size_t>(std::max(index, 0.0)), first, kCurveSteps - 1);
    };
    masses[entry(below)] += counts * (1 - part);
    masses[entry(below + 1)] += counts * part;
  }
  limit(masses, first);
  double total = 0;
  for (const double mass : masses)
    total += mass;
  std::vector<float> curve(kCurveSteps + 1);
  double sum = 0;
  for (size_t i = 0; i < kCurveSteps; ++i) {
    curve[i] = static_cast<float>(total > 0 ? sum / total : static_cast<double>(i) / kCurveSteps);
    sum += masses[i];
  }
  curve[kCurveSteps] = 1;
  return curve;
}

}  // namespace isotherm
