#pragma once
// The clock of a replay. It is told how much time went by; it has none of its own.
#include <array>
#include <optional>
#include <span>

#include "model/playback_map.h"

namespace isotherm {

inline constexpr std::array kPlaybackSpeeds{0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0};

struct LoopRange {
  double from_ms = 0, to_ms = 0;  // on the session's clock, from < to
  friend bool operator==(const LoopRange&, const LoopRange&) = default;
};

class PlaybackClock {
 public:
  // Starts anew at 0, at rest; speed and skipping stay.
  void load(int64_t duration_ms, std::span<const ReplayGap> gaps);

  double time_ms() const { return time_ms_; }
  double duration_ms() const { return duration_ms_; }
  double speed() const { return speed_; }
  bool is_playing() const { return is_playing_; }
  bool skips_inactivity() const { return skips_inactivity_; }
  const std::optional<LoopRange>& loop() const { return loop_; }

  // At the end, playing starts from the beginning.
  void play(bool plays);
  void seek(double time_ms);     // clamped
  void set_speed(double speed);  // clamped to the slowest and fastest of kPlaybackSpeeds
  void step_speed(int steps);    // to the next of kPlaybackSpeeds
  void skip_inactivity(bool skips) { skips_inactivity_ = skips; }
  // Clamped; ranges shorter than 100 ms are none.
  void set_loop(std::optional<LoopRange> loop);

  // `elapsed_ms` of the viewer's time went by. Stops at the end, unless a range is looped.
  void advance(double elapsed_ms);

 private:
  const PlaybackMap& map() const { return skips_inactivity_ ? skipping_ : plain_; }

  PlaybackMap plain_, skipping_;
  double time_ms_ = 0, duration_ms_ = 0, speed_ = 1;
  bool is_playing_ = false, skips_inactivity_ = true;
  std::optional<LoopRange> loop_;
};

}  // namespace isotherm
