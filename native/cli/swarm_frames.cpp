#include "cli/swarm_frames.h"

#include <cstdio>

#include "model/label.h"
#include "model/wording.h"

namespace isotherm::cli {

Result<std::unique_ptr<ReplayFrames>> SwarmFrames::open(RecordingFile& file, PictureSettings settings) {
  auto frames = std::make_unique<SwarmFrames>();
  settings.layer = Layer::attention;  // made of every event of a page view, as a swarm is
  frames->recording_ = read_catalog(file);
  read_screenshots(file, settings.page, true, frames->recording_);
  read_events(file, settings, frames->recording_);
  ISOTHERM_TRY(frames->picture_.update(frames->recording_, settings));
  frames->swarm_ = Swarm(frames->recording_, SessionIndex(frames->recording_), frames->picture_.selection(),
                         frames->picture_.page_px());
  if (frames->swarm_.size() == 0)
    return make_error(ErrorCode::not_found, "no page view is left: " + frames->picture_.sample_line());
  ISOTHERM_ASSIGN(frames->decoded_, decode_screenshots(frames->recording_, frames->picture_.screenshots()));
  for (const Image& image : frames->decoded_)
    frames->images_.push_back(&image);
  return std::unique_ptr<ReplayFrames>(std::move(frames));
}

std::string SwarmFrames::subject() const {
  std::string text = "swarm of " + std::to_string(swarm_.size()) + " page views";
  if (swarm_.selected() > swarm_.size())
    text += " (of " + std::to_string(swarm_.selected()) + ", evenly chosen)";
  return text + ", " + std::to_string(swarm_.duration_ms() / 1000) + " s; " + picture_.sample_line();
}

PixelSize SwarmFrames::natural_size(double, ReplayLook) const {
  // The whole page; of a tall one wide enough to be recognised.
  constexpr double kRecognisedWidthPx = 720, kTallestPx = 4096;
  const double width = picture_.page_px().width, height = picture_.page_px().height;
  const double scale = std::min({1.0, kRecognisedWidthPx / width, kTallestPx / height});
  const PixelSize whole = reduced({width, height});
  return scale * width <= whole.width ? whole : PixelSize{whole_px(width * scale), whole_px(height * scale)};
}

std::string SwarmFrames::still_here(double t_ms) const {
  const auto seconds = static_cast<int64_t>(t_ms / 1000);
  char time[32];
  std::snprintf(time, sizeof time, "%lld:%02lld", static_cast<long long>(seconds / 60),
                static_cast<long long>(seconds % 60));
  return std::string(time) + "   " + with_thousands(moment_.present) + " of " +
         counted(swarm_.size(), "page view", "page views") + " still here";
}

Status SwarmFrames::draw(double t_ms, ReplayLook, OffscreenRenderer& renderer, Image& image) {
  const PixelSize size{image.width, image.height};
  const Rect page{0, 0, static_cast<double>(picture_.page_px().width),
                  static_cast<double>(picture_.page_px().height)};
  const SceneView view{follow_transform(page, size), size};
  swarm_.moment_at(t_ms, moment_);
  const double scale = overlay_scale(view.transform);
  Scene scene = swarm_scene(picture_.scene(view, images_, scale), view, moment_, swarm_.size(), scale);
  const Image label = make_label(still_here(t_ms), scale);
  scene.sprites.push_back({.image = &label,
                           .anchor_page = view.transform.page_from_view(glm::dvec2(0, 0)),
                           .is_pinned_left = true,
                           .dx = 8,
                           .dy = 8});
  return renderer.draw(scene, view, image, 0);
}

}  // namespace isotherm::cli
