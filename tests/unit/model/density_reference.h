#pragma once
// The density by its definition, in double precision, from single pixels: slow and plain.
#include <cmath>
#include <random>
#include <vector>

#include "model/density.h"

namespace isotherm::test {

struct Pixel {
  int x = 0, y = 0;
  uint32_t weight = 1;
};

inline double reference_density(const std::vector<Pixel>& pixels, double sigma_px, glm::dvec2 page) {
  double sum = 0;
  for (const Pixel& pixel : pixels) {
    const double dx = pixel.x + 0.5 - page.x, dy = pixel.y + 0.5 - page.y;
    sum += pixel.weight * std::exp(-(dx * dx + dy * dy) / (2 * sigma_px * sigma_px));
  }
  return sum;
}

inline CountGrid grid_of(PixelSize page, const std::vector<Pixel>& pixels) {
  CountGrid grid(page);
  for (const Pixel& pixel : pixels)
    grid.add(pixel.x * 16 + 7, pixel.y * 16 + 9, pixel.weight);
  return grid;
}

// Clusters and lone points, with weights up to `max_weight`.
inline std::vector<Pixel> random_pixels(PixelSize page, int count, uint32_t max_weight, uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<uint32_t>(limit)); };
  std::vector<Pixel> pixels;
  Pixel center{below(page.width), below(page.height), 1};
  for (int i = 0; i < count; ++i) {
    if (i % 40 == 0) center = {below(page.width), below(page.height), 1};
    const int spread = i % 3 == 0 ? 400 : 30;
    const int x = center.x + below(spread) - spread / 2, y = center.y + below(spread) - spread / 2;
    if (x < 0 || y < 0 || x >= page.width || y >= page.height) continue;
    pixels.push_back({x, y, 1 + static_cast<uint32_t>(random()) % max_weight});
  }
  return pixels;
}

}  // namespace isotherm::test
