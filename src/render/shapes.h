#pragma once
// Shapes in view px: where they lie, and how much of a pixel they cover. Both renderers place them here.
#include "render/placement.h"

namespace isotherm {

struct ShapePlacement {
  float from_x = 0, from_y = 0, to_x = 0, to_y = 0;  // view px
  ViewRect bounds;                                   // all px that it can touch, clipped to the view
};
ShapePlacement place_shape(const SceneShape& shape, const SceneView& view);

// At the centre of view px (x, y): how much is covered, 0..1, and how far along the line that is, 0..1.
struct ShapeCoverage {
  float coverage = 0, along = 0;
};
ShapeCoverage shape_coverage(const SceneShape& shape, const ShapePlacement& place, int x, int y);

}  // namespace isotherm
