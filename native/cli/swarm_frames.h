#pragma once
// The frames of a swarm: all page views of a picture at once, aligned at their opening.
#include <memory>
#include <vector>

#include "cli/picture_recording.h"
#include "cli/replay_frames.h"
#include "model/swarm.h"

namespace isotherm::cli {

class SwarmFrames : public ReplayFrames {
 public:
  // The settings say which page views: page, device and filters count, the layer does not.
  // Errors: not_found where no page view is left; those of the filters.
  static Result<std::unique_ptr<ReplayFrames>> open(RecordingFile& file, PictureSettings settings);

  int64_t duration_ms() const override { return swarm_.duration_ms(); }
  std::span<const ReplayGap> gaps() const override { return {}; }
  std::string subject() const override;
  PixelSize natural_size(double t_ms, ReplayLook look) const override;
  // The whole page, and at its top how many are still there.
  Status draw(double t_ms, ReplayLook look, OffscreenRenderer& renderer, Image& image) override;

 private:
  std::string still_here(double t_ms) const;

  Recording recording_;
  Picture picture_;
  Swarm swarm_;
  SwarmMoment moment_;
  std::vector<Image> decoded_;
  std::vector<const Image*> images_;
};

}  // namespace isotherm::cli
