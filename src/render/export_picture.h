#pragma once
// A whole page as one image.
#include <string>

#include "model/picture.h"
#include "render/renderer.h"

namespace isotherm {

struct ExportOptions {
  bool with_caption = false;  // title above, legend and sample line below, outside the page area
};

// Screenshot pixels decide the size: the picture has the screenshot's own pixel size, or the page's CSS size
// when there is none. Drawn in bands, so that memory beyond the result does not grow with the page's height.
// `images` as in Picture::scene. The pictures of a tiled page are laid out by their tile positions.
Result<Image> export_picture(Picture& picture, std::span<const Image* const> images,
                             OffscreenRenderer& renderer, const ExportOptions& options);

}  // namespace isotherm
