#include "model/condition_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace isotherm {

namespace {

constexpr std::array<std::string_view, 10> kNames{
    "pages", "widths", "hours", "weekdays", "zone", "session-length", "entry", "exit", "tags", "sessions"};
constexpr std::array<std::string_view, 7> kWeekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

Error refused(std::string_view text, std::string_view what) {
  return make_error(ErrorCode::invalid_argument, "\"" + std::string(text) + "\" is not " + std::string(what));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ')
    text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

// Calls take(part) for each part between separators; false stops.
template <typename Take>
bool for_each_part(std::string_view text, char separator, Take&& take) {
  while (true) {
    const size_t end = text.find(separator);
    if (!take(trimmed(text.substr(0, end)))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

std::optional<uint64_t> whole(std::string_view text) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The bits from..to of a circle of `count`; both included.
uint32_t bits_between(size_t from, size_t to, size_t count) {
  uint32_t bits = 0;
  for (size_t i = from;; i = (i + 1) % count) {
    bits |= 1u << i;
    if (i == to) return bits;
  }
}

std::optional<size_t> hour_from(std::string_view text) {
  const auto hour = whole(text);
  return hour && *hour < 24 ? std::optional(static_cast<size_t>(*hour)) : std::nullopt;
}

std::optional<size_t> weekday_from(std::string_view text) {
  std::string lower;
  for (const char c : text.substr(0, 3))
    lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const auto found = std::find(kWeekdays.begin(), kWeekdays.end(), lower);
  return found == kWeekdays.end() ? std::nullopt
                                  : std::optional(static_cast<size_t>(found - kWeekdays.begin()));
}

// "a-b,c" as bits; nullopt where a part is no such thing.
template <typename From>
std::optional<uint32_t> bits_from(std::string_view text, size_t count, From&& from) {
  uint32_t bits = 0;
  const bool all_good = for_each_part(text, ',', [&](std::string_view part) {
    const size_t dash = part.find('-');
    const auto first = from(trimmed(part.substr(0, dash)));
    const auto last = dash == std::string_view::npos ? first : from(trimmed(part.substr(dash + 1)));
    if (!first || !last) return false;
    bits |= bits_between(*first, *last, count);
    return true;
  });
  return all_good ? std::optional(bits) : std::nullopt;
}

template <typename Name>
std::string bits_text(uint32_t bits, size_t count, Name&& name) {
  std::string text;
  for (size_t i = 0; i < count; ++i) {
    if ((bits >> i & 1u) == 0) continue;
    size_t last = i;
    while (last + 1 < count && (bits >> (last + 1) & 1u) != 0)
      ++last;
    text += (text.empty() ? "" : ",") + name(i) + (last > i ? "-" + name(last) : "");
    i = last;
  }
  return text;
}

struct Range {
  uint64_t min = 0, max = 0;
};

// "a-b", "a-", "-b" or "a" by `read`, a Result<uint64_t> of a text.
template <typename Read>
Result<Range> range_from(std::string_view text, uint64_t highest, Read&& read) {
  const size_t dash = text.find('-');
  const std::string_view low = trimmed(text.substr(0, dash));
  const std::string_view high = dash == std::string_view::npos ? low : trimmed(text.substr(dash + 1));
  Range range{0, highest};
  if (!low.empty()) {
    ISOTHERM_ASSIGN(range.min, read(low));
  }
  if (!high.empty()) {
    ISOTHERM_ASSIGN(range.max, read(high));
  }
  if ((low.empty() && high.empty()) || range.min > range.max || range.max > highest)
    return refused(text, "a range; write 10-20, 10- or -20");
  return range;
}

template <typename Write>
std::string range_text(uint64_t min, uint64_t max, uint64_t highest, Write&& write) {
  if (min == 0 && max == highest) return {};
  if (min == max) return write(min);
  return (min == 0 ? "" : write(min)) + "-" + (max == highest ? "" : write(max));
}

constexpr uint64_t kWidestPx = std::numeric_limits<uint32_t>::max(),
                   kLongestMs = std::numeric_limits<uint64_t>::max();

Status set_widths(Conditions& conditions, std::string_view text) {
  Range range{0, kWidestPx};
  if (!text.empty()) {
    ISOTHERM_ASSIGN(range, range_from(text, kWidestPx, [](std::string_view part) -> Result<uint64_t> {
                      if (const auto px = whole(part)) return *px;
                      return refused(part, "a width in CSS px");
                    }));
  }
  conditions.viewport_width_min = static_cast<uint32_t>(range.min);
  conditions.viewport_width_max = static_cast<uint32_t>(range.max);
  return success();
}

Status set_session_length(Conditions& conditions, std::string_view text) {
  Range range{0, kLongestMs};
  if (!text.empty()) {
    ISOTHERM_ASSIGN(range, range_from(text, kLongestMs, parse_duration_ms));
  }
  conditions.session_length_min_ms = range.min;
  conditions.session_length_max_ms = range.max;
  return success();
}

Status set_hours(Conditions& conditions, std::string_view text) {
  const auto hours = text.empty() ? std::optional(kAllHours) : bits_from(text, 24, hour_from);
  if (!hours) return refused(text, "a set of hours; write them from 0 to 23, such as 9-17,22");
  conditions.hours = *hours;
  return success();
}

Status set_weekdays(Conditions& conditions, std::string_view text) {
  const auto days = text.empty() ? std::optional<uint32_t>(kAllWeekdays) : bits_from(text, 7, weekday_from);
  if (!days) return refused(text, "a set of weekdays; write mon-fri,sun");
  conditions.weekdays = static_cast<uint8_t>(*days);
  return success();
}

Status set_zone(Conditions& conditions, std::string_view text) {
  if (text.empty() || text == "recorded") {
    conditions.utc_offset_min.reset();
    return success();
  }
  const auto offset = parse_utc_offset(text);
  if (!offset) return refused(text, "a time zone; write recorded, utc or an offset such as +02:00");
  conditions.utc_offset_min = offset;
  return success();
}

Status set_tags(Conditions& conditions, std::string_view text) {
  std::vector<Tag> tags;
  const bool all_good = for_each_part(text, '\n', [&](std::string_view line) {
    if (line.empty()) return true;
    const size_t equals = line.find('=');
    if (equals == std::string_view::npos || equals == 0) return false;
    tags.push_back({std::string(line.substr(0, equals)), std::string(line.substr(equals + 1))});
    return true;
  });
  if (!all_good) return refused(text, "a tag; write key=value, such as variant=B");
  conditions.tags = std::move(tags);
  return success();
}

Status set_sessions(Conditions& conditions, std::string_view text) {
  conditions.sessions.clear();
  for_each_part(text, '\n', [&](std::string_view id) {
    if (!id.empty()) conditions.sessions.emplace_back(id);
    return true;
  });
  return success();
}

std::string two_decimals_at_most(uint64_t value, uint64_t unit) {
  std::string text = std::to_string(value / unit);
  const uint64_t hundredths = value % unit * 100 / unit;
  if (hundredths == 0) return text;
  text += "." + std::string(hundredths < 10 ? "0" : "") + std::to_string(hundredths);
  if (text.back() == '0') text.pop_back();
  return text;
}

}  // namespace

std::span<const std::string_view> condition_names() {
  return kNames;
}

Status set_condition(Conditions& conditions, std::string_view name, std::string_view text) {
  if (name == "pages" || name == "entry" || name == "exit") {
    auto& pattern = name == "pages"   ? conditions.pages
                    : name == "entry" ? conditions.entry_page
                                      : conditions.exit_page;
    pattern = std::string(trimmed(text));
    return success();
  }
  if (name == "tags") return set_tags(conditions, text);
  if (name == "sessions") return set_sessions(conditions, text);
  text = trimmed(text);
  if (name == "widths") return set_widths(conditions, text);
  if (name == "hours") return set_hours(conditions, text);
  if (name == "weekdays") return set_weekdays(conditions, text);
  if (name == "zone") return set_zone(conditions, text);
  if (name == "session-length") return set_session_length(conditions, text);
  return refused(name, "the name of a filter");
}

std::string condition_text(const Conditions& conditions, std::string_view name) {
  if (name == "pages") return conditions.pages;
  if (name == "entry") return conditions.entry_page;
  if (name == "exit") return conditions.exit_page;
  if (name == "widths")
    return range_text(conditions.viewport_width_min, conditions.viewport_width_max, kWidestPx,
                      [](uint64_t px) { return std::to_string(px); });
  if (name == "session-length")
    return range_text(conditions.session_length_min_ms, conditions.session_length_max_ms, kLongestMs,
                      short_duration);
  if (name == "hours" && conditions.hours != kAllHours)
    return bits_text(conditions.hours, 24, [](size_t hour) { return std::to_string(hour); });
  if (name == "weekdays" && conditions.weekdays != kAllWeekdays)
    return bits_text(conditions.weekdays, 7, [](size_t day) { return std::string(kWeekdays[day]); });
  if (name == "zone" && conditions.utc_offset_min) {
    const std::string text = utc_offset_text(*conditions.utc_offset_min);
    return text == "UTC" ? "utc" : text.substr(3);
  }
  std::string text;
  if (name == "tags") {
    for (const Tag& tag : conditions.tags)
      text += (text.empty() ? "" : "\n") + tag.key + "=" + tag.value;
  }
  if (name == "sessions") {
    for (const std::string& id : conditions.sessions)
      text += (text.empty() ? "" : "\n") + id;
  }
  return text;
}

Result<uint64_t> parse_duration_ms(std::string_view text) {
  struct Unit {
    std::string_view name;
    uint64_t ms;
  };
  constexpr std::array<Unit, 5> kUnits{
      {{"ms", 1}, {"min", 60'000}, {"h", 3'600'000}, {"s", 1000}, {"m", 60'000}}};
  constexpr uint64_t kMostMs = 1'000'000'000'000'000;  // far beyond any visit, and products stay exact
  std::string_view number = text;
  uint64_t unit_ms = 1;
  for (const Unit& unit : kUnits) {
    if (!text.ends_with(unit.name)) continue;
    unit_ms = unit.ms;
    number = trimmed(text.substr(0, text.size() - unit.name.size()));
    break;
  }
  const Error error = refused(text, "a length of time; write 340ms, 12s, 1.5min or 2h");
  const size_t point = number.find('.');
  const auto value = whole(number.substr(0, point));
  if (!value || *value > kMostMs / unit_ms) return error;
  uint64_t ms = *value * unit_ms;
  if (point != std::string_view::npos) {
    const std::string_view digits = number.substr(point + 1);
    const auto fraction = whole(digits);
    if (!fraction || digits.size() > 6) return error;
    uint64_t scale = 1;
    for (size_t i = 0; i < digits.size(); ++i)
      scale *= 10;
    ms += *fraction * unit_ms / scale;
  }
  return ms;
}

std::string short_duration(uint64_t ms) {
  constexpr std::array<std::pair<uint64_t, const char*>, 3> kUnits{
      {{3'600'000, "h"}, {60'000, "min"}, {1000, "s"}}};
  for (const auto& [unit, name] : kUnits) {
    // Only where two decimals say it exactly.
    if (ms >= unit && ms % unit * 100 % unit == 0) return two_decimals_at_most(ms, unit) + name;
  }
  return std::to_string(ms) + "ms";
}

std::string describe(const Conditions& conditions) {
  std::string text;
  for (const std::string_view name : kNames) {
    std::string own = condition_text(conditions, name);
    if (own.empty()) continue;
    if (name == "sessions" && conditions.sessions.size() > 1)
      own = std::to_string(conditions.sessions.size());
    std::replace(own.begin(), own.end(), '\n', ',');
    text += (text.empty() ? "" : "; ") + std::string(name) + " " + own;
  }
  return text;
}

}  // namespace isotherm
