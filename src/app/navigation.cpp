#include "app/navigation.h"

#include <algorithm>
#include <cmath>

namespace isotherm {
namespace {

constexpr double kEdgeCssPx = 24;  // how far a pan may pull the page's edge into the view

// Where the page's left (top) edge may lie, in view px.
struct Span {
  double low, high;
};

// Tight: no further than `edge` inside the view; a page smaller than the view may lie anywhere within it.
Span tight_span(double view, double page, double edge) {
  const double near = edge, far = view - page - edge;
  return {std::min(near, far), std::max(near, far)};
}

// Loose: half of the view, or of a smaller page, still shows the page.
Span loose_span(double view, double page) {
  const double shown = std::min(view, page) / 2;
  return {shown - page, view - shown};
}

struct Placed {
  double scale;
  glm::dvec2 corner;  // of the page, view px
};

Placed placed(const PageTransform& transform) {
  const double scale = transform.view_px_per_page_px.x;
  return {scale, transform.origin_page * -scale};
}

PageTransform transform_of(const Stage& stage, Placed placed) {
  // At one page px per screen px whole offsets keep the screenshot's text crisp.
  if (std::abs(placed.scale / stage.pixel_ratio - 1) < 1e-6) {
    placed.scale = stage.pixel_ratio;
    placed.corner = {std::round(placed.corner.x), std::round(placed.corner.y)};
  }
  // Adding 0 turns -0 into 0.
  return {placed.corner / -placed.scale + glm::dvec2(0, 0), glm::dvec2(placed.scale, placed.scale)};
}

bool is_finite(glm::dvec2 p) {
  return std::isfinite(p.x) && std::isfinite(p.y);
}

glm::dvec2 sizes(PixelSize size) {
  return {size.width, size.height};
}

Placed in_reach(const Stage& stage, Placed at) {
  const auto range = scale_range(stage);
  at.scale = std::clamp(at.scale, range.min, range.max);
  const auto page = sizes(stage.page_px) * at.scale, view = sizes(stage.view_px);
  for (int axis = 0; axis < 2; ++axis) {
    const auto span = loose_span(view[axis], page[axis]);
    at.corner[axis] = std::clamp(at.corner[axis], span.low, std::max(span.low, span.high));
  }
  return at;
}

}  // namespace

ScaleRange scale_range(const Stage& stage) {
  const double whole =
      std::min(static_cast<double>(stage.view_px.width) / std::max(1, stage.page_px.width),
               static_cast<double>(stage.view_px.height) / std::max(1, stage.page_px.height));
  const double max = 16 * stage.pixel_ratio;
  return {std::clamp(std::min(whole, 0.1 * stage.pixel_ratio), 1e-4, max), max};
}

PageTransform fit_width(const Stage& stage) {
  const auto range = scale_range(stage);
  const double scale = static_cast<double>(stage.view_px.width) / std::max(1, stage.page_px.width);
  return transform_of(stage, {std::clamp(scale, range.min, range.max), {0, 0}});
}

PageTransform first_view(const Stage& stage) {
  const auto fit = fit_width(stage);
  const double scale = std::min(fit.view_px_per_page_px.x, 2 * stage.pixel_ratio);
  if (scale == fit.view_px_per_page_px.x) return fit;
  return transform_of(stage,
                      {scale, {std::floor((stage.view_px.width - stage.page_px.width * scale) / 2), 0}});
}

PageTransform zoom_at(const Stage& stage, const PageTransform& from, glm::dvec2 view, double factor) {
  if (!(factor > 0) || !is_finite(view)) return from;
  const auto range = scale_range(stage);
  auto at = placed(from);
  const double scale = std::clamp(at.scale * factor, range.min, range.max);
  at.corner = view + (at.corner - view) * (scale / at.scale);
  at.scale = scale;
  return transform_of(stage, in_reach(stage, at));
}

PageTransform pan_by(const Stage& stage, const PageTransform& from, glm::dvec2 view_px) {
  if (!is_finite(view_px)) return from;
  auto at = placed(from);
  const auto page = sizes(stage.page_px) * at.scale, view = sizes(stage.view_px);
  for (int axis = 0; axis < 2; ++axis) {
    auto span = tight_span(view[axis], page[axis], kEdgeCssPx * stage.pixel_ratio);
    span = {std::min(span.low, at.corner[axis]), std::max(span.high, at.corner[axis])};
    at.corner[axis] = std::clamp(at.corner[axis] + view_px[axis], span.low, span.high);
  }
  return transform_of(stage, at);
}

PageTransform bring_into_reach(const Stage& stage, const PageTransform& from) {
  if (!is_finite(from.origin_page) || !(from.view_px_per_page_px.x > 0)) return fit_width(stage);
  return transform_of(stage, in_reach(stage, placed(from)));
}

}  // namespace isotherm
