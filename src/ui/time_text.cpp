#include "ui/time_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace isotherm::ui {
namespace {

constexpr int64_t kDayMs = 24ll * 3600 * 1000;
constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_leap(int64_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in(int month, int64_t year) {
  constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 1 && is_leap(year) ? 29 : kDays[static_cast<size_t>(month)];
}

// Days from 1 January of year 1 to 1 January of `year`, Gregorian.
int64_t days_before(int64_t year) {
  const int64_t past = year - 1;
  return past * 365 + past / 4 - past / 100 + past / 400;
}

}  // namespace

std::string date_time_text(int64_t unix_ms) {
  const int64_t unix_day = unix_ms / kDayMs - (unix_ms % kDayMs < 0 ? 1 : 0);
  int64_t day = unix_day + days_before(1970);
  if (day < 0 || day >= days_before(10'000)) return "–";
  int64_t year = day * 400 / days_before(401) + 1;
  while (days_before(year) > day)
    --year;
  while (days_before(year + 1) <= day)
    ++year;
  day -= days_before(year);
  int month = 0;
  while (day >= days_in(month, year))
    day -= days_in(month++, year);
  const auto minute = static_cast<int>((unix_ms - unix_day * kDayMs) / 60'000);
  char text[48];
  std::snprintf(text, sizeof text, "%d %s %d, %02d:%02d", static_cast<int>(day) + 1,
                kMonths[static_cast<size_t>(month)], static_cast<int>(year), minute / 60, minute % 60);
  return text;
}

std::string clock_text(int64_t unix_ms) {
  const int64_t day_ms = (unix_ms % kDayMs + kDayMs) % kDayMs;
  const auto second = static_cast<int>(day_ms / 1000);
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
  return text;
}

std::string span_text(double ms) {
  const auto tenths = static_cast<int64_t>(std::floor(std::max(0.0, ms) / 100));
  const auto hours = static_cast<long long>(tenths / 36'000);
  const int minutes = static_cast<int>(tenths / 600 % 60), seconds = static_cast<int>(tenths / 10 % 60),
            rest = static_cast<int>(tenths % 10);
  char text[48];
  if (hours > 0) {
    std::snprintf(text, sizeof text, "%lld:%02d:%02d.%d", hours, minutes, seconds, rest);
  } else {
    std::snprintf(text, sizeof text, "%d:%02d.%d", minutes, seconds, rest);
  }
  return text;
}

}  // namespace isotherm::ui
