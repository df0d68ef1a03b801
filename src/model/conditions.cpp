#include "model/conditions.h"

#include <cstdlib>
#include <string_view>

namespace isotherm {

namespace {

std::optional<int32_t> whole_number(std::string_view digits) {
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  int32_t value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::string two_digits(int32_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

int64_t floor_divided(int64_t value, int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

}  // namespace

bool Conditions::has_width_range() const {
  return viewport_width_min != 0 || viewport_width_max != std::numeric_limits<uint32_t>::max();
}

bool Conditions::has_session_length() const {
  return session_length_min_ms != 0 || session_length_max_ms != std::numeric_limits<uint64_t>::max();
}

bool Conditions::concern_sessions() const {
  return has_session_length() || !entry_page.empty() || !exit_page.empty() || !tags.empty() ||
         !sessions.empty();
}

LocalHour local_hour(int64_t unix_ms, int32_t utc_offset_min) {
  constexpr int64_t kMsPerHour = 3'600'000, kThursday = 3;  // the weekday of 1 January 1970
  // In minutes the sum cannot wrap.
  const int64_t minutes = floor_divided(unix_ms, kMsPerHour / 60) + utc_offset_min;
  const int64_t hours = floor_divided(minutes, 60), days = floor_divided(hours, 24);
  const int64_t weekday = (days + kThursday) % 7;
  return {static_cast<uint8_t>(hours - days * 24), static_cast<uint8_t>(weekday < 0 ? weekday + 7 : weekday)};
}

std::optional<int32_t> parse_utc_offset(std::string_view text) {
  if (text == "Z" || text == "z" || text == "UTC" || text == "utc") return 0;
  if (text.substr(0, 3) == "UTC") text.remove_prefix(3);
  const bool is_negative = !text.empty() && text[0] == '-';
  const bool has_sign = is_negative || (!text.empty() && text[0] == '+');
  if (has_sign) text.remove_prefix(1);
  int32_t minutes = 0;
  const size_t colon = text.find(':');
  if (colon != std::string_view::npos || (has_sign && text.size() == 4)) {
    const auto hours = whole_number(text.substr(0, colon == std::string_view::npos ? 2 : colon));
    const auto rest = whole_number(text.substr(colon == std::string_view::npos ? 2 : colon + 1));
    if (!hours || !rest || *rest > 59) return std::nullopt;
    minutes = *hours * 60 + *rest;
  } else {
    const auto whole = whole_number(text);
    if (!whole) return std::nullopt;
    minutes = *whole;
  }
  if (minutes > kMaxUtcOffsetMin) return std::nullopt;
  return is_negative ? -minutes : minutes;
}

std::string utc_offset_text(int32_t utc_offset_min) {
  if (utc_offset_min == 0) return "UTC";
  const int32_t size = std::abs(utc_offset_min);
  return std::string(utc_offset_min < 0 ? "UTC-" : "UTC+") + two_digits(size / 60) + ":" +
         two_digits(size % 60);
}

std::optional<int32_t> recorded_utc_offset(const Session& session) {
  for (const Tag& tag : session.tags) {
    if (tag.key == "utc_offset") return parse_utc_offset(tag.value);
  }
  return std::nullopt;
}

}  // namespace isotherm
