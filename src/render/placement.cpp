#include "render/placement.h"

#include <algorithm>
#include <cmath>

namespace isotherm {
namespace {

constexpr double kFarthest = 1 << 30;
constexpr int kMaxLevel = 20;

ImageAxis place_axis(int image_px, double view0, double view1) {
  ImageAxis axis;
  axis.view0 = round_half_up(view0);
  axis.view1 = round_half_up(view1);
  if (axis.view1 <= axis.view0 || image_px <= 0) return axis;
  const double image_per_view = image_px / static_cast<double>(axis.view1 - axis.view0);
  while (axis.level < kMaxLevel && image_per_view >= 2 << axis.level)
    ++axis.level;
  const int unit = 1 << axis.level;
  axis.texels = (image_px + unit - 1) / unit;
  axis.texel_from_view.step = image_per_view / unit;
  axis.texel_from_view.offset = -static_cast<double>(axis.view0) * axis.texel_from_view.step;
  return axis;
}

// place(p) = position of px p's centre in cells, minus the 0.5 of a cell's centre, minus 1 for the first of
// four coefficients, plus the padding.
Axis place_heat_axis(double origin_page, double view_px_per_page_px, int cell_px, int first_cell) {
  const double step = 1 / (view_px_per_page_px * cell_px);
  return {origin_page / cell_px + 0.5 * step - 0.5 - first_cell - 1 + kHeatPadding, step};
}

}  // namespace

int round_half_up(double value) {
  return static_cast<int>(std::floor(std::clamp(value, -kFarthest, kFarthest) + 0.5));
}

ViewRect intersection(const ViewRect& a, const ViewRect& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

int Axis::first_px_from(double value) const {
  int px = static_cast<int>(std::clamp(std::floor((value - offset) / step), -kFarthest, kFarthest));
  // The quotient was rounded down and may be off by an ulp besides; at() decides.
  for (int i = 0; i < 2 && at(px) < value; ++i)
    ++px;
  if (at(px - 1) >= value) --px;
  return px;
}

ImagePlacement place_image(PixelSize image, const Rect& page, const SceneView& view) {
  const Rect exact = view.transform.view_from_page(page);
  return {place_axis(image.width, exact.x0, exact.x1), place_axis(image.height, exact.y0, exact.y1)};
}

ViewRect place_page(const Scene& scene, const SceneView& view) {
  const Rect exact = view.transform.view_from_page(
      Rect{0, 0, static_cast<double>(scene.page_px.width), static_cast<double>(scene.page_px.height)});
  const ViewRect page{round_half_up(exact.x0), round_half_up(exact.y0), round_half_up(exact.x1),
                      round_half_up(exact.y1)};
  return intersection(page, whole(view));
}

ViewRect place_sprite(const SceneSprite& sprite, const SceneView& view) {
  const glm::dvec2 anchor = view.transform.view_from_page(sprite.anchor_page);
  const int x = (sprite.is_pinned_left ? 0 : round_half_up(anchor.x)) + sprite.dx;
  const int y = round_half_up(anchor.y) + sprite.dy;
  return {x, y, x + sprite.image->width, y + sprite.image->height};
}

Rgba dimming_color(double dimming) {
  return {0, 0, 0, static_cast<uint8_t>(std::clamp(dimming, 0.0, 1.0) * 255 + 0.5)};
}

HeatAxes place_heat(const DensityField& field, const SceneView& view) {
  const auto& t = view.transform;
  HeatAxes axes;
  axes.x = place_heat_axis(t.origin_page.x, t.view_px_per_page_px.x, field.cell_px, field.x0_cell);
  axes.y = place_heat_axis(t.origin_page.y, t.view_px_per_page_px.y, field.cell_px, field.y0_cell);
  // Places 0 .. columns + 2 have at least one coefficient among their four.
  axes.support = {axes.x.first_px_from(0), axes.y.first_px_from(0),
                  axes.x.first_px_from(field.columns + kHeatPadding),
                  axes.y.first_px_from(field.rows + kHeatPadding)};
  return axes;
}

Status check_target(const SceneView& view, const Image& target, int y0) {
  const bool fits = target.channels == 3 && view.size.width == target.width && y0 >= 0 &&
                    view.size.height >= 0 && y0 <= target.height - view.size.height;
  if (fits) return success();
  return make_error(
      ErrorCode::invalid_argument,
      "The view does not fit the image to draw into: it must be RGB, of the view's width, and hold its "
      "rows");
}

}  // namespace isotherm
