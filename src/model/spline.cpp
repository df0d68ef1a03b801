#include "model/spline.h"

#include <algorithm>
#include <numbers>

namespace isotherm {

namespace {

// e^-x for x >= 0 from + and x only: Taylor of x / 1024, squared ten times. Relative error below 1e-12.
double exp_of_minus(double x) {
  const double small = x / 1024;
  double term = 1, sum = 1;
  for (int n = 1; n <= 12; ++n) {
    term *= -small / n;
    sum += term;
  }
  for (int n = 0; n < 10; ++n)
    sum *= sum;
  return sum;
}

constexpr double kCutSigmas = 4;

}  // namespace

std::vector<float> gaussian_taps(double sigma_px, int cell_px) {
  const double sigma = sigma_px / cell_px;
  // Far below any radius that the controls give; keeps a caller's tiny sigma harmless.
  const double variance = std::max(sigma * sigma - 2.0 / 3.0, 0.01);
  const auto reach = static_cast<size_t>(std::ceil(kCutSigmas * std::sqrt(variance)));
  std::vector<double> exact(reach + 1);
  double sum = 0;
  for (size_t t = 0; t <= reach; ++t) {
    exact[t] = exp_of_minus(static_cast<double>(t * t) / (2 * variance));
    sum += t == 0 ? exact[t] : 2 * exact[t];
  }
  // The mass of a Gaussian with peak 1: sqrt(2 pi) sigma, in cells.
  const double scale = std::sqrt(2 * std::numbers::pi) * sigma / sum;
  std::vector<float> taps(reach + 1);
  for (size_t t = 0; t <= reach; ++t)
    taps[t] = rounded_weight(exact[t] * scale);
  return taps;
}

}  // namespace isotherm
