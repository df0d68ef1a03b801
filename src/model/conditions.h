#pragma once
// What a user asks of visits: who, when, from where. The initial value asks nothing.
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "stream/catalog.h"

namespace isotherm {

inline constexpr uint32_t kAllHours = (1u << 24) - 1;
inline constexpr uint8_t kAllWeekdays = (1u << 7) - 1;
inline constexpr int32_t kMaxUtcOffsetMin = 18 * 60;

struct Conditions {
  // Pages whose address matches (url_pattern.h) are pooled on the picture's page, which always counts itself.
  std::string pages;
  // CSS px, inclusive; unless these are the widest values, page views of unknown width are refused.
  uint32_t viewport_width_min = 0, viewport_width_max = std::numeric_limits<uint32_t>::max();
  // When the page view began, by the clock of utc_offset_min.
  uint32_t hours = kAllHours;       // bit per hour, 0..23
  uint8_t weekdays = kAllWeekdays;  // bit 0 = Monday
  // Minutes east of UTC. Absent: the session's own, from its tag utc_offset, or UTC where it has none.
  std::optional<int32_t> utc_offset_min;
  // From the start of a session's first page view to the end of its last, inclusive.
  uint64_t session_length_min_ms = 0, session_length_max_ms = std::numeric_limits<uint64_t>::max();
  std::string entry_page, exit_page;  // patterns for the address of a session's first and last page view
  // A session passes with one of the values of each key.
  std::vector<Tag> tags;
  std::vector<std::string> sessions;  // ids; empty = all

  bool has_width_range() const;
  bool has_session_length() const;
  // Whether sessions, and not only page views, are looked at.
  bool concern_sessions() const;
  friend bool operator==(const Conditions&, const Conditions&) = default;
};

struct LocalHour {
  uint8_t hour = 0;     // 0..23
  uint8_t weekday = 0;  // 0 = Monday
};
LocalHour local_hour(int64_t unix_ms, int32_t utc_offset_min);

// "+02:00", "-0330", "Z", or minutes such as "120"; nullopt for anything else or more than 18 hours.
std::optional<int32_t> parse_utc_offset(std::string_view text);
std::string utc_offset_text(int32_t utc_offset_min);  // "UTC", "UTC+02:00"

// What the session's tag utc_offset says, if it has a usable one.
std::optional<int32_t> recorded_utc_offset(const Session& session);

}  // namespace isotherm
