#pragma once
// A whole page as one image.
#include <functional>
#include <optional>
#include <span>

#include "base/png.h"
#include "model/picture.h"
#include "render/caption.h"
#include "render/renderer.h"

namespace isotherm {

struct ExportOptions {
  bool with_caption = false;  // title above, legend and sample line below, outside the page area
};

// Screenshot pixels decide the size: the picture has the screenshot's own pixel size, or the page's CSS size
// when there is none. The pictures of a tiled page are laid out by their tile positions.
struct ExportLayout {
  Rect page;  // the part of the page that is exported
  glm::dvec2 view_px_per_page_px{1, 1};
  PixelSize size;  // of the page in the picture, without caption
};

// The picture from top to bottom, a strip at a time: memory does not grow with the page's height.
class PictureStrips {
 public:
  // Borrows all three; `images` as in Picture::scene. Errors: limit for a picture that is too large.
  static Result<PictureStrips> create(Picture& picture, std::span<const Image* const> images,
                                      OffscreenRenderer& renderer, const ExportOptions& options);

  PixelSize size() const { return size_; }
  bool is_done() const { return y_ == size_.height; }
  // The next rows, RGB and as wide as the picture; good until the next call.
  Result<const Image*> next();

 private:
  PictureStrips(Picture& picture, std::span<const Image* const> images, OffscreenRenderer& renderer)
      : picture_(&picture), images_(images), renderer_(&renderer) {}
  void make_paper(int rows);
  Status draw_page(int y, int rows);

  Picture* picture_;
  std::span<const Image* const> images_;
  OffscreenRenderer* renderer_;
  ExportLayout layout_;
  std::optional<Caption> caption_;
  PixelSize size_;
  int y_ = 0;           // rows that were given
  Image strip_, page_;  // page_ only where the page is narrower than its caption
};

// All of it in memory.
Result<Image> export_picture(Picture& picture, std::span<const Image* const> images,
                             OffscreenRenderer& renderer, const ExportOptions& options);

// The PNG of what is left of the strips; `write` takes its bytes in order. Errors: those of both.
Status write_png(PictureStrips& strips, std::span<const PngText> texts,
                 const std::function<Status(ByteSpan)>& write);

}  // namespace isotherm
