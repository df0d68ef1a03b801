#include "render/compare.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "base/png.h"

namespace isotherm::test {
namespace {

std::string describe(const Image& image, int x, int y) {
  const Rgba c = image.at(x, y);
  return "(" + std::to_string(c.r) + ", " + std::to_string(c.g) + ", " + std::to_string(c.b) + ")";
}

}  // namespace

Difference compare(const Image& actual, const Image& expected) {
  Difference difference;
  if (actual.width != expected.width || actual.height != expected.height ||
      actual.channels != expected.channels) {
    return {256, 0, 0, 256, "sizes differ"};
  }
  uint64_t sum = 0;
  for (size_t i = 0; i < actual.pixels.size(); ++i) {
    const int d = std::abs(actual.pixels[i] - expected.pixels[i]);
    sum += static_cast<uint64_t>(d);
    if (d <= difference.largest) continue;
    difference.largest = d;
    difference.x = static_cast<int>(i % actual.stride()) / actual.channels;
    difference.y = static_cast<int>(i / actual.stride());
  }
  if (!actual.pixels.empty())
    difference.mean = static_cast<double>(sum) / static_cast<double>(actual.pixels.size());
  if (difference.largest > 0) {
    difference.text = "at (" + std::to_string(difference.x) + ", " + std::to_string(difference.y) +
                      ") it is " + describe(actual, difference.x, difference.y) + " instead of " +
                      describe(expected, difference.x, difference.y);
  }
  return difference;
}

std::string first_difference(const Image& actual, const Image& expected) {
  if (actual.width != expected.width || actual.height != expected.height) {
    return std::to_string(actual.width) + " x " + std::to_string(actual.height) + " px instead of " +
           std::to_string(expected.width) + " x " + std::to_string(expected.height);
  }
  for (int y = 0; y < actual.height; ++y) {
    for (int x = 0; x < actual.width; ++x) {
      if (actual.at(x, y) == expected.at(x, y)) continue;
      return "the first pixel that differs is (" + std::to_string(x) + ", " + std::to_string(y) +
             "): " + describe(actual, x, y) + " instead of " + describe(expected, x, y);
    }
  }
  return "no pixel differs";
}

Image render(OffscreenRenderer& renderer, const OwnedScene& owned) {
  Image image(owned.view.size.width, owned.view.size.height, 3);
  const Status status = renderer.draw(owned.scene, owned.view, image, 0);
  EXPECT_TRUE(status.ok()) << status.error().to_string();
  return status.ok() ? image : Image();
}

Image render_on_cpu(const OwnedScene& owned) {
  return render(*make_cpu_renderer(), owned);
}

void write_image(const std::string& path, const Image& image) {
  auto png = encode_png(image);
  ASSERT_TRUE(png.ok());
  std::FILE* file = std::fopen(path.c_str(), "wb");
  ASSERT_NE(file, nullptr) << path;
  EXPECT_EQ(std::fwrite(png->data(), 1, png->size(), file), png->size());
  std::fclose(file);
}

}  // namespace isotherm::test
