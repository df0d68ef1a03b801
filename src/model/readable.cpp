#include "model/readable.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace isotherm {

namespace {

constexpr int kSamplesPerSide = 48;
constexpr std::array kPositions{0.2, 0.4, 0.6, 0.8, 1.0};  // fully visible ones
constexpr double kNearlyEqual = 0.9;
constexpr std::array kPreferred{Ramp::viridis, Ramp::inferno, Ramp::cividis, Ramp::mono, Ramp::classic};

struct Color {
  double r = 0, g = 0, b = 0;  // 0..1, sRGB
};

// Björn Ottosson, "A perceptual color space for image processing" (2020).
struct OkLab {
  double l = 0, a = 0, b = 0;
};

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

OkLab oklab(const Color& color) {
  const double r = linear(color.r), g = linear(color.g), b = linear(color.b);
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

double contrast(const std::vector<Color>& page, Ramp ramp, Rgba mono_color, double opacity) {
  const ColorTable colors = opaque_color_table(ramp, mono_color);
  std::vector<double> nearest;
  for (const Color& below : page) {
    const OkLab paper = oklab(below);
    double least = 2;
    for (const double t : kPositions)
      least = std::min(least, distance(paper, oklab(mix(below, sample(colors, t), opacity))));
    nearest.push_back(least);
  }
  const auto tenth = nearest.begin() + static_cast<ptrdiff_t>(nearest.size() / 10);
  std::nth_element(nearest.begin(), tenth, nearest.end());
  return *tenth;
}

}  // namespace

double ramp_contrast(Ramp ramp, Rgba mono_color, double opacity, double dimming,
                     std::span<const Image* const> images) {
  return contrast(page_samples(images, dimming), ramp, mono_color, opacity);
}

Ramp readable_ramp(Rgba mono_color, double opacity, double dimming, std::span<const Image* const> images) {
  const std::vector<Color> page = page_samples(images, dimming);
  std::array<double, kPreferred.size()> contrasts{};
  for (size_t i = 0; i < kPreferred.size(); ++i)
    contrasts[i] = contrast(page, kPreferred[i], mono_color, opacity);
  const double most = *std::max_element(contrasts.begin(), contrasts.end());
  const auto first = std::find_if(contrasts.begin(), contrasts.end(),
                                  [&](double value) { return value >= most * kNearlyEqual; });
  return kPreferred[static_cast<size_t>(first - contrasts.begin())];
}

}  // namespace isotherm
