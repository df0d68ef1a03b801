#include "model/playback_map.h"

#include <algorithm>

namespace isotherm {

PlaybackMap::PlaybackMap(std::span<const ReplayGap> gaps) {
  double saved = 0;
  for (const ReplayGap& gap : gaps) {
    const auto from = static_cast<double>(gap.from_ms), to = static_cast<double>(gap.to_ms);
    gaps_.push_back({from, to, from - saved});
    saved += to - from - kSkippedGapMs;
  }
}

double PlaybackMap::playing_from_session(double session_ms) const {
  const auto after = std::upper_bound(gaps_.begin(), gaps_.end(), session_ms,
                                      [](double value, const Gap& gap) { return value < gap.from_session; });
  if (after == gaps_.begin()) return session_ms;
  const Gap& gap = *(after - 1);
  if (session_ms >= gap.to_session) return gap.from_playing + kSkippedGapMs + (session_ms - gap.to_session);
  return gap.from_playing +
         (session_ms - gap.from_session) * kSkippedGapMs / (gap.to_session - gap.from_session);
}

double PlaybackMap::session_from_playing(double playing_ms) const {
  const auto after = std::upper_bound(gaps_.begin(), gaps_.end(), playing_ms,
                                      [](double value, const Gap& gap) { return value < gap.from_playing; });
  if (after == gaps_.begin()) return playing_ms;
  const Gap& gap = *(after - 1);
  const double inside = playing_ms - gap.from_playing;
  if (inside >= kSkippedGapMs) return gap.to_session + (inside - kSkippedGapMs);
  return gap.from_session + inside * (gap.to_session - gap.from_session) / kSkippedGapMs;
}

}  // namespace isotherm
