#pragma once
// The moments of a replay as pictures: of one session, or of a swarm.
#include <span>
#include <string>

#include "base/image.h"
#include "model/replay_overlay.h"
#include "model/replay_track.h"
#include "render/renderer.h"

namespace isotherm::cli {

class ReplayFrames {
 public:
  virtual ~ReplayFrames() = default;
  virtual int64_t duration_ms() const = 0;
  // Times in which nothing happens.
  virtual std::span<const ReplayGap> gaps() const = 0;
  // What is replayed, in words.
  virtual std::string subject() const = 0;
  // The picture's size where none was asked for: no side longer than kLongestSidePx, but swarms of tall
  // pages.
  virtual PixelSize natural_size(double t_ms, ReplayLook look) const = 0;
  // Draws the moment into `image`. Errors: those of decoding a page's screenshot.
  virtual Status draw(double t_ms, ReplayLook look, OffscreenRenderer& renderer, Image& image) = 0;

 protected:
  static constexpr int kLongestSidePx = 1280;
  static int whole_px(double px);  // at least 1
  // `size`, made smaller where a side is too long.
  static PixelSize reduced(glm::dvec2 size);
  // Overlays keep their size on the page's own scale where that is shown enlarged, and stay readable where
  // not.
  static double overlay_scale(const PageTransform& transform);
};

// Decodes the screenshots `indices` of a recording.
Result<std::vector<Image>> decode_screenshots(const Recording& recording, std::span<const uint32_t> indices);

}  // namespace isotherm::cli
