#include "app/playback.h"

#include <algorithm>
#include <cmath>

namespace isotherm {

namespace {
constexpr double kShortestLoopMs = 100;
}  // namespace

void PlaybackClock::load(int64_t duration_ms, std::span<const ReplayGap> gaps) {
  skipping_ = PlaybackMap(gaps);
  duration_ms_ = static_cast<double>(duration_ms);
  time_ms_ = 0;
  is_playing_ = false;
  loop_.reset();
}

void PlaybackClock::play(bool plays) {
  if (plays && !is_playing_ && time_ms_ >= duration_ms_) time_ms_ = 0;
  is_playing_ = plays && duration_ms_ > 0;
}

void PlaybackClock::seek(double time_ms) {
  if (std::isnan(time_ms)) return;
  time_ms_ = std::clamp(time_ms, 0.0, duration_ms_);
}

void PlaybackClock::set_speed(double speed) {
  if (std::isnan(speed)) return;
  speed_ = std::clamp(speed, kPlaybackSpeeds.front(), kPlaybackSpeeds.back());
}

void PlaybackClock::step_speed(int steps) {
  const auto nearest = std::min_element(
      kPlaybackSpeeds.begin(), kPlaybackSpeeds.end(),
      [&](double a, double b) { return std::abs(std::log(a / speed_)) < std::abs(std::log(b / speed_)); });
  const auto index = static_cast<int>(nearest - kPlaybackSpeeds.begin()) + steps;
  const int last = static_cast<int>(kPlaybackSpeeds.size()) - 1;
  speed_ = kPlaybackSpeeds[static_cast<size_t>(std::clamp(index, 0, last))];
}

void PlaybackClock::set_loop(std::optional<LoopRange> loop) {
  if (loop) {
    loop->from_ms = std::clamp(loop->from_ms, 0.0, duration_ms_);
    loop->to_ms = std::clamp(loop->to_ms, 0.0, duration_ms_);
    if (!(loop->to_ms - loop->from_ms >= kShortestLoopMs)) loop.reset();
  }
  loop_ = loop;
}

void PlaybackClock::advance(double elapsed_ms) {
  if (!is_playing_ || !(elapsed_ms > 0)) return;
  double playing = map().playing_from_session(time_ms_) + elapsed_ms * speed_;
  // A range is looped from inside or before it; a time sought behind it plays on to the end.
  if (loop_ && time_ms_ < loop_->to_ms) {
    const double from = map().playing_from_session(loop_->from_ms),
                 to = map().playing_from_session(loop_->to_ms);
    if (playing >= to) playing = from + std::fmod(playing - from, std::max(1.0, to - from));
  }
  time_ms_ = map().session_from_playing(playing);
  if (time_ms_ < duration_ms_) return;
  time_ms_ = duration_ms_;
  is_playing_ = false;
}

}  // namespace isotherm
