#include "render/shapes.h"

#include <algorithm>
#include <cmath>

namespace isotherm {

namespace {

constexpr double kFarthest = 1 << 20;  // float holds view px exactly enough up to there

float limited(double view_px) {
  return static_cast<float>(std::clamp(view_px, -kFarthest, kFarthest));
}

}  // namespace

ShapePlacement place_shape(const SceneShape& shape, const SceneView& view) {
  const glm::dvec2 from = view.transform.view_from_page(shape.from_page),
                   to = view.transform.view_from_page(shape.to_page);
  ShapePlacement place{limited(from.x), limited(from.y), limited(to.x), limited(to.y), {}};
  const double reach = std::max(shape.from_radius, shape.to_radius) + 0.5 * shape.thickness + 1;
  const auto low = [&](double a, double b) { return round_half_up(std::floor(std::min(a, b) - reach)); };
  const auto high = [&](double a, double b) { return round_half_up(std::ceil(std::max(a, b) + reach)); };
  place.bounds = intersection({low(from.x, to.x), low(from.y, to.y), high(from.x, to.x), high(from.y, to.y)},
                              whole(view));
  return place;
}

// The same steps as shaders/shape.frag.
ShapeCoverage shape_coverage(const SceneShape& shape, const ShapePlacement& place, int x, int y) {
  const float offset_x = static_cast<float>(x) + 0.5f - place.from_x,
              offset_y = static_cast<float>(y) + 0.5f - place.from_y;
  const float along_x = place.to_x - place.from_x, along_y = place.to_y - place.from_y;
  const float length2 = along_x * along_x + along_y * along_y;
  const float t =
      length2 > 0 ? std::clamp((offset_x * along_x + offset_y * along_y) / length2, 0.0f, 1.0f) : 0.0f;
  const float nearest_x = offset_x - along_x * t, nearest_y = offset_y - along_y * t;
  const float distance = std::sqrt(nearest_x * nearest_x + nearest_y * nearest_y);
  float edge = distance - (shape.from_radius + (shape.to_radius - shape.from_radius) * t);
  if (shape.thickness > 0) edge = std::abs(edge) - 0.5f * shape.thickness;
  return {std::clamp(0.5f - edge, 0.0f, 1.0f), t};
}

}  // namespace isotherm
