#pragma once
#include <string>

#include "base/image.h"
#include "render/renderer.h"
#include "render/scenes.h"

namespace isotherm::test {

struct Difference {
  int largest = 0;   // of any channel of any pixel
  int x = 0, y = 0;  // where, first in reading order
  double mean = 0;   // over all channels
  std::string text;  // what differs there, for a failure message
};
// Images of the same size and channels.
Difference compare(const Image& actual, const Image& expected);
// The first pixel in reading order that differs at all, and how.
std::string first_difference(const Image& actual, const Image& expected);

// The whole view; an empty image and a test failure when the renderer fails.
Image render(OffscreenRenderer& renderer, const OwnedScene& owned);
Image render_on_cpu(const OwnedScene& owned);

void write_image(const std::string& path, const Image& image);

}  // namespace isotherm::test
