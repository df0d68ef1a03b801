// The reference renderer: rows of 8-bit RGB, rounded after each layer as blending in an 8-bit framebuffer is.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "render/cpu_layers.h"
#include "render/heat_rows.h"
#include "render/image_level.h"
#include "render/placement.h"
#include "render/renderer.h"
#include "render/shapes.h"

namespace isotherm {
namespace {

// Where in the target the view lies. What is drawn leaves a fourth channel as it is, but for opaque fills.
struct Canvas {
  Image& image;
  int x0, y0;
  uint8_t* at(int x, int y) const {
    return image.row(y0 + y) + static_cast<size_t>(x0 + x) * static_cast<size_t>(image.channels);
  }
};

uint8_t blend_straight(uint8_t below, uint8_t color, uint8_t alpha) {
  return static_cast<uint8_t>((color * alpha + below * (255 - alpha) + 127) / 255);
}

void fill_opaque(const Canvas& canvas, const ViewRect& area, Rgba color) {
  uint8_t* first = canvas.at(area.x0, area.y0);
  const auto channels = static_cast<size_t>(canvas.image.channels);
  const size_t bytes = static_cast<size_t>(area.x1 - area.x0) * channels;
  const std::array<uint8_t, 4> px{color.r, color.g, color.b, 255};
  for (size_t i = 0; i < bytes; i += channels)
    std::copy_n(px.data(), channels, first + i);
  for (int y = area.y0 + 1; y < area.y1; ++y)
    std::memcpy(canvas.at(area.x0, y), first, bytes);
}

void fill(const Canvas& canvas, const ViewRect& area, Rgba color) {
  if (is_empty(area) || color.a == 0) return;
  if (color.a == 255) return fill_opaque(canvas, area, color);
  std::array<std::array<uint8_t, 256>, 3> blended{};
  for (int below = 0; below < 256; ++below) {
    blended[0][below] = blend_straight(static_cast<uint8_t>(below), color.r, color.a);
    blended[1][below] = blend_straight(static_cast<uint8_t>(below), color.g, color.a);
    blended[2][below] = blend_straight(static_cast<uint8_t>(below), color.b, color.a);
  }
  for (int y = area.y0; y < area.y1; ++y) {
    uint8_t* out = canvas.at(area.x0, y);
    for (int x = area.x0; x < area.x1; ++x, out += canvas.image.channels) {
      for (int c = 0; c < 3; ++c)
        out[c] = blended[c][out[c]];
    }
  }
}

void draw_fills(const Canvas& canvas, const std::vector<SceneFill>& fills, const SceneView& view) {
  for (const SceneFill& f : fills)
    fill(canvas, snap(f.page, view, f.min_height_view_px), f.color);
}

// Image px onto as many view px, from (x, y) on.
void copy_row(const Canvas& canvas, int x, int y, const uint8_t* from, int count, int channels) {
  uint8_t* out = canvas.at(x, y);
  const int out_channels = canvas.image.channels;
  if (channels == 3 && out_channels == 3) {
    std::memcpy(out, from, static_cast<size_t>(count) * 3);
    return;
  }
  for (int i = 0; i < count; ++i, out += out_channels, from += channels) {
    for (int c = 0; c < 3; ++c)
      out[c] = channels == 3 ? from[c] : blend_straight(out[c], from[c], from[3]);
  }
}

// The texels that one view px covers, and the share of each.
struct Cover {
  int first = 0;
  std::array<float, 3> shares{};
};

Cover cover(const ImageAxis& axis, int view_px, int first_texel) {
  const double start = std::max(axis.texel_from_view.at(view_px), 0.0),
               end = start + axis.texel_from_view.step;
  Cover covered;
  covered.first = std::min(static_cast<int>(start), axis.texels - 1);
  for (int i = 0; i < 3; ++i) {
    const double texel = covered.first + i;
    const double overlap = std::min(end, texel + 1) - std::max(start, texel);
    covered.shares[i] = static_cast<float>(std::max(overlap, 0.0) / axis.texel_from_view.step);
  }
  covered.first -= first_texel;
  return covered;
}

// Means over texel areas: rows of `source` (the reduced image from texel origin on), combined first down,
// then across.
class AreaAverage {
 public:
  AreaAverage(const Image& source, const ViewRect& texels, const ImagePlacement& placement,
              const ViewRect& area)
      : source_(source), texels_(texels), placement_(placement), area_(area) {
    // Two texels of padding, so that three can always be read.
    combined_.resize((static_cast<size_t>(source.width) + 2) * source.channels);
    for (int x = area.x0; x < area.x1; ++x)
      columns_.push_back(cover(placement.x, x, texels.x0));
  }

