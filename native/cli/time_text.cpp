#include "cli/time_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace isotherm::cli {
namespace {

// Days since 1970-01-01 of a day in the proleptic Gregorian calendar, and back; years are counted from March,
// so that the leap day comes last, in eras of 400 years (146,097 days).
int64_t days_from_civil(int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

struct Civil {
  int64_t year;
  int month, day;
};

Civil civil_from_days(int64_t days) {
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t day_of_era = days - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month,
          static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1)};
}

int days_in_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && is_leap ? 29 : kDays[month - 1];
}

Error not_a_time(const std::string& text) {
  return make_error(ErrorCode::invalid_argument, "\"" + text +
                                                     "\" is not a time; write 2024-05-31, 2024-05-31T14:05 "
                                                     "or 2024-05-31T14:05:09.250Z (UTC), or ms since 1970");
}

}  // namespace

Result<int64_t> parse_time(const std::string& text) {
  const bool is_plain_number =
      !text.empty() && text.find_first_not_of("0123456789", text[0] == '-' ? 1 : 0) == std::string::npos;
  if (is_plain_number) {
    int64_t ms = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
    if (error != std::errc() || end != text.data() + text.size()) return not_a_time(text);
    return ms;
  }
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, used = 0;
  double second = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3) return not_a_time(text);
  std::string_view rest = std::string_view(text).substr(static_cast<size_t>(used));
  if (rest.starts_with('T') || rest.starts_with(' ')) {
    const std::string clock(rest.substr(1));
    int clock_used = 0;
    if (std::sscanf(clock.c_str(), "%2d:%2d%n", &hour, &minute, &clock_used) != 2) return not_a_time(text);
    rest.remove_prefix(1 + static_cast<size_t>(clock_used));
    if (rest.starts_with(':')) {
      const auto [end, error] =
          std::from_chars(rest.data() + 1, rest.data() + rest.size(), second, std::chars_format::fixed);
      if (error != std::errc()) return not_a_time(text);
      rest.remove_prefix(static_cast<size_t>(end - rest.data()));
    }
  }
  if (rest == "Z") rest = {};
  const bool is_valid = rest.empty() && year >= 1970 && month >= 1 && month <= 12 && day >= 1 &&
                        day <= days_in_month(year, month) && hour >= 0 && hour <= 23 && minute >= 0 &&
                        minute <= 59 && second >= 0 && second < 60;
  if (!is_valid) return not_a_time(text);
  return ((days_from_civil(year, month, day) * 24 + hour) * 60 + minute) * 60'000 +
         static_cast<int64_t>(second * 1000 + 0.5);
}

std::string time_text(int64_t unix_ms) {
  constexpr int64_t kDayMs = 86'400'000;
  const int64_t days = unix_ms >= 0 ? unix_ms / kDayMs : -((-unix_ms + kDayMs - 1) / kDayMs);
  const int64_t of_day = unix_ms - days * kDayMs;
  const Civil date = civil_from_days(days);
  char text[64];
  std::snprintf(text, sizeof(text), "%04lld-%02d-%02dT%02d:%02d:%02d.%03dZ",
                static_cast<long long>(date.year), date.month, date.day, static_cast<int>(of_day / 3'600'000),
                static_cast<int>(of_day / 60'000 % 60), static_cast<int>(of_day / 1000 % 60),
                static_cast<int>(of_day % 1000));
  return text;
}

Result<double> parse_span(const std::string& text) {
  double seconds = 0;
  int parts = 0;
  std::string_view rest = text;
  while (parts < 3) {
    ++parts;
    double part = 0;
    const auto [end, error] =
        std::from_chars(rest.data(), rest.data() + rest.size(), part, std::chars_format::fixed);
    const auto used = static_cast<size_t>(end - rest.data());
    const bool is_last = used == rest.size();
    const bool is_valid = error == std::errc() && part >= 0 && part < 1e9 && (parts == 1 || part < 60) &&
                          (is_last || (rest[used] == ':' && part == std::floor(part)));
    if (!is_valid) break;
    seconds = seconds * 60 + part;
    if (is_last) return seconds * 1000;
    rest.remove_prefix(used + 1);
  }
  return make_error(ErrorCode::invalid_argument,
                    text + " is not a time on the session's clock; write seconds (12.5) or 1:02.5");
}

}  // namespace isotherm::cli
