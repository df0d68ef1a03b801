#include "cli/filter_options.h"

#include <CLI/CLI.hpp>

#include "cli/time_text.h"
#include "model/condition_text.h"

namespace isotherm::cli {
namespace {

Error named(const char* option, Error error) {
  error.message = std::string(option) + ": " + error.message;
  return error;
}

std::string lines(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts)
    joined += (joined.empty() ? "" : "\n") + text;
  return joined;
}

Status set_conditions(const VisitArguments& arguments, Conditions& conditions) {
  const std::string tags = lines(arguments.tags), sessions = lines(arguments.sessions);
  const struct {
    const char *option, *name;
    const std::string& text;
  } asked[] = {{"--pages", "pages", arguments.pages},
               {"--widths", "widths", arguments.widths},
               {"--hours", "hours", arguments.hours},
               {"--weekdays", "weekdays", arguments.weekdays},
               {"--zone", "zone", arguments.zone},
               {"--session-length", "session-length", arguments.session_length},
               {"--entry", "entry", arguments.entry},
               {"--exit", "exit", arguments.exit},
               {"--tag", "tags", tags},
               {"--session", "sessions", sessions}};
  for (const auto& one : asked) {
    if (const Status set = set_condition(conditions, one.name, one.text); !set)
      return named(one.option, set.error());
  }
  return success();
}

struct Times {
  std::optional<int64_t> from_ms, to_ms, age_from_ms, age_to_ms;
};

Result<std::optional<int64_t>> time_from(const char* option, const std::string& text) {
  if (text.empty()) return std::optional<int64_t>();
  const Result<int64_t> time = parse_time(text);
  if (!time) return named(option, time.error());
  return std::optional(*time);
}

// "10s-2min", "10s-" or "-2min".
Status read_age(const std::string& text, Times& times) {
  if (text.empty()) return success();
  const size_t dash = text.find('-');
  const auto read = [&](const std::string& part, std::optional<int64_t>& ms) -> Status {
    if (part.empty()) return success();
    const Result<uint64_t> read_ms = parse_duration_ms(part);
    if (!read_ms) return named("--since-open", read_ms.error());
    ms = static_cast<int64_t>(*read_ms);
    return success();
  };
  if (dash == std::string::npos)
    return make_error(ErrorCode::invalid_argument, "--since-open: write a range such as 0s-30s or 1min-");
  ISOTHERM_TRY(read(text.substr(0, dash), times.age_from_ms));
  return read(text.substr(dash + 1), times.age_to_ms);
}

Result<Times> times_from(const VisitArguments& arguments) {
  Times times;
  ISOTHERM_ASSIGN(times.from_ms, time_from(arguments.from_option, arguments.from));
  ISOTHERM_ASSIGN(times.to_ms, time_from(arguments.to_option, arguments.to));
  ISOTHERM_TRY(read_age(arguments.since_open, times));
  if (times.from_ms && times.to_ms && *times.from_ms > *times.to_ms)
    return make_error(ErrorCode::invalid_argument,
                      std::string(arguments.to_option) + " lies before " + arguments.from_option);
  if (times.age_to_ms && *times.age_to_ms < times.age_from_ms.value_or(0))
    return make_error(ErrorCode::invalid_argument, "--since-open ends before it begins");
  return times;
}

// One of the options that say which visits count.
void add_visit_option(CLI::App& command, const char* name, std::string& value, const char* help,
                      const char* type) {
  command.add_option(name, value, help)->type_name(type)->group(kVisitGroup);
}

}  // namespace

void add_visit_options(CLI::App& command, VisitArguments& arguments) {
  add_visit_option(
      command, "--from", arguments.from,
      "First time to use: 2024-05-31T14:05:09Z (UTC), 2024-05-31 or Unix ms (default: the beginning)",
      "TIME");
  add_visit_option(command, "--to", arguments.to,
                   "Time to stop before, written the same way (default: the end)", "TIME");
  add_visit_option(command, "--since-open", arguments.since_open,
                   "Only events in this time since their page was opened: 0s-30s, 1min-", "RANGE");
  add_condition_options(command, arguments);
}

