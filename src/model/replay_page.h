#pragma once
// The page that a page view is replayed on: its own screenshot, or a neutral grid of the document's size.
#include <memory>
#include <span>

#include "model/replay_visit.h"
#include "model/scene.h"
#include "model/screenshot_tiles.h"

namespace isotherm {

struct ReplayPage {
  PixelSize page_px{1, 1};
  std::vector<uint32_t> screenshots;  // Recording::screenshots indices; several when the page is tiled
};

// The screenshot whose width is nearest to the page view's viewport, by ratio; of equals the wider. Without
// one: the document's size, and where that was not recorded the extent of what was seen and pointed at.
ReplayPage choose_replay_page(const Recording& recording, const ReplayVisit& visit);

// Paper and screenshot tiles of a page. `images[i]` are the decoded screenshots[i]; nullptr = not decoded.
class ReplayBase {
 public:
  Scene scene(const Recording& recording, const ReplayPage& page, std::span<const Image* const> images,
              const SceneView& view);

 private:
  ScreenshotTiles tiles_;
};

}  // namespace isotherm
