#include "cli/replay_frames.h"

#include <algorithm>
#include <cmath>

namespace isotherm::cli {

int ReplayFrames::whole_px(double px) {
  return std::max(1, static_cast<int>(std::lround(px)));
}

PixelSize ReplayFrames::reduced(glm::dvec2 size) {
  const double scale = std::min(1.0, kLongestSidePx / std::max(size.x, size.y));
  return {whole_px(size.x * scale), whole_px(size.y * scale)};
}

double ReplayFrames::overlay_scale(const PageTransform& transform) {
  return std::clamp(transform.view_px_per_page_px.x, 0.75, 4.0);
}

Result<std::vector<Image>> decode_screenshots(const Recording& recording, std::span<const uint32_t> indices) {
  std::vector<Image> decoded;
  decoded.reserve(indices.size());
  for (const uint32_t index : indices) {
    Result<Image> image = decode_image(recording.screenshots[index].encoded);
    if (!image) return make_error(image.error().code, "a page's screenshot: " + image.error().to_string());
    decoded.push_back(std::move(image).value());
  }
  return decoded;
}

}  // namespace isotherm::cli
