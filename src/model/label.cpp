#include "model/label.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace isotherm {

namespace {

constexpr double kTextPx = 13, kPaddingPx = 5, kCornerPx = 4;
constexpr Rgba kBoxColor{24, 26, 30, 224}, kTextColor{255, 255, 255, 255};

// Coverage 0..1 of the pixel at distance (dx, dy) of its centre from the corner circle's centre.
double corner_coverage(double dx, double dy, double radius) {
  return std::clamp(radius + 0.5 - std::sqrt(dx * dx + dy * dy), 0.0, 1.0);
}

void round_corners(Image& box, double radius) {
  const int size = std::min({static_cast<int>(std::ceil(radius)), box.width / 2, box.height / 2});
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      const double coverage = corner_coverage(radius - x - 0.5, radius - y - 0.5, radius);
      for (const int column : {x, box.width - 1 - x}) {
        for (const int row : {y, box.height - 1 - y}) {
          uint8_t& alpha = box.row(row)[static_cast<size_t>(column) * 4 + 3];
          alpha = static_cast<uint8_t>(kBoxColor.a * coverage + 0.5);
        }
      }
    }
  }
}

}  // namespace

Image make_label(std::string_view utf8, double text_scale) {
  const Image text = draw_text(utf8, static_cast<float>(kTextPx * text_scale), kTextColor);
  const int padding = static_cast<int>(kPaddingPx * text_scale + 0.5);
  Image box(text.width + 2 * padding, text.height + padding, 4);
  for (size_t i = 0; i < box.pixels.size(); i += 4) {
    box.pixels[i] = kBoxColor.r;
    box.pixels[i + 1] = kBoxColor.g;
    box.pixels[i + 2] = kBoxColor.b;
    box.pixels[i + 3] = kBoxColor.a;
  }
  round_corners(box, kCornerPx * text_scale);
  blend_image(box, text, padding, padding / 2);
  return box;
}

}  // namespace isotherm
