#include "base/text.h"

#include <stb/stb_truetype.h>

#include <algorithm>
#include <cmath>

#include "embedded_font.h"

namespace isotherm {

namespace {

// The embedded font, parsed once.
const stbtt_fontinfo& font() {
  static const stbtt_fontinfo parsed = [] {
    stbtt_fontinfo info{};
    stbtt_InitFont(&info, embedded::font_ttf.data(), 0);
    return info;
  }();
  return parsed;
}

// Decodes one code point at `index` and moves past it; a malformed byte is the replacement character.
int next_code_point(std::string_view utf8, size_t& index) {
  const auto lead = static_cast<uint8_t>(utf8[index++]);
  if (lead < 0x80) return lead;
  const int extra = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  if (extra == 0 || index + extra > utf8.size()) return 0xFFFD;
  int code_point = lead & (0x3F >> extra);
  for (int i = 0; i < extra; ++i) {
    const auto byte = static_cast<uint8_t>(utf8[index]);
    if ((byte & 0xC0) != 0x80) return 0xFFFD;
    code_point = (code_point << 6) | (byte & 0x3F);
    ++index;
  }
  return code_point;
}

// Calls place(glyph, x) for each glyph with its pen position in px; returns the pen's end.
template <typename Place>
float lay_out(std::string_view utf8, float scale, Place&& place) {
  float x = 0;
  int previous = -1;
  for (size_t index = 0; index < utf8.size();) {
    const int glyph = stbtt_FindGlyphIndex(&font(), next_code_point(utf8, index));
    if (previous >= 0) x += scale * static_cast<float>(stbtt_GetGlyphKernAdvance(&font(), previous, glyph));
    place(glyph, x);
    int advance = 0, bearing = 0;
    stbtt_GetGlyphHMetrics(&font(), glyph, &advance, &bearing);
    x += scale * static_cast<float>(advance);
    previous = glyph;
  }
  return x;
}

int whole_px(float width) {
  return static_cast<int>(std::ceil(width));
}

}  // namespace

ByteSpan font_bytes() {
  return embedded::font_ttf;
}

int text_width(std::string_view utf8, float size_px) {
  const float scale = stbtt_ScaleForPixelHeight(&font(), size_px);
  return whole_px(lay_out(utf8, scale, [](int, float) {}));
}

Image draw_text(std::string_view utf8, float size_px, Rgba color) {
  const float scale = stbtt_ScaleForPixelHeight(&font(), size_px);
  int ascent = 0, descent = 0, line_gap = 0;
  stbtt_GetFontVMetrics(&font(), &ascent, &descent, &line_gap);
  const int baseline = whole_px(scale * static_cast<float>(ascent));
  const int height = baseline + whole_px(-scale * static_cast<float>(descent));
  const int width = text_width(utf8, size_px);
  if (width == 0 || height == 0) return {};

  std::vector<uint8_t> coverage(static_cast<size_t>(width) * height, 0);
  lay_out(utf8, scale, [&](int glyph, float x) {
    const float whole = std::floor(x);
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    stbtt_GetGlyphBitmapBoxSubpixel(&font(), glyph, scale, scale, x - whole, 0, &x0, &y0, &x1, &y1);
    const int glyph_width = x1 - x0, glyph_height = y1 - y0;
    if (glyph_width <= 0 || glyph_height <= 0) return;
    std::vector<uint8_t> bitmap(static_cast<size_t>(glyph_width) * glyph_height);
    stbtt_MakeGlyphBitmapSubpixel(&font(), bitmap.data(), glyph_width, glyph_height, glyph_width, scale,
                                  scale, x - whole, 0, glyph);
    for (int row = 0; row < glyph_height; ++row) {
      for (int column = 0; column < glyph_width; ++column) {
        const int to_x = static_cast<int>(whole) + x0 + column, to_y = baseline + y0 + row;
        if (to_x < 0 || to_x >= width || to_y < 0 || to_y >= height) continue;
        uint8_t& target = coverage[static_cast<size_t>(to_y) * width + to_x];
        target = std::max(target, bitmap[static_cast<size_t>(row) * glyph_width + column]);
      }
    }
  });

  Image image(width, height, 4);
  for (size_t i = 0; i < coverage.size(); ++i) {
    uint8_t* pixel = image.pixels.data() + 4 * i;
    pixel[0] = color.r;
    pixel[1] = color.g;
    pixel[2] = color.b;
    pixel[3] = static_cast<uint8_t>((coverage[i] * color.a + 127) / 255);
  }
  return image;
}

namespace {

// Source-over of a straight-alpha colour onto one pixel of 3 or 4 channels.
void blend_pixel(uint8_t* target, int channels, const uint8_t* rgb, int alpha) {
  for (int c = 0; c < 3; ++c)
    target[c] = static_cast<uint8_t>((rgb[c] * alpha + target[c] * (255 - alpha) + 127) / 255);
  if (channels == 4) target[3] = static_cast<uint8_t>(alpha + (target[3] * (255 - alpha) + 127) / 255);
}

}  // namespace

void blend_image(Image& target, const Image& source, int x, int y) {
  const int x0 = std::max(0, x), x1 = std::min(target.width, x + source.width);
  const int y0 = std::max(0, y), y1 = std::min(target.height, y + source.height);
  for (int to_y = y0; to_y < y1; ++to_y) {
    for (int to_x = x0; to_x < x1; ++to_x) {
      const uint8_t* from = source.row(to_y - y) + static_cast<size_t>(to_x - x) * source.channels;
      blend_pixel(target.row(to_y) + static_cast<size_t>(to_x) * target.channels, target.channels, from,
                  source.channels == 4 ? from[3] : 255);
    }
  }
}

void fill_rect(Image& target, int x0, int y0, int x1, int y1, Rgba color) {
  const uint8_t rgb[3] = {color.r, color.g, color.b};
  for (int y = std::max(0, y0); y < std::min(target.height, y1); ++y) {
    for (int x = std::max(0, x0); x < std::min(target.width, x1); ++x) {
      blend_pixel(target.row(y) + static_cast<size_t>(x) * target.channels, target.channels, rgb, color.a);
    }
  }
}

}  // namespace isotherm
