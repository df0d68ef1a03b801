#include "import/unix_time.h"

#include <cmath>

#include "import/csv_fields.h"

namespace isotherm {
namespace {

constexpr double kMaxUnixMs = 253402300800000;  // the year 10000
constexpr double kFirstMsNumber = 1e11;         // as ms: 1973; as seconds: the year 5138

// Days from 1970-01-01 to a date of the proleptic Gregorian calendar: years begin in March, so that the leap
// day is the last one; 146,097 days are 400 years.
constexpr int64_t days_since_epoch(int64_t year, int64_t month, int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const int64_t era = year / 400, year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}
static_assert(days_since_epoch(1970, 1, 1) == 0 && days_since_epoch(2000, 3, 1) == 11017);

constexpr int64_t days_in_month(int64_t year, int64_t month) {
  const int64_t next = month == 12 ? days_since_epoch(year + 1, 1, 1) : days_since_epoch(year, month + 1, 1);
  return next - days_since_epoch(year, month, 1);
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}
  bool at_end() const { return text_.empty(); }
  bool skip(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  // Exactly `count` digits.
  bool digits(int count, int64_t& value) {
    value = 0;
    for (; count > 0; --count) {
      if (text_.empty() || text_.front() < '0' || text_.front() > '9') return false;
      value = value * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
    }
    return true;
  }
  // Digits behind a decimal point, as ms, rounded down; false = none.
  bool fraction(int64_t& ms) {
    int count = 0;
    for (int64_t unit = 100, digit = 0; digits(1, digit); ++count, unit /= 10)
      ms += digit * unit;
    return count > 0;
  }

 private:
  std::string_view text_;
};

bool read_date(Scanner& scanner, int64_t& days) {
  int64_t year = 0, month = 0, day = 0;
  if (!scanner.digits(4, year) || !scanner.skip('-') || !scanner.digits(2, month) || !scanner.skip('-') ||
      !scanner.digits(2, day))
    return false;
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return false;
  days = days_since_epoch(year, month, day);
  return true;
}

bool read_time(Scanner& scanner, int64_t& ms) {
  int64_t hour = 0, minute = 0, second = 0, fraction = 0;
  if (!scanner.digits(2, hour) || !scanner.skip(':') || !scanner.digits(2, minute)) return false;
  if (scanner.skip(':') && !scanner.digits(2, second)) return false;
  if (scanner.skip('.') && !scanner.fraction(fraction)) return false;
  if (hour > 23 || minute > 59 || second > 60) return false;
  ms = ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  return true;
}

// Z, UTC, +hh:mm, +hhmm, +hh or nothing.
bool read_offset(Scanner& scanner, int64_t& minutes) {
  while (scanner.skip(' ')) {
  }
  if (scanner.at_end() || scanner.skip('Z')) return true;
  if (scanner.skip('U')) return scanner.skip('T') && scanner.skip('C');
  const bool is_behind = scanner.skip('-');
  int64_t hour = 0, minute = 0;
  if (!is_behind && !scanner.skip('+')) return false;
  if (!scanner.digits(2, hour)) return false;
  if ((scanner.skip(':') || !scanner.at_end()) && !scanner.digits(2, minute)) return false;
  minutes = (hour * 60 + minute) * (is_behind ? -1 : 1);
  return hour <= 23 && minute <= 59;
}

}  // namespace

std::optional<int64_t> unix_ms_from_number(double value) {
  const double ms = value < kFirstMsNumber ? value * 1000 : value;
  if (!(ms >= 0 && ms < kMaxUnixMs)) return std::nullopt;
  return std::llround(ms);
}

std::optional<int64_t> parse_unix_ms(std::string_view text) {
  text = trimmed(text);
  if (const auto number = parse_number(text)) return unix_ms_from_number(*number);
  Scanner scanner(text);
  int64_t days = 0, ms = 0, offset_minutes = 0;
  if (!read_date(scanner, days)) return std::nullopt;
  if (!scanner.at_end()) {
    if (!scanner.skip('T') && !scanner.skip(' ')) return std::nullopt;
    if (!read_time(scanner, ms) || !read_offset(scanner, offset_minutes) || !scanner.at_end())
      return std::nullopt;
  }
  const int64_t result = days * 86'400'000 + ms - offset_minutes * 60'000;
  return result >= 0 ? std::optional(result) : std::nullopt;
}

}  // namespace isotherm
