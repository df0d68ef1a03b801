#include "model/scene.h"

#include <algorithm>
#include <cmath>

namespace isotherm {

namespace {

// Half up; clamped far outside every view, so that no position overflows.
int rounded(double position) {
  return static_cast<int>(std::clamp(std::floor(position + 0.5), -1e9, 1e9));
}

}  // namespace

Rect visible_page(PixelSize page_px, const SceneView& view) {
  const Rect page{0, 0, static_cast<double>(page_px.width), static_cast<double>(page_px.height)};
  const Rect whole{0, 0, static_cast<double>(view.size.width), static_cast<double>(view.size.height)};
  return intersection(view.transform.page_from_view(whole), page);
}

ViewRect snap(const Rect& page, const SceneView& view, double min_height_view_px) {
  const Rect exact = view.transform.view_from_page(page);
  ViewRect rect{rounded(exact.x0), rounded(exact.y0), rounded(exact.x1), rounded(exact.y1)};
  rect.y1 = std::max(rect.y1, rect.y0 + rounded(min_height_view_px));
  rect = {std::clamp(rect.x0, 0, view.size.width), std::clamp(rect.y0, 0, view.size.height),
          std::clamp(rect.x1, 0, view.size.width), std::clamp(rect.y1, 0, view.size.height)};
  return rect;
}

}  // namespace isotherm