void add_condition_options(CLI::App& command, VisitArguments& arguments) {
  add_visit_option(command, "--pages", arguments.pages,
                   "Other pages to count in: an address in which * stands for anything, such as "
                   "'https://example.com/shop*'",
                   "PATTERN");
  add_visit_option(command, "--widths", arguments.widths, "Viewport widths in CSS px: 1024-1440, 768-, -767",
                   "RANGE");
  add_visit_option(command, "--hours", arguments.hours,
                   "Hours of the day in which the page view began: 9-17,22", "LIST");
  add_visit_option(command, "--weekdays", arguments.weekdays, "Days on which it began: mon-fri,sun", "LIST");
  add_visit_option(
      command, "--zone", arguments.zone,
      "Clock for hours and weekdays: recorded (the session's tag utc_offset, else UTC), utc or +02:00",
      "ZONE");
  add_visit_option(command, "--session-length", arguments.session_length,
                   "Length of the whole session: 10s-5min, 30s-", "RANGE");
  add_visit_option(command, "--entry", arguments.entry,
                   "Sessions that begin on this page; * stands for anything", "PATTERN");
  add_visit_option(command, "--exit", arguments.exit, "Sessions that end on this page; * stands for anything",
                   "PATTERN");
  command
      .add_option(
          "--tag", arguments.tags,
          "Sessions with this tag, such as variant=B; again for more: one value of each key must match")
      ->type_name("KEY=VALUE")
      ->group(kVisitGroup);
  command.add_option("--session", arguments.sessions, "This session, by its id; again for more")
      ->type_name("ID")
      ->group(kVisitGroup);
}

Status apply_visit_options(const VisitArguments& arguments, PictureSettings& settings) {
  ISOTHERM_ASSIGN(const Times times, times_from(arguments));
  settings.time_from_ms = times.from_ms;
  settings.time_to_ms = times.to_ms;
  settings.age_from_ms = times.age_from_ms;
  settings.age_to_ms = times.age_to_ms;
  return set_conditions(arguments, settings.conditions);
}

Status apply_visit_options(const VisitArguments& arguments, Filter& filter) {
  ISOTHERM_ASSIGN(const Times times, times_from(arguments));
  filter.time_from_ms = times.from_ms.value_or(filter.time_from_ms);
  filter.time_to_ms = times.to_ms.value_or(filter.time_to_ms);
  filter.age_from_ms = times.age_from_ms.value_or(filter.age_from_ms);
  filter.age_to_ms = times.age_to_ms.value_or(filter.age_to_ms);
  return set_conditions(arguments, filter.conditions);
}

void add_page_options(CLI::App& command, PictureArguments& arguments) {
  command
      .add_option("--page", arguments.page,
                  "Page: its number in `isotherm info`, its address, or a part of it (default: the page "
                  "with the most views)")
      ->type_name("URL_OR_N");
  command
      .add_option("--device", arguments.device,
                  "Page views to use: automatic (those whose width suits the screenshot), mobile, tablet, "
                  "desktop or all")
      ->check(CLI::IsMember({"automatic", "mobile", "tablet", "desktop", "all"}))
      ->capture_default_str()
      ->type_name("NAME");
}

void add_picture_options(CLI::App& command, PictureArguments& arguments, const std::string& purpose) {
  add_page_options(command, arguments);
  command
      .add_option("--layer", arguments.layer,
                  purpose +
                      ": clicks, moves (weighted by dwell time), scroll (reach), attention (time on "
                      "screen) or dropoff (where page views end)")
      ->check(CLI::IsMember({"clicks", "moves", "scroll", "attention", "dropoff"}))
      ->capture_default_str()
      ->type_name("NAME");
  command
      .add_option(
          "--clicks", arguments.clicks,
          "Of the clicks: all, the first or last of each page view, touch (taps) or rage (clicks that "
          "complete a series)")
      ->check(CLI::IsMember({"all", "first", "last", "touch", "rage"}))
      ->capture_default_str()
      ->type_name("NAME");
  command
      .add_option("--fixed", arguments.fixed,
                  "Hits on fixed and sticky elements: hidden, top (where the element is before scrolling) or "
                  "spread (where on the page it was at that time)")
      ->check(CLI::IsMember({"hidden", "top", "spread"}))
      ->capture_default_str()
      ->type_name("NAME");
  add_visit_options(command, arguments.visits);
}

Result<PictureSettings> picture_settings(const PictureArguments& arguments, uint32_t page) {
  PictureSettings settings;
  settings.page = page;
  settings.layer = *layer_from(arguments.layer);
  settings.device = *device_choice_from(arguments.device);
  settings.clicks = *click_choice_from(arguments.clicks);
  settings.fixed = *fixed_plane_from(arguments.fixed);
  ISOTHERM_TRY(apply_visit_options(arguments.visits, settings));
  return settings;
}

}  // namespace isotherm::cli
