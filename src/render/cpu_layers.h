#pragma once
// The reference renderer's layers below and above the heats, one by one, for pictures that are kept between
// frames.
#include "base/image.h"
#include "model/scene.h"

namespace isotherm {

// Background, paper, tiles, dimming and bands, onto all of `target`: RGB or RGBA (which becomes opaque), of
// the view's size.
void draw_page(const Scene& scene, const SceneView& view, Image& target);

// Fills, shapes and sprites, onto a view whose top left is px (x0, y0) of `target`, and which lies within it.
void draw_marks(const Scene& scene, const SceneView& view, Image& target, int x0, int y0);

}  // namespace isotherm
