// isotherm stats
#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <memory>

#include "cli/commands.h"
#include "cli/filter_options.h"
#include "cli/json_text.h"
#include "cli/message.h"
#include "cli/picture_recording.h"
#include "model/condition_text.h"
#include "model/region_report.h"

namespace isotherm::cli {
namespace {

struct StatsArguments {
  std::string input_path;
  PictureArguments picture;
  std::vector<std::string> regions;
  int32_t grid_px = 0;
  bool as_json = false, as_csv = false, is_strict = false;
};

struct NamedRegion {
  std::string name;
  Region region;
};

constexpr size_t kMostRegions = 10'000;

// "x,y,w,h", or "name=x,y,w,h".
Result<NamedRegion> parse_region(const std::string& text) {
  const Error error = make_error(ErrorCode::invalid_argument,
                                 "--region: \"" + text +
                                     "\" is not a region; write x,y,width,height in whole page px, such as "
                                     "100,200,300,50, or name=x,y,width,height");
  const size_t equals = text.rfind('=');
  NamedRegion named;
  if (equals != std::string::npos) named.name = text.substr(0, equals);
  const char* at = text.data() + (equals == std::string::npos ? 0 : equals + 1);
  const char* const end = text.data() + text.size();
  int32_t numbers[4];
  for (int i = 0; i < 4; ++i) {
    const auto [next, failure] = std::from_chars(at, end, numbers[i]);
    const bool is_last = i == 3;
    if (failure != std::errc() || (is_last ? next != end : next == end || *next != ',')) return error;
    at = next + 1;
  }
  named.region = {numbers[0], numbers[1], numbers[2], numbers[3]};
  if (named.region.width <= 0 || named.region.height <= 0) return error;
  return named;
}

// What was counted, region by region, and what it was counted on.
struct Counted {
  std::vector<std::vector<ReportField>> rows;
  const Picture& picture;
  const PictureSettings& settings;
};

std::vector<std::vector<ReportField>> count(const StatsArguments& arguments, const Recording& recording,
                                            const Picture& picture, const PictureSettings& settings,
                                            const std::vector<NamedRegion>& named) {
  std::vector<Region> regions;
  for (const NamedRegion& one : named)
    regions.push_back(one.region);
  std::vector<std::vector<ReportField>> rows;
  const auto stats = region_stats(recording, picture.selection(), picture.filter(), settings.layer,
                                  picture.page_px(), regions);
  for (size_t i = 0; i < stats.size(); ++i)
    rows.push_back(region_report(named[i].name, regions[i], stats[i]));
  if (arguments.grid_px == 0) return rows;
  const auto grid = grid_stats(recording, picture.selection(), picture.filter(), settings.layer,
                               picture.page_px(), arguments.grid_px);
  for (const GridCell& cell : grid.cells)
    rows.push_back(region_report({}, cell.region, cell.stats));
  return rows;
}

void write_row(const std::vector<ReportField>& row, JsonText& json) {
  json.begin_object();
  for (const ReportField& field : row) {
    if (const auto* text = std::get_if<std::string>(&field.value)) {
      json.text(field.name, *text);
    } else if (const auto* whole = std::get_if<int64_t>(&field.value)) {
      json.number(field.name, *whole);
    } else if (const auto* number = std::get_if<double>(&field.value)) {
      json.number(field.name, *number);
    } else {
      json.null(field.name);
    }
  }
  json.end_object();
}

void write_left_out(const Picture& picture, JsonText& json) {
  const Selection& selection = picture.selection();
  json.begin_object("left_out")
      .number("page_views_device", selection.left_out_device)
      .number("page_views_width", selection.left_out_width)
      .number("page_views_filters", selection.left_out_conditions)
      .number("page_views_time", selection.left_out_time)
      .number("events_outside_page", picture.outside_page());
  const bool hides_fixed = picture.filter().fixed == FixedPlane::hidden;
  json.number("events_on_fixed_elements", hides_fixed ? picture.fixed_points() : uint64_t{0}).end_object();
}

void print_json(const StatsArguments& arguments, const Recording& recording, const RecordingFile& file,
                const Counted& counted) {
  const Picture& picture = counted.picture;
  const PictureSettings& settings = counted.settings;
  JsonText json;
  json.begin_object()
      .text("file", arguments.input_path)
      .number("page", settings.page)
      .text("url", recording.catalog.pages[settings.page].url)
      .number("page_width", int64_t{picture.page_px().width})
      .number("page_height", int64_t{picture.page_px().height})
      .text("layer", to_string(settings.layer))
      .text("device", to_string(settings.device))
      .text("clicks", to_string(settings.clicks))
      .text("fixed", to_string(settings.fixed))
      .text("filters", describe(settings.conditions));
  const auto time = [&](const char* name, const std::optional<int64_t>& value) {
    value ? json.number(name, *value) : json.null(name);
  };
  time("from_ms", settings.time_from_ms), time("to_ms", settings.time_to_ms);
  time("since_open_from_ms", settings.age_from_ms), time("since_open_to_ms", settings.age_to_ms);
  json.number("sessions", picture.selection().sessions)
      .number("page_views", picture.selection().page_views)
      .number("events", picture.events());
  settings.layer == Layer::moves ? json.number("dwell_total_ms", picture.weight())
                                 : json.null("dwell_total_ms");
  write_left_out(picture, json);
  json.begin_array("regions");
  for (const auto& row : counted.rows)
    write_row(row, json);
  json.end_array();
  json.begin_array("warnings");
  for (const std::string& warning : file.warning_texts())
    json.text({}, warning);
  json.end_array().end_object();
  std::printf("%s\n", json.str().c_str());
}

void print_csv(const Counted& counted) {
  std::fputs(csv_header(region_report({}, {}, {})).c_str(), stdout);
  for (const auto& row : counted.rows)
    std::fputs(csv_row(row).c_str(), stdout);
}

std::string field_text(const ReportField& field) {
  if (const auto* text = std::get_if<std::string>(&field.value)) return printable(*text);
  if (const auto* whole = std::get_if<int64_t>(&field.value)) return std::to_string(*whole);
  if (const auto* number = std::get_if<double>(&field.value))
    return field.name.ends_with("share") ? percent_text(*number) : fixed_decimals(*number, 1);
  return "-";
}

void print_text(const Counted& counted) {
  std::printf("%s\n%s\n\n", printable(counted.picture.title()).c_str(),
              counted.picture.sample_line().c_str());
  constexpr std::string_view kShown[] = {"name",
                                         "x",
                                         "y",
                                         "width",
                                         "height",
                                         "events",
                                         "sessions",
                                         "share",
                                         "dwell_mean_ms",
                                         "dwell_median_ms",
                                         "first_interaction_ms"};
  const auto print_line = [&](const std::vector<ReportField>& row, bool is_header) {
    std::string line;
    for (const ReportField& field : row) {
      if (std::find(std::begin(kShown), std::end(kShown), field.name) == std::end(kShown)) continue;
      std::string text = is_header ? std::string(field.name) : field_text(field);
      const size_t width = std::max<size_t>(field.name == "name" ? 16 : 8, field.name.size());
      const std::string padding(text.size() < width ? width - text.size() : 0, ' ');
      line += field.name == "name" ? text + padding : " " + padding + text;
    }
    std::printf("%s\n", line.c_str());
  };
  print_line(region_report({}, {}, {}), true);
  for (const auto& row : counted.rows)
    print_line(row, false);
}

Result<std::vector<NamedRegion>> regions_from(const StatsArguments& arguments) {
  std::vector<NamedRegion> named;
  if (arguments.regions.size() > kMostRegions)
    return make_error(ErrorCode::invalid_argument, "at most 10000 regions can be counted at once");
  for (const std::string& text : arguments.regions) {
    ISOTHERM_ASSIGN(NamedRegion one, parse_region(text));
    named.push_back(std::move(one));
  }
  return named;
}

int run_stats(const StatsArguments& arguments) {
  Result<std::vector<NamedRegion>> named = regions_from(arguments);
  if (!named) return fail_usage(named.error().message);
  auto opened = RecordingFile::open(arguments.input_path);
  if (!opened) return fail(arguments.input_path, opened.error());
  RecordingFile& file = **opened;
  const Result<uint32_t> page = page_from(file, arguments.picture.page);
  if (!page) return fail(arguments.input_path, page.error());
  const Result<PictureSettings> settings = picture_settings(arguments.picture, *page);
  if (!settings) return fail_usage(settings.error().message);
  Recording recording = read_events(file, *settings);
  read_screenshots(file, *page, false, recording);
  Picture picture;
  if (const Status updated = picture.update(recording, *settings); !updated)
    return fail(arguments.input_path, updated.error());
  if (named->empty() && arguments.grid_px == 0)
    named->push_back({"page", {0, 0, picture.page_px().width, picture.page_px().height}});
  const Counted counted{count(arguments, recording, picture, *settings, *named), picture, *settings};
  if (arguments.as_json) {
    print_json(arguments, recording, file, counted);
  } else if (arguments.as_csv) {
    print_csv(counted);
  } else {
    print_text(counted);
  }
  return arguments.is_strict && file.warnings() > 0 ? kFailure : kSuccess;
}

}  // namespace

void add_stats_command(CLI::App& root, int& exit_code) {
  auto arguments = std::make_shared<StatsArguments>();
  CLI::App* command =
      root.add_subcommand("stats", "Count events, people and times in regions of one page, exactly");
  command->add_option("FILE", arguments->input_path, "Recording (.ist)")->required()->type_name("");
  add_picture_options(*command, arguments->picture, {"clicks", "moves"});
  command
      ->add_option(
          "--region", arguments->regions,
          "Region in whole page px, with a name or without; again for more (default: the whole page)")
      ->type_name("[NAME=]X,Y,W,H");
  command
      ->add_option("--grid", arguments->grid_px, "Also count squares of this many page px, where anything is")
      ->check(CLI::Range(1, 1 << 20))
      ->type_name("PX");
  auto* json = command->add_flag("--json", arguments->as_json, "Print JSON (default: a table)");
  command->add_flag("--csv", arguments->as_csv, "Print CSV")->excludes(json);
  command->add_flag("--strict", arguments->is_strict,
                    "Exit with 1 if parts of the recording are damaged (default: say so and go on)");
  command->footer(
      "What each number means: docs/definitions.md, Regions.\n\n"
      "Examples:\n"
      "  isotherm stats demo.ist --region buy=1010,420,300,60 --json\n"
      "  isotherm stats site.ist --page 3 --layer moves --grid 100 --tag variant=B --csv");
  command->callback([arguments, &exit_code] { exit_code = run_stats(*arguments); });
}

}  // namespace isotherm::cli
