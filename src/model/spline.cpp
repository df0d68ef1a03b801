#include "model/spline.h"

#include <algorithm>
#include <numbers>

#include "model/portable_math.h"

namespace isotherm {

namespace {

constexpr double kPi = std::numbers::pi;

// sin(pi f) / (pi f), |f| <= 1/2.
double sinc(double f) {
  if (f == 0) return 1;
  return cos_of_turns(f / 2 - 0.25) / (kPi * f);
}

// The transform of a Gaussian that peaks at 1; sigma in cells, f in cycles per cell.
double gaussian_spectrum(double sigma, double f) {
  return std::sqrt(2 * kPi) * sigma * exp_of_minus(2 * kPi * kPi * sigma * sigma * f * f);
}

// The transform that the taps must have, so that with the splines before and after them a Gaussian results.
double taps_spectrum(double sigma, int cell_px, double f) {
  if (cell_px == 1) {
    // Counts lie on the cells; the splines' values at the cells are 1/6, 4/6, 1/6. The samples of a Gaussian
    // have its spectrum repeated.
    const double sampled =
        gaussian_spectrum(sigma, f) + gaussian_spectrum(sigma, 1 - f) + gaussian_spectrum(sigma, 1 + f);
    return sampled * 6 / (4 + 2 * cos_of_turns(f));
  }
  const double s = sinc(f), square = s * s, fourth = square * square;
  return gaussian_spectrum(sigma, f) / (fourth * fourth);  // two cubic B-splines, sinc^4 each
}

}  // namespace

std::vector<float> gaussian_taps(double sigma_px, int cell_px, double cut_sigmas) {
  // Far below any radius that the controls give; keeps a caller's tiny sigma harmless.
  const double sigma = std::max(sigma_px / cell_px, 1.0);
  const double variance = sigma * sigma - (cell_px == 1 ? 1.0 / 3.0 : 2.0 / 3.0);
  const auto reach = static_cast<size_t>(std::ceil(cut_sigmas * std::sqrt(variance)));
  // taps[t] = integral of spectrum(f) cos(2 pi f t) over a period: the trapezoid rule, exact up to what lies
  // beyond `steps` / 2 cells.
  const size_t steps = std::max<size_t>(128, 4 * reach);
  std::vector<double> spectrum(steps / 2 + 1), cosines(steps);
  for (size_t k = 0; k < spectrum.size(); ++k)
    spectrum[k] = taps_spectrum(sigma, cell_px, static_cast<double>(k) / static_cast<double>(steps));
  for (size_t k = 0; k < steps; ++k)
    cosines[k] = cos_of_turns(static_cast<double>(k) / static_cast<double>(steps));
  std::vector<float> taps(reach + 1);
  for (size_t t = 0; t <= reach; ++t) {
    double sum = 0;
    for (size_t k = 0; k < spectrum.size(); ++k) {
      const bool is_end = k == 0 || 2 * k == steps;  // the others stand for -k, too
      sum += spectrum[k] * cosines[k * t % steps] * (is_end ? 1 : 2);
    }
    taps[t] = rounded_weight(sum / static_cast<double>(steps));
  }
  return taps;
}

}  // namespace isotherm
