#pragma once
// What a renderer draws. Plain data; borrowed pointers live as long as the Picture that made the scene.
// Drawing order: background, page tiles, dimming, bands, heats, fills, shapes, sprites. Every layer is
// blended source-over in 8-bit sRGB.
#include <cstdint>
#include <vector>

#include "base/geometry.h"
#include "base/image.h"
#include "model/density.h"
#include "model/ramp.h"
#include "model/tone.h"

namespace isotherm {

// A picture stretched over a page rectangle. At one image px per view px it is copied exactly.
struct SceneTile {
  const Image* image = nullptr;
  Rect page;
};

struct SceneHeat {
  const DensityField* field = nullptr;  // answers for the whole visible part
  double maximum = 1;                   // density that maps to the ramp's end; > 0
  ColorTable colors{};
  double opacity = 0.8;         // 0..1, multiplies the table's alpha
  Tone tone{};                  // position on the ramp of a share of the maximum
  uint64_t field_revision = 0;  // as Scene::tiles_revision
  friend bool operator==(const SceneHeat&, const SceneHeat&) = default;
};

// A flat rectangle. Its edges are rounded to whole view px (snap()), so that renderers agree and lines stay
// crisp.
struct SceneFill {
  Rect page;
  Rgba color;
  double min_height_view_px = 0;  // for lines: at least this many view px tall, from the rounded y0
  friend bool operator==(const SceneFill&, const SceneFill&) = default;
};

// A disc, a ring or a line with soft edges: a pixel is covered by as much as its centre lies inside the edge,
// from 0 half a px outside to 1 half a px inside. Positions are page px, sizes view px, both unrounded.
struct SceneShape {
  glm::dvec2 from_page{0, 0}, to_page{0, 0};  // a line's ends; equal = a disc or a ring
  float from_radius = 1, to_radius = 1;       // a line's half width grows evenly from one to the other
  float thickness = 0;                        // > 0: only the outline, this wide
  Rgba from_color, to_color;                  // changes evenly along a line
};

// A small image drawn at its own size, 1 image px = 1 view px.
struct SceneSprite {
  const Image* image = nullptr;  // RGBA
  glm::dvec2 anchor_page{0, 0};  // this page point ...
  bool is_pinned_left = false;   // ... or, in x, the view's left edge
  int dx = 0, dy = 0;            // ... plus this many view px is the sprite's top left
};

struct Scene {
  PixelSize page_px;                 // CSS px
  Rgba background{32, 33, 36, 255};  // outside the page
  Rgba paper{255, 255, 255, 255};    // the page where no tile covers it
  std::vector<SceneTile> tiles;
  double dimming = 0;            // 0..1: black over the page
  std::vector<SceneFill> bands;  // areas that lie under the heats
  std::vector<SceneHeat> heats;  // first to last
  std::vector<SceneFill> fills;
  std::vector<SceneShape> shapes;
  std::vector<SceneSprite> sprites;
  // A renderer keeps what it uploaded for as long as these do not change.
  // Revisions are unique in a process: equal numbers mean equal content, whichever Picture made the scene.
  uint64_t tiles_revision = 0;
};

// Output rectangle and where the page lies in it. Export: origin = band top left, scale = image px / CSS px.
struct SceneView {
  PageTransform transform;
  PixelSize size;
  friend bool operator==(const SceneView&, const SceneView&) = default;
};

// What the view shows of the page; page px.
Rect visible_page(PixelSize page_px, const SceneView& view);

struct ViewRect {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};  // half-open view px
// Edges rounded to nearest (half up), clipped to the view.
ViewRect snap(const Rect& page, const SceneView& view, double min_height_view_px = 0);

}  // namespace isotherm
