#pragma once
// Between a session's clock and the time that playing it takes when inactivity is skipped.
#include <span>
#include <vector>

#include "model/replay_track.h"

namespace isotherm {

inline constexpr double kSkippedGapMs = 500;  // what a gap takes, whatever its length

// Continuous and rising, so that every session time can be sought and played from, those in gaps too.
class PlaybackMap {
 public:
  PlaybackMap() = default;
  // Without gaps both times are the same.
  explicit PlaybackMap(std::span<const ReplayGap> gaps);

  double playing_from_session(double session_ms) const;
  double session_from_playing(double playing_ms) const;

 private:
  struct Gap {
    double from_session, to_session, from_playing;
  };
  std::vector<Gap> gaps_;
};

}  // namespace isotherm
