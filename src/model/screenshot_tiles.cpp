#include "model/screenshot_tiles.h"

#include <algorithm>
#include <utility>

#include "model/revision.h"

namespace isotherm {

void ScreenshotTiles::add_to(Scene& scene, const Recording& recording, std::span<const uint32_t> screenshots,
                             std::span<const Image* const> images) {
  std::vector<Key> keys;
  for (size_t i = 0; i < std::min(images.size(), screenshots.size()); ++i) {
    if (images[i] == nullptr || images[i]->empty()) continue;
    const ScreenshotInfo& info = recording.screenshots[screenshots[i]].info;
    const double x = info.tile_x, y = info.tile_y;
    const Rect page{x, y, x + info.css_width, y + info.css_height};
    scene.tiles.push_back({images[i], page});
    keys.push_back({page, images[i], images[i]->pixels.data(), info.checksum});
  }
  if (keys != keys_ || revision_ == 0) {
    keys_ = std::move(keys);
    revision_ = next_revision();
  }
  scene.tiles_revision = revision_;
}

}  // namespace isotherm