  void draw_row(const Canvas& canvas, int y) {
    const Cover rows = cover(placement_.y, y, texels_.y0);
    std::fill(combined_.begin(), combined_.end(), 0.0f);
    for (int i = 0; i < 3; ++i) {
      if (rows.shares[i] > 0 && rows.first + i < source_.height)
        add_row(source_.row(rows.first + i), rows.shares[i]);
    }
    uint8_t* out = canvas.at(area_.x0, y);
    for (const Cover& column : columns_) {
      const float* c = combined_.data() + static_cast<size_t>(column.first) * source_.channels;
      write(out, c, column.shares);
      out += canvas.image.channels;
    }
  }

 private:
  void add_row(const uint8_t* row, float share) {
    const int width = source_.width;
    if (source_.channels == 3) {
      for (int i = 0; i < width * 3; ++i)
        combined_[i] += share * row[i];
      return;
    }
    for (int x = 0; x < width; ++x) {
      const float alpha = static_cast<float>(row[4 * x + 3]) / 255.0f;
      for (int c = 0; c < 3; ++c)
        combined_[4 * x + c] += share * alpha * row[4 * x + c];
      combined_[4 * x + 3] += share * alpha;
    }
  }

  void write(uint8_t* out, const float* c, const std::array<float, 3>& shares) const {
    const int channels = source_.channels;
    const auto mean = [&](int channel) {
      return (c[channel] * shares[0] + c[channels + channel] * shares[1]) +
             c[2 * channels + channel] * shares[2];
    };
    const float keep = channels == 4 ? 1.0f - mean(3) : 0.0f;
    for (int i = 0; i < 3; ++i) {
      const float value = channels == 4 ? mean(i) + keep * out[i] : mean(i);
      out[i] = static_cast<uint8_t>(std::clamp(value + 0.5f, 0.0f, 255.0f));
    }
  }

