#include "model/replay_track.h"

#include <algorithm>

#include "stream/limits.h"

namespace isotherm {

namespace {

// The columns of a page view's times, merged.
std::vector<int32_t> event_times(const ReplayVisit& visit) {
  std::vector<int32_t> times;
  times.reserve(visit.pointer.size() + visit.scroll.size() + visit.viewport.size());
  const auto add = [&](const std::vector<int32_t>& column, size_t first) {
    const auto middle = static_cast<std::ptrdiff_t>(times.size());
    times.insert(times.end(), column.begin() + static_cast<std::ptrdiff_t>(first), column.end());
    std::inplace_merge(times.begin(), times.begin() + middle, times.end());
  };
  add(visit.pointer.t_ms, 0);
  add(visit.scroll.t_ms, 0);
  add(visit.viewport.t_ms, visit.first_resize);
  return times;
}

ReplayEventKind kind_of_press(const PointerColumns& pointer, size_t sample) {
  switch (static_cast<EventKind>(pointer.kind[sample])) {
    case EventKind::double_click:
      return ReplayEventKind::double_click;
    case EventKind::context_menu:
      return ReplayEventKind::context_menu;
    default:
      break;
  }
  const bool is_touch = (pointer.flags[sample] & PointerColumns::kIsTouch) != 0;
  return is_touch ? ReplayEventKind::tap : ReplayEventKind::click;
}

// Session clocks must not wrap, whatever start times a catalog made by hand claims.
int64_t within_epoch(int64_t unix_ms) {
  return std::clamp(unix_ms, -limits::kMaxEpochMs, limits::kMaxEpochMs);
}

}  // namespace

std::string_view to_string(ReplayEventKind kind) {
  switch (kind) {
    case ReplayEventKind::page:
      return "page";
    case ReplayEventKind::click:
      return "click";
    case ReplayEventKind::tap:
      return "tap";
    case ReplayEventKind::double_click:
      return "double click";
    case ReplayEventKind::context_menu:
      return "right click";
    case ReplayEventKind::rage:
      return "rage click";
    case ReplayEventKind::resize:
      return "resize";
    case ReplayEventKind::scroll:
      return "scroll";
  }
  return "";
}

ReplayTrack::ReplayTrack(const Recording& recording, const SessionIndex& index, uint32_t session)
    : session_(session) {
  const auto page_views = index.page_views(session);
  if (page_views.empty()) return;
  start_unix_ms_ = within_epoch(recording.catalog.page_views[page_views.front()].start_ms);
  for (const uint32_t page_view : page_views) {
    const int64_t start = recording.catalog.page_views[page_view].start_ms;
    // Shifted, where the start is out of range, to where the clamped start lies.
    visits_.push_back(
        make_visit(recording, index, page_view, start - (within_epoch(start) - start_unix_ms_)));
    duration_ms_ = std::max(duration_ms_, visits_.back().end_ms);
  }
  collect_activity();
  find_gaps();
  for (uint32_t visit = 0; visit < visits_.size(); ++visit)
    list_events(visit);
  std::stable_sort(events_.begin(), events_.end(),
                   [](const ReplayEvent& a, const ReplayEvent& b) { return a.t_ms < b.t_ms; });
}

void ReplayTrack::collect_activity() {
  bool overlaps = false;
  int64_t end_ms = 0;
  std::vector<Focus> all;
  for (uint32_t v = 0; v < visits_.size(); ++v) {
    overlaps |= visits_[v].begin_ms < end_ms;
    all.push_back({visits_[v].begin_ms, v});
    for (const int32_t t : event_times(visits_[v]))
      all.push_back({visits_[v].begin_ms + t, v});
    end_ms = std::max(end_ms, all.back().t_ms);
  }
  if (overlaps) {
    std::stable_sort(all.begin(), all.end(), [](const Focus& a, const Focus& b) { return a.t_ms < b.t_ms; });
  }
  activity_.reserve(all.size());
  for (const Focus& event : all) {
    activity_.push_back(event.t_ms);
    if (focus_.empty() || focus_.back().visit != event.visit) focus_.push_back(event);
  }
}

void ReplayTrack::find_gaps() {
  int64_t before = 0;
  const auto check = [&](int64_t t_ms) {
    if (t_ms - before > kInactivityMs) gaps_.push_back({before, t_ms});
    before = t_ms;
  };
  for (const int64_t t_ms : activity_)
    check(t_ms);
  check(duration_ms_);
}

void ReplayTrack::list_events(uint32_t v) {
  const ReplayVisit& visit = visits_[v];
  const auto add = [&](int32_t t_ms, ReplayEventKind kind, int32_t x, int32_t y) {
    events_.push_back({visit.begin_ms + t_ms, v, kind, x, y});
  };
  add(0, ReplayEventKind::page, 0, 0);
  RageSeries rage;
  size_t scroll = 0;
  for (const uint32_t sample : visit.presses) {
    const auto& pointer = visit.pointer;
    const int32_t t_ms = pointer.t_ms[sample];
    while (scroll < visit.scroll.size() && visit.scroll.t_ms[scroll] <= t_ms)
      ++scroll;
    const bool is_fixed = (pointer.flags[sample] & PointerColumns::kIsFixed) != 0;
    const int32_t dx = scroll > 0 ? visit.scroll.x[scroll - 1] : 0,
                  dy = scroll > 0 ? visit.scroll.y[scroll - 1] : 0;
    const int32_t x = pointer.x[sample] + dx, y = pointer.y[sample] + dy;
    const ReplayEventKind kind = kind_of_press(pointer, sample);
    add(t_ms, kind, x, y);
    const bool is_click = kind == ReplayEventKind::click || kind == ReplayEventKind::tap;
    const bool is_rage = is_click && rage.add(t_ms, is_fixed ? pointer.x[sample] : x,
                                              is_fixed ? pointer.y[sample] : y, is_fixed);
    if (is_rage) add(t_ms, ReplayEventKind::rage, x, y);
  }
  for (size_t i = 0; i < visit.scroll.size(); ++i) {
    const auto& t = visit.scroll.t_ms;
    const bool goes_on = i + 1 < t.size() && t[i + 1] - t[i] <= kScrollPauseMs;
    if (!goes_on) add(t[i], ReplayEventKind::scroll, visit.scroll.x[i], visit.scroll.y[i]);
  }
  for (size_t i = visit.first_resize; i < visit.viewport.size(); ++i) {
    add(visit.viewport.t_ms[i], ReplayEventKind::resize, visit.viewport.x[i], visit.viewport.y[i]);
  }
}

size_t ReplayTrack::visit_at(double t_ms) const {
  const auto after = std::upper_bound(
      focus_.begin(), focus_.end(), t_ms,
      [](double value, const Focus& focus) { return value < static_cast<double>(focus.t_ms); });
  return after == focus_.begin() ? 0 : (after - 1)->visit;
}

size_t ReplayTrack::event_at(double t_ms) const {
  const auto after = std::upper_bound(
      events_.begin(), events_.end(), t_ms,
      [](double value, const ReplayEvent& event) { return value < static_cast<double>(event.t_ms); });
  return after == events_.begin() ? events_.size() : static_cast<size_t>(after - events_.begin()) - 1;
}

int64_t ReplayTrack::next_event_ms(double t_ms) const {
  const auto next =
      std::upper_bound(activity_.begin(), activity_.end(), t_ms,
                       [](double value, int64_t event) { return value < static_cast<double>(event); });
  return next == activity_.end() ? duration_ms_ : *next;
}

int64_t ReplayTrack::previous_event_ms(double t_ms) const {
  const auto next =
      std::lower_bound(activity_.begin(), activity_.end(), t_ms,
                       [](int64_t event, double value) { return static_cast<double>(event) < value; });
  return next == activity_.begin() ? 0 : *(next - 1);
}

std::vector<uint32_t> ReplayTrack::activity_histogram(size_t bins) const {
  std::vector<uint32_t> counts(bins, 0);
  const double length = static_cast<double>(std::max<int64_t>(1, duration_ms_));
  auto from = activity_.begin();
  for (size_t bin = 0; bin < bins; ++bin) {
    const double end = length * static_cast<double>(bin + 1) / static_cast<double>(bins);
    const auto to = bin + 1 == bins
                        ? activity_.end()
                        : std::lower_bound(from, activity_.end(), end, [](int64_t event, double value) {
                            return static_cast<double>(event) < value;
                          });
    counts[bin] = static_cast<uint32_t>(to - from);
    from = to;
  }
  return counts;
}

}  // namespace isotherm
