#pragma once
// The few pieces of context state that drawing here depends on, set explicitly and never assumed.
#include <cstdint>
#include <string_view>

#include "base/geometry.h"
#include "base/image.h"
#include "base/result.h"

namespace isotherm::gl {

// In GL's window coordinates: (x, y) is the lower left corner in the framebuffer's rows.
struct Viewport {
  int x = 0, y = 0, width = 0, height = 0;
};

int max_texture_size();

// Sets everything that a 2D pass needs, whatever was set before: viewport and scissor to `viewport`, no
// depth, stencil, culling or dither, all colour channels written.
void begin_pass(const Viewport& viewport);
// Leaves scissor and blending off, no program, vertex array or texture bound.
void end_pass();

void clear(Rgba color);
// Source-over for premultiplied colours, or off.
void set_blending(bool is_on);

// Reads the bound framebuffer as RGBA, lowest row first. `pixels` holds width * height * 4 bytes.
void read_rgba(const Viewport& area, uint8_t* pixels);

// The context's pending error as one of ours, saying what was `doing`.
Status take_error(std::string_view doing);

}  // namespace isotherm::gl
