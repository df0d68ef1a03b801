#pragma once
// The frames of one session's replay.
#include <string>

#include "cli/recording_file.h"
#include "model/playback_map.h"
#include "model/replay_overlay.h"
#include "model/replay_page.h"
#include "render/renderer.h"

namespace isotherm::cli {

// A session with everything that its replay needs, and nothing of the others.
class ReplayFrames {
 public:
  // `session` is a name, or a number from 0. Errors: not_found.
  static Result<std::unique_ptr<ReplayFrames>> open(RecordingFile& file, const std::string& session);

  const ReplayTrack& track() const { return track_; }
  const std::string& session_id() const { return recording_.catalog.sessions[track_.session()].id; }
  // The viewport at a time (the page, where its size was not recorded; the whole page for an overview), made
  // smaller where a side is longer than 1280 px.
  PixelSize natural_size(double t_ms, ReplayLook look) const;
  // Draws the session's moment into `image`. Errors: those of decoding the page's screenshot.
  Status draw(double t_ms, ReplayLook look, OffscreenRenderer& renderer, Image& image);

 private:
  Status show(size_t visit);

  Recording recording_;
  SessionIndex index_;
  ReplayTrack track_;
  ReplayBase base_;
  ReplayOverlay overlay_;
  ReplayPage page_;
  std::optional<size_t> visit_;
  std::vector<uint32_t> decoded_screenshots_;
  std::vector<Image> decoded_;
  std::vector<const Image*> images_;
};

}  // namespace isotherm::cli
