#pragma once
// Pan and zoom as pure functions of the page's and the view's size. Scales are view px per page px, the same
// on both axes.
#include "base/geometry.h"

namespace isotherm {

struct Stage {
  PixelSize page_px;  // CSS px, at least 1 x 1
  PixelSize view_px;
  double pixel_ratio = 1;  // device px per CSS px of the screen
};

// From the whole page in view (or 10 %) to 16 times its CSS size.
struct ScaleRange {
  double min = 0.1, max = 16;
};
ScaleRange scale_range(const Stage& stage);

// The page as wide as the view, from its top.
PageTransform fit_width(const Stage& stage);
// The same, but never larger than twice the page's CSS size; centred then. Where a page starts.
PageTransform first_view(const Stage& stage);
// Keeps the page point under `view` where it is, unless that would lose the page.
PageTransform zoom_at(const Stage& stage, const PageTransform& from, glm::dvec2 view, double factor);
// Stops a little behind the page's edges; where the page is further out already, it may only come back.
PageTransform pan_by(const Stage& stage, const PageTransform& from, glm::dvec2 view_px);
// The nearest transform with a permitted scale and enough of the page in view.
PageTransform bring_into_reach(const Stage& stage, const PageTransform& from);

}  // namespace isotherm
