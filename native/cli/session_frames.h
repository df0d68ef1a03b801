#pragma once
// The frames of one session's replay.
#include <memory>
#include <optional>
#include <vector>

#include "cli/recording_file.h"
#include "cli/replay_frames.h"
#include "model/replay_page.h"

namespace isotherm::cli {

// A session with everything that its replay needs, and nothing of the others.
class SessionFrames : public ReplayFrames {
 public:
  // `session` is a name, or a number from 0. Errors: not_found.
  static Result<std::unique_ptr<ReplayFrames>> open(RecordingFile& file, const std::string& session);

  int64_t duration_ms() const override { return track_.duration_ms(); }
  std::span<const ReplayGap> gaps() const override { return track_.gaps(); }
  std::string subject() const override;
  // The viewport at a time (the page, where its size was not recorded; the whole page for an overview).
  PixelSize natural_size(double t_ms, ReplayLook look) const override;
  Status draw(double t_ms, ReplayLook look, OffscreenRenderer& renderer, Image& image) override;

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
