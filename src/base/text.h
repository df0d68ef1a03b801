#pragma once
// Text as coverage images, for labels and captions: the same pixels from every renderer.
#include <string_view>

#include "base/image.h"

namespace isotherm {

// RGBA: `color` with its alpha scaled by the glyph coverage; height = ascent + descent of the font at
// `size_px`. UTF-8; characters that the font lacks draw its replacement box. An empty text gives an empty
// image.
Image draw_text(std::string_view utf8, float size_px, Rgba color);

// Width in px that draw_text would give.
int text_width(std::string_view utf8, float size_px);

// The bytes of the embedded TrueType font, for the panel.
ByteSpan font_bytes();

// Source-over blend of `source` onto `target` with its top left at (x, y); clipped.
void blend_image(Image& target, const Image& source, int x, int y);
void fill_rect(Image& target, int x0, int y0, int x1, int y1, Rgba color);

}  // namespace isotherm