  const Image& source_;
  ViewRect texels_;
  const ImagePlacement& placement_;
  ViewRect area_;
  std::vector<Cover> columns_;
  std::vector<float> combined_;
};

// The texels of the reduced image that view px [view0, view1) can touch.
void texel_range(const ImageAxis& axis, int view0, int view1, int& first, int& last) {
  first = std::clamp(static_cast<int>(axis.texel_from_view.at(view0)), 0, axis.texels - 1);
  last = std::clamp(static_cast<int>(axis.texel_from_view.at(view1)) + 1, first + 1, axis.texels);
}

void draw_tile(const Canvas& canvas, const SceneTile& tile, const SceneView& view) {
  const Image& image = *tile.image;
  const ImagePlacement placement = place_image({image.width, image.height}, tile.page, view);
  const ViewRect area = intersection(placement.view(), whole(view));
  if (is_empty(area)) return;
  const bool is_reduced = placement.x.level > 0 || placement.y.level > 0;
  if (!is_reduced && placement.x.is_copy() && placement.y.is_copy()) {
    for (int y = area.y0; y < area.y1; ++y) {
      const uint8_t* from =
          image.row(y - placement.y.view0) +
          static_cast<size_t>(area.x0 - placement.x.view0) * static_cast<size_t>(image.channels);
      copy_row(canvas, area.x0, y, from, area.x1 - area.x0, image.channels);
    }
    return;
  }
  ViewRect texels;
  texel_range(placement.x, area.x0, area.x1, texels.x0, texels.x1);
  texel_range(placement.y, area.y0, area.y1, texels.y0, texels.y1);
  const Image reduced = is_reduced ? reduce(image, placement.x.level, placement.y.level, texels) : Image();
  if (!is_reduced) texels = {0, 0, image.width, image.height};
  AreaAverage average(is_reduced ? reduced : image, texels, placement, area);
  for (int y = area.y0; y < area.y1; ++y)
    average.draw_row(canvas, y);
}

void draw_heat(const Canvas& canvas, const SceneHeat& heat, const SceneView& view, const ViewRect& page) {
  if (heat.field == nullptr || heat.field->empty()) return;
  // Fog lies where nothing happened, too.
  const bool shows_nothing = heat.colors.front().a > 0;
  const ViewRect area = shows_nothing ? page : intersection(page, place_heat(*heat.field, view).support);
  if (is_empty(area)) return;
  const std::vector<HeatBlend> blends = make_heat_blends(heat);
  HeatRows rows(heat, view, area);
  std::vector<uint16_t> steps(static_cast<size_t>(area.x1 - area.x0));
  for (int y = area.y0; y < area.y1; ++y) {
    if (!rows.row(y, steps)) {
      if (!shows_nothing) continue;
      std::fill(steps.begin(), steps.end(), uint16_t{0});
    }
    uint8_t* out = canvas.at(area.x0, y);
    for (const uint16_t step : steps) {
      const HeatBlend& b = blends[step];
      out[0] = blend(out[0], b.r, b.keep);
      out[1] = blend(out[1], b.g, b.keep);
      out[2] = blend(out[2], b.b, b.keep);
      out += canvas.image.channels;
    }
  }
}

void draw_shape(const Canvas& canvas, const SceneShape& shape, const SceneView& view) {
  const ShapePlacement place = place_shape(shape, view);
  const ViewRect& area = place.bounds;
  if (is_empty(area)) return;
  const auto channels = [](Rgba c) {
    return std::array<float, 4>{static_cast<float>(c.r), static_cast<float>(c.g), static_cast<float>(c.b),
                                static_cast<float>(c.a) / 255.0f};
  };
  const auto from = channels(shape.from_color), to = channels(shape.to_color);
  for (int y = area.y0; y < area.y1; ++y) {
    uint8_t* out = canvas.at(area.x0, y);
    for (int x = area.x0; x < area.x1; ++x, out += canvas.image.channels) {
      const auto [coverage, along] = shape_coverage(shape, place, x, y);
      if (coverage <= 0) continue;
      const float alpha = (from[3] + (to[3] - from[3]) * along) * coverage;
      // Rounded before blending, as an 8-bit framebuffer's blending unit may: shapes lie over each other in
      // numbers, and differences would add up.
      const int kept = 255 - static_cast<int>(alpha * 255 + 0.5f);
      for (size_t c = 0; c < 3; ++c) {
        const float color = from[c] + (to[c] - from[c]) * along;
        const int added = static_cast<int>(color * alpha + 0.5f);
        out[c] = static_cast<uint8_t>(std::min(255, added + (out[c] * kept + 127) / 255));
      }
    }
  }
}

void draw_sprite(const Canvas& canvas, const SceneSprite& sprite, const SceneView& view) {
  if (sprite.image == nullptr || sprite.image->empty()) return;
  const Image& image = *sprite.image;
  const ViewRect place = place_sprite(sprite, view);
  const ViewRect area = intersection(place, whole(view));
  if (is_empty(area)) return;
  for (int y = area.y0; y < area.y1; ++y) {
    const uint8_t* from = image.row(y - place.y0) +
                          static_cast<size_t>(area.x0 - place.x0) * static_cast<size_t>(image.channels);
    copy_row(canvas, area.x0, y, from, area.x1 - area.x0, image.channels);
  }
}

void draw_page_on(const Canvas& canvas, const Scene& scene, const SceneView& view) {
  const ViewRect page = place_page(scene, view);
  Rgba background = scene.background;
  background.a = 255;
  fill(canvas, whole(view), background);
  fill(canvas, page, scene.paper);
  for (const SceneTile& tile : scene.tiles) {
    if (tile.image != nullptr && !tile.image->empty()) draw_tile(canvas, tile, view);
  }
  fill(canvas, page, dimming_color(scene.dimming));
  draw_fills(canvas, scene.bands, view);
}

void draw_marks_on(const Canvas& canvas, const Scene& scene, const SceneView& view) {
  draw_fills(canvas, scene.fills, view);
  for (const SceneShape& shape : scene.shapes)
    draw_shape(canvas, shape, view);
  for (const SceneSprite& sprite : scene.sprites)
    draw_sprite(canvas, sprite, view);
}

class CpuRenderer final : public OffscreenRenderer {
 public:
  Status draw(const Scene& scene, const SceneView& view, Image& target, int y0) override {
    ISOTHERM_TRY(check_target(view, target, y0));
    const Canvas canvas{target, 0, y0};
    draw_page_on(canvas, scene, view);
    for (const SceneHeat& heat : scene.heats)
      draw_heat(canvas, heat, view, place_page(scene, view));
    draw_marks_on(canvas, scene, view);
    return success();
  }
};

}  // namespace

void draw_page(const Scene& scene, const SceneView& view, Image& target) {
  draw_page_on({target, 0, 0}, scene, view);
}

void draw_marks(const Scene& scene, const SceneView& view, Image& target, int x0, int y0) {
  draw_marks_on({target, x0, y0}, scene, view);
}

std::unique_ptr<OffscreenRenderer> make_cpu_renderer() {
  return std::make_unique<CpuRenderer>();
}

}  // namespace isotherm
