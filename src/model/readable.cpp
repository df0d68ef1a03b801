#include "model/readable.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace isotherm {

namespace {

constexpr int kSamplesPerSide = 48;
// Dense where densities are low: there lies most of what is seen, half faded in at 10 % of the scale.
constexpr std::array kPositions{0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0};
// Light that a screen reflects, as a share of its white (as in WCAG 2's contrast): black is never black, and
// differences next to it are seen less than OKLab alone would have it.
constexpr double kReflected = 0.05;
constexpr double kNearlyEqual = 0.85;
constexpr std::array kPreferred{Ramp::viridis, Ramp::inferno, Ramp::cividis, Ramp::mono, Ramp::classic};

struct Color {
  double r = 0, g = 0, b = 0;  // 0..1, sRGB
};

// Björn Ottosson, "A perceptual color space for image processing" (2020).
struct OkLab {
  double l = 0, a = 0, b = 0;
};

double seen_light(double channel) {
  const double light = channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
  return (light + kReflected) / (1 + kReflected);
}

OkLab oklab(const Color& color) {
  const double r = seen_light(color.r), g = seen_light(color.g), b = seen_light(color.b);
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

double distance(const OkLab& p, const OkLab& q) {
  return std::sqrt((p.l - q.l) * (p.l - q.l) + (p.a - q.a) * (p.a - q.a) + (p.b - q.b) * (p.b - q.b));
}

Color mix(const Color& below, Rgba over, double alpha) {
  return {below.r + (over.r / 255.0 - below.r) * alpha, below.g + (over.g / 255.0 - below.g) * alpha,
          below.b + (over.b / 255.0 - below.b) * alpha};
}

std::vector<Color> page_samples(std::span<const Image* const> images, double dimming) {
  std::vector<Color> samples;
  for (const Image* image : images) {
    if (image == nullptr || image->empty()) continue;
    for (int j = 0; j < kSamplesPerSide; ++j) {
      for (int i = 0; i < kSamplesPerSide; ++i) {
        const auto place = [](int index, int size) {
          return static_cast<int>((index + 0.5) / kSamplesPerSide * size);
        };
        const Rgba pixel = image->at(place(i, image->width), place(j, image->height));
        samples.push_back(mix({1, 1, 1}, pixel, pixel.a / 255.0));
      }
    }
  }
  if (samples.empty()) samples.push_back({1, 1, 1});
  for (Color& sample : samples)
    sample = mix(sample, {0, 0, 0}, std::clamp(dimming, 0.0, 1.0));
  return samples;
}

double contrast(const std::vector<Color>& page, Ramp ramp, const RampUse& use) {
  const ColorTable colors =
      use.fades_in ? color_table(ramp, use.mono_color) : opaque_color_table(ramp, use.mono_color);
  std::vector<double> nearest;
  for (const Color& below : page) {
    const OkLab paper = oklab(below);
    double least = 2;
    for (const double t : kPositions) {
      const Rgba over = sample(colors, t);
      least = std::min(least, distance(paper, oklab(mix(below, over, over.a / 255.0 * use.opacity))));
    }
    nearest.push_back(least);
  }
  const auto tenth = nearest.begin() + static_cast<ptrdiff_t>(nearest.size() / 10);
  std::nth_element(nearest.begin(), tenth, nearest.end());
  return *tenth;
}

}  // namespace

RampUse ramp_use(const PictureSettings& settings) {
  const bool is_rows = is_row_layer(settings.layer);
  return {opacity_in_force(settings), settings.dimming, !is_rows,
          is_rows ? kMonoColor : settings.look.mono_color};
}

double ramp_contrast(Ramp ramp, const RampUse& use, std::span<const Image* const> images) {
  return contrast(page_samples(images, use.dimming), ramp, use);
}

Ramp readable_ramp(const RampUse& use, std::span<const Image* const> images) {
  const std::vector<Color> page = page_samples(images, use.dimming);
  std::array<double, kPreferred.size()> contrasts{};
  for (size_t i = 0; i < kPreferred.size(); ++i)
    contrasts[i] = contrast(page, kPreferred[i], use);
  const double most = *std::max_element(contrasts.begin(), contrasts.end());
  const auto first = std::find_if(contrasts.begin(), contrasts.end(),
                                  [&](double value) { return value >= most * kNearlyEqual; });
  return kPreferred[static_cast<size_t>(first - contrasts.begin())];
}

}  // namespace isotherm
