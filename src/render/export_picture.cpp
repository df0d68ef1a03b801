#include "render/export_picture.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "render/caption.h"

namespace isotherm {
namespace {

constexpr int kBandRows = 1024;
constexpr Rgba kCaptionPaper{255, 255, 255, 255};

// The part of the page that is exported, and its size in the picture.
struct Layout {
  Rect page;
  glm::dvec2 view_px_per_page_px{1, 1};
  PixelSize size;
};

int rounded_px(double value) {
  return static_cast<int>(std::lround(std::clamp(value, 1.0, 1e9)));
}

Layout layout_of(const Scene& scene) {
  Layout layout;
  bool has_tiles = false;
  for (const SceneTile& tile : scene.tiles) {
    if (tile.image == nullptr || tile.image->empty() || tile.page.empty()) continue;
    if (!has_tiles) {
      layout.page = tile.page;
      layout.view_px_per_page_px = {tile.image->width / tile.page.width(),
                                    tile.image->height / tile.page.height()};
    }
    has_tiles = true;
    layout.page = {std::min(layout.page.x0, tile.page.x0), std::min(layout.page.y0, tile.page.y0),
                   std::max(layout.page.x1, tile.page.x1), std::max(layout.page.y1, tile.page.y1)};
  }
  if (!has_tiles) {
    layout.page = {0, 0, static_cast<double>(scene.page_px.width), static_cast<double>(scene.page_px.height)};
  }
  layout.size = {rounded_px(layout.page.width() * layout.view_px_per_page_px.x),
                 rounded_px(layout.page.height() * layout.view_px_per_page_px.y)};
  return layout;
}

Status check_size(PixelSize size) {
  if (size.width <= kMaxImageWidth && size.height <= kMaxImageHeight &&
      static_cast<int64_t>(size.width) * size.height <= kMaxImagePixels) {
    return success();
  }
  return make_error(ErrorCode::limit,
                    "The picture would have " + std::to_string(size.width) + " x " +
                        std::to_string(size.height) + " px, more than " + std::to_string(kMaxImageWidth) +
                        " x " + std::to_string(kMaxImageHeight) + " or " +
                        std::to_string(kMaxImagePixels >> 20) + " Mi px in all; give a smaller screenshot");
}

double text_scale(const Layout& layout) {
  return std::clamp(layout.view_px_per_page_px.x, 1.0, 4.0);
}

SceneView band_of(const Layout& layout, int y, int rows) {
  const glm::dvec2 scale = layout.view_px_per_page_px;
  return {{{layout.page.x0, layout.page.y0 + y / scale.y}, scale}, {layout.size.width, rows}};
}

Status draw_page(Picture& picture, std::span<const Image* const> images, OffscreenRenderer& renderer,
                 const Layout& layout, Image& target, int y0) {
  for (int y = 0; y < layout.size.height; y += kBandRows) {
    const SceneView view = band_of(layout, y, std::min(kBandRows, layout.size.height - y));
    const Scene scene = picture.scene(view, images, text_scale(layout));
    ISOTHERM_TRY(renderer.draw(scene, view, target, y0 + y));
  }
  return success();
}

void paint_paper(Image& image, int y0, int y1) {
  fill_rect(image, 0, y0, image.width, y1, kCaptionPaper);
}

Result<Image> draw_with_caption(Picture& picture, std::span<const Image* const> images,
                                OffscreenRenderer& renderer, const Layout& layout) {
  const Caption caption({picture.title(), picture.legend(), picture.sample_line()}, layout.size.width,
                        text_scale(layout));
  const int page_y0 = caption.top_px(), page_y1 = page_y0 + layout.size.height;
  Image image(caption.width_px(), page_y1 + caption.bottom_px(), 3);
  if (image.width == layout.size.width) {
    ISOTHERM_TRY(draw_page(picture, images, renderer, layout, image, page_y0));
  } else {
    // Narrower than its caption: the page stands in the middle.
    Image page(layout.size.width, layout.size.height, 3);
    ISOTHERM_TRY(draw_page(picture, images, renderer, layout, page, 0));
    paint_paper(image, page_y0, page_y1);
    blend_image(image, page, (image.width - page.width) / 2, page_y0);
  }
  paint_paper(image, 0, page_y0);
  paint_paper(image, page_y1, image.height);
  caption.draw_top(image, 0);
  caption.draw_bottom(image, page_y1);
  return image;
}

}  // namespace

Result<Image> export_picture(Picture& picture, std::span<const Image* const> images,
                             OffscreenRenderer& renderer, const ExportOptions& options) {
  const Scene probe = picture.scene({{}, {1, 1}}, images);
  Layout layout = layout_of(probe);
  layout.size.width += picture.side_graph_px(text_scale(layout));  // to the right of the page
  ISOTHERM_TRY(check_size(layout.size));
  if (options.with_caption) return draw_with_caption(picture, images, renderer, layout);
  Image image(layout.size.width, layout.size.height, 3);
  ISOTHERM_TRY(draw_page(picture, images, renderer, layout, image, 0));
  return image;
}

}  // namespace isotherm
