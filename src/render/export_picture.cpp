#include "render/export_picture.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace isotherm {
namespace {

constexpr int kStripRows = 1024;
constexpr Rgba kCaptionPaper{255, 255, 255, 255};

int rounded_px(double value) {
  return static_cast<int>(std::lround(std::clamp(value, 1.0, 1e9)));
}

ExportLayout layout_of(const Scene& scene) {
  ExportLayout layout;
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

double text_scale(const ExportLayout& layout) {
  return std::clamp(layout.view_px_per_page_px.x, 1.0, 4.0);
}

SceneView band_of(const ExportLayout& layout, int y, int rows) {
  const glm::dvec2 scale = layout.view_px_per_page_px;
  return {{{layout.page.x0, layout.page.y0 + y / scale.y}, scale}, {layout.size.width, rows}};
}

}  // namespace

Result<PictureStrips> PictureStrips::create(Picture& picture, std::span<const Image* const> images,
                                            OffscreenRenderer& renderer, const ExportOptions& options) {
  PictureStrips strips(picture, images, renderer);
  ExportLayout& layout = strips.layout_;
  layout = layout_of(picture.scene({{}, {1, 1}}, images));
  layout.size.width += picture.side_graph_px(text_scale(layout));  // to the right of the page
  ISOTHERM_TRY(check_size(layout.size));
  strips.size_ = layout.size;
  if (options.with_caption) {
    const Caption& caption = strips.caption_.emplace(
        CaptionText{picture.title(), picture.legend(), picture.overlay_legends(), picture.sample_line()},
        layout.size.width, text_scale(layout));
    strips.size_ = {caption.width_px(), layout.size.height + caption.top_px() + caption.bottom_px()};
  }
  return strips;
}

void PictureStrips::make_paper(int rows) {
  if (strip_.width != size_.width || strip_.height != rows) strip_ = Image(size_.width, rows, 3);
  fill_rect(strip_, 0, 0, strip_.width, rows, kCaptionPaper);
}

Status PictureStrips::draw_page(int y, int rows) {
  const SceneView view = band_of(layout_, y, rows);
  const Scene scene = picture_->scene(view, images_, text_scale(layout_));
  const bool is_narrow = layout_.size.width < size_.width;
  Image& page = is_narrow ? page_ : strip_;
  if (page.width != layout_.size.width || page.height != rows) page = Image(layout_.size.width, rows, 3);
  ISOTHERM_TRY(renderer_->draw(scene, view, page, 0));
  if (!is_narrow) return success();
  make_paper(rows);
  blend_image(strip_, page_, (size_.width - page_.width) / 2, 0);
  return success();
}

Result<const Image*> PictureStrips::next() {
  const int page_y0 = caption_ ? caption_->top_px() : 0, page_y1 = page_y0 + layout_.size.height;
  if (is_done()) return make_error(ErrorCode::invalid_argument, "The picture has no more rows");
  if (y_ < page_y0) {
    make_paper(page_y0);
    caption_->draw_top(strip_, 0);
  } else if (y_ < page_y1) {
    ISOTHERM_TRY(draw_page(y_ - page_y0, std::min(kStripRows, page_y1 - y_)));
  } else {
    make_paper(size_.height - page_y1);
    caption_->draw_bottom(strip_, 0);
  }
  y_ += strip_.height;
  return &strip_;
}

Result<Image> export_picture(Picture& picture, std::span<const Image* const> images,
                             OffscreenRenderer& renderer, const ExportOptions& options) {
  ISOTHERM_ASSIGN(PictureStrips strips, PictureStrips::create(picture, images, renderer, options));
  Image image(strips.size().width, strips.size().height, 3);
  for (int y = 0; !strips.is_done();) {
    ISOTHERM_ASSIGN(const Image* strip, strips.next());
    std::copy(strip->pixels.begin(), strip->pixels.end(), image.row(y));
    y += strip->height;
  }
  return image;
}

Status write_png(PictureStrips& strips, std::span<const PngText> texts,
                 const std::function<Status(ByteSpan)>& write) {
  PngWriter writer(strips.size(), 3);
  ISOTHERM_TRY(write(writer.begin(texts)));
  while (!strips.is_done()) {
    ISOTHERM_ASSIGN(const Image* strip, strips.next());
    ISOTHERM_ASSIGN(const Bytes bytes, writer.add(*strip));
    ISOTHERM_TRY(write(bytes));
  }
  ISOTHERM_ASSIGN(const Bytes end, writer.end());
  return write(end);
}

}  // namespace isotherm
