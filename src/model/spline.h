#pragma once
// The numbers of the density's two kernels. Nothing here calls the C maths library except sqrt, which IEEE
// 754 rounds exactly: the same values on every target.
#include <array>
#include <cmath>
#include <vector>

namespace isotherm {

// The centred cubic B-spline: support (-2, 2), sum over integers 1, variance 1/3.
constexpr double cubic_b_spline(double x) {
  const double a = x < 0 ? -x : x;
  if (a >= 2) return 0;
  if (a >= 1) return (2 - a) * (2 - a) * (2 - a) / 6;
  return (4 - 6 * a * a + 3 * a * a * a) / 6;
}

// Weights of the four coefficients around a position, `fraction` in [0, 1) of a cell behind the second one.
constexpr std::array<double, 4> spline_weights(double fraction) {
  return {cubic_b_spline(1 + fraction), cubic_b_spline(fraction), cubic_b_spline(1 - fraction),
          cubic_b_spline(2 - fraction)};
}

// The surface's value from the 4 x 4 coefficients at `corner`; the summation order is part of the contract.
inline double spline_value(const float* corner, size_t stride, const std::array<double, 4>& x_weights,
                           const std::array<double, 4>& y_weights) {
  double sum = 0;
  for (size_t i = 0; i < 4; ++i) {
    const float* row = corner + i * stride;
    sum += y_weights[i] * (x_weights[0] * double{row[0]} + x_weights[1] * double{row[1]} +
                           x_weights[2] * double{row[2]} + x_weights[3] * double{row[3]});
  }
  return sum;
}

// Weights are used as multiples of 2^-26.
inline float rounded_weight(double value) {
  constexpr double kSteps = 67'108'864;
  return static_cast<float>(std::floor(value * kSteps + 0.5) / kSteps);
}

// One half of the symmetric filter on cells, from its centre outwards: taps[t] is the weight at distance t
// cells. Between the cubic B-splines that gather counts onto cells (none at cells of 1 px, where counts lie
// on cells) and evaluate the surface, it makes a Gaussian of sigma_px that peaks at 1 for a single event: its
// transform is the Gaussian's, divided by the splines'. Cut at `cut_sigmas`.
std::vector<float> gaussian_taps(double sigma_px, int cell_px, double cut_sigmas);

}  // namespace isotherm
