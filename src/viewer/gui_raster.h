#pragma once
// Dear ImGui's triangles drawn into memory, where there is no GL, or GL is a software rasteriser itself.
#include <imgui.h>

#include "base/image.h"

namespace isotherm {

// The font atlas: how much of each texel is covered.
struct GlyphAtlas {
  const uint8_t* coverage = nullptr;  // borrowed
  int width = 0, height = 0;
};

// Draws source-over what a GL backend would, with px centres deciding what a triangle covers. `target`: RGBA,
// opaque. No texture but the atlas is known, and callbacks are left out.
void draw_gui(const ImDrawData& data, const GlyphAtlas& atlas, Image& target);

}  // namespace isotherm
