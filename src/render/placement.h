#pragma once
// Where things of a scene land in the view: the one set of roundings that both renderers use.
#include "base/result.h"
#include "model/scene.h"

namespace isotherm {

// floor(v + 0.5), kept within +-2^30.
int round_half_up(double value);
ViewRect intersection(const ViewRect& a, const ViewRect& b);
inline bool is_empty(const ViewRect& r) {
  return r.x1 <= r.x0 || r.y1 <= r.y0;
}
inline ViewRect whole(const SceneView& view) {
  return {0, 0, view.size.width, view.size.height};
}

// A position that grows by `step` > 0 with each view px.
struct Axis {
  double offset = 0, step = 1;
  double at(double view_px) const { return offset + view_px * step; }
  // The first view px p with at(p) >= value.
  int first_px_from(double value) const;
};

// One axis of a picture stretched over view px [view0, view1).
//
// Every view px gets the mean of the picture over the area that the px covers, so a picture at its own size,
// or enlarged by a whole number, is copied exactly. Where a px covers two image px or more, the mean is taken
// over an image reduced by 2^level (image_level.h), so that it always covers less than two of its texels.
struct ImageAxis {
  int view0 = 0, view1 = 0;
  int level = 0;
  int texels = 0;        // of the reduced image
  Axis texel_from_view;  // where a view px starts, in texels of the reduced image
  bool is_copy() const { return texel_from_view.step == 1; }
  int taps() const { return texel_from_view.step <= 1 ? 2 : 3; }
};

struct ImagePlacement {
  ImageAxis x, y;
  ViewRect view() const { return {x.view0, y.view0, x.view1, y.view1}; }
};

// The edges of the page rectangle are rounded to whole view px; the picture is stretched over the result.
ImagePlacement place_image(PixelSize image, const Rect& page, const SceneView& view);

// The view px that the page covers.
ViewRect place_page(const Scene& scene, const SceneView& view);
// The view px of a sprite, unclipped.
ViewRect place_sprite(const SceneSprite& sprite, const SceneView& view);
// Dimming as a colour to blend over the page.
Rgba dimming_color(double dimming);

// The place of a view px's centre among a density field's coefficients: the integer part is the first of the
// four that count, plus kHeatPadding.
inline constexpr int kHeatPadding = 3;  // zeros around the field, so that four can always be taken
struct HeatAxes {
  Axis x, y;
  ViewRect support;  // the view px where the field is not zero by definition; unclipped
};
HeatAxes place_heat(const DensityField& field, const SceneView& view);

// Whether draw(view, target, y0) has its rows to fill.
Status check_target(const SceneView& view, const Image& target, int y0);

}  // namespace isotherm
