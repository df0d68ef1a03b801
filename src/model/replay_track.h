#pragma once
// One session as it can be replayed: its page views on one clock, what happened when, and where nothing did.
// Everything is sorted once, when the track is made; every question is then a binary search, so that seeking
// costs the same anywhere in a session of any length.
#include <span>
#include <string>

#include "model/rage_click.h"
#include "model/replay_visit.h"

namespace isotherm {

// Times without any event, on the session's clock.
struct ReplayGap {
  int64_t from_ms = 0, to_ms = 0;
};

// What the event list and the timeline's marks show. `rage` stands beside the click that completes it.
enum class ReplayEventKind : uint8_t {
  page,
  click,
  tap,
  double_click,
  context_menu,
  rage,
  resize,
  scroll,  // one entry per movement: scroll events at most kScrollPauseMs apart
};
std::string_view to_string(ReplayEventKind kind);  // "page", "click", "tap", "double click", ...

struct ReplayEvent {
  int64_t t_ms = 0;
  uint32_t visit = 0;  // index into ReplayTrack::visits()
  ReplayEventKind kind = ReplayEventKind::page;
  int32_t x = 0, y = 0;  // 1/16 px: page position; resize: the new size; scroll: the offset it ended at
};

inline constexpr int64_t kInactivityMs = 10'000;
inline constexpr int32_t kScrollPauseMs = 500;

class ReplayTrack {
 public:
  ReplayTrack() = default;
  // Cost: O(events of the session), and sorting where page views overlap.
  ReplayTrack(const Recording& recording, const SessionIndex& index, uint32_t session);

  uint32_t session() const { return session_; }
  int64_t start_unix_ms() const { return start_unix_ms_; }
  int64_t duration_ms() const { return duration_ms_; }
  size_t event_count() const { return activity_.size(); }
  bool empty() const { return visits_.empty(); }
  std::span<const ReplayVisit> visits() const { return visits_; }
  std::span<const ReplayEvent> events() const { return events_; }
  std::span<const ReplayGap> gaps() const { return gaps_; }

  // The page view that is shown at a time: where the last thing happened (tabs can overlap). O(log n).
  size_t visit_at(double t_ms) const;
  // The last entry of events() at or before a time; events().size() = none. O(log n).
  size_t event_at(double t_ms) const;
  // The nearest recorded event after (before) a time; the end (0) where there is none. O(log n).
  int64_t next_event_ms(double t_ms) const;
  int64_t previous_event_ms(double t_ms) const;
  // How many events fall into each of `bins` equal parts of the session. O(bins log n).
  std::vector<uint32_t> activity_histogram(size_t bins) const;

 private:
  struct Focus {
    int64_t t_ms = 0;
    uint32_t visit = 0;
  };
  void collect_activity();
  void find_gaps();
  void list_events(uint32_t visit);

  uint32_t session_ = 0;
  int64_t start_unix_ms_ = 0, duration_ms_ = 0;
  std::vector<ReplayVisit> visits_;
  std::vector<int64_t> activity_;  // every event and page opening
  std::vector<Focus> focus_;       // from when on which page view is shown
  std::vector<ReplayEvent> events_;
  std::vector<ReplayGap> gaps_;
};

}  // namespace isotherm
