// A time range that moves by itself.
#include <algorithm>
#include <cmath>

#include "app/app_impl.h"

namespace isotherm {

namespace {

constexpr double kWholeMs = 20'000;  // from one end of the axis to the other
constexpr int64_t kParts = 10;       // of which one is taken, where no range was chosen

// Hostile start times may lie so far apart that sums of them wrap.
bool can_play(TimeSpan whole, TimeSpan chosen) {
  constexpr int64_t kFarMs = 9'000'000'000'000'000;
  const auto is_near = [](int64_t ms) { return ms > -kFarMs && ms < kFarMs; };
  return is_near(whole.from) && is_near(whole.to) && is_near(chosen.from) && is_near(chosen.to);
}

}  // namespace

TimeSpan App::Impl::whole_time() const {
  if (state.time.axis == TimeAxis::recording) return {state.time_begin_ms, state.time_end_ms};
  return {0, int64_t{state.time.longest_view_ms} + 1};
}

TimeSpan App::Impl::chosen_time() const {
  const TimeSpan whole = whole_time();
  const auto& s = state.settings;
  if (state.time.axis == TimeAxis::recording)
    return {s.time_from_ms.value_or(whole.from), s.time_to_ms.value_or(whole.to)};
  return {s.age_from_ms.value_or(whole.from), s.age_to_ms.value_or(whole.to)};
}

void App::Impl::choose_time(TimeSpan span, uint64_t gesture) {
  PictureSettings settings = state.settings;
  if (state.time.axis == TimeAxis::recording) {
    settings.time_from_ms = span.from;
    settings.time_to_ms = span.to;
  } else {
    settings.age_from_ms = span.from;
    settings.age_to_ms = span.to;
  }
  change_picture({settings, gesture});
}

void App::Impl::play_time(bool is_playing) {
  if (is_playing == state.time.is_playing || !state.has_page()) return;
  if (is_playing && !can_play(whole_time(), chosen_time())) return;
  state.time.is_playing = is_playing;
  if (!is_playing) return;
  played_at_ms = 0;
  ++play_gesture;
  const TimeSpan whole = whole_time(), chosen = chosen_time();
  const int64_t tenth = std::max<int64_t>(1, (whole.to - whole.from) / kParts);
  const bool is_whole = chosen.from <= whole.from && chosen.to >= whole.to;
  if (is_whole) {
    choose_time({whole.from, whole.from + tenth}, play_gesture);
  } else if (chosen.to >= whole.to) {  // at the end: once more from the beginning
    choose_time({whole.from, whole.from + (chosen.to - chosen.from)}, play_gesture);
  }
}

void App::Impl::advance_time(double (*now_ms)()) {
  if (!state.time.is_playing || !now_ms) return;
  const double time_ms = now_ms();
  const double elapsed_ms = played_at_ms == 0 ? 0 : std::clamp(time_ms - played_at_ms, 0.0, 250.0);
  const TimeSpan whole = whole_time(), chosen = chosen_time();
  if (!can_play(whole, chosen)) {
    state.time.is_playing = false;
    return;
  }
  const auto length = static_cast<double>(whole.to - whole.from);
  const auto shift = static_cast<int64_t>(length * elapsed_ms / kWholeMs);
  if (played_at_ms != 0 && shift < 1) return;
  played_at_ms = time_ms;
  const int64_t room = std::max<int64_t>(0, whole.to - chosen.to);
  choose_time({chosen.from + std::min(shift, room), chosen.to + std::min(shift, room)}, play_gesture);
  if (shift >= room) state.time.is_playing = false;
  ++state.revision;
}

}  // namespace isotherm
