// isotherm stats
#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <memory>

#include "cli/commands.h"
#include "cli/filter_options.h"
#include "cli/message.h"
#include "cli/picture_recording.h"
#include "cli/scroll_options.h"
#include "cli/stats_rows.h"
#include "cli/stats_text.h"
#include "model/region_report.h"

namespace isotherm::cli {
namespace {

struct StatsArguments {
  std::string input_path;
  PictureArguments picture;
  std::vector<std::string> regions;
  int32_t grid_px = 0;
  ScrollArguments scroll;
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

void print_json(const StatsArguments& arguments, const Recording& recording, const RecordingFile& file,
                const Counted& counted) {
  const Picture& picture = counted.picture;
  const PictureSettings& settings = counted.settings;
  JsonText json;
  begin_stats(json, {arguments.input_path, recording, picture, settings});
  json.text("clicks", to_string(settings.clicks))
      .text("fixed", to_string(settings.fixed))
      .number("events", picture.events());
  settings.layer == Layer::moves ? json.number("dwell_total_ms", picture.weight())
                                 : json.null("dwell_total_ms");
  json.begin_array("regions");
  for (const auto& row : counted.rows) {
    json.begin_object();
    write_fields(json, row);
    json.end_object();
  }
  json.end_array();
  end_stats(json, file);
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

Result<PictureSettings> settings_from(const StatsArguments& arguments, uint32_t page) {
  ISOTHERM_ASSIGN(PictureSettings settings, picture_settings(arguments.picture, page));
  ISOTHERM_ASSIGN(settings.scroll, scroll_settings_from(arguments.scroll));
  if (is_row_layer(settings.layer) && (!arguments.regions.empty() || arguments.grid_px != 0))
    return make_error(ErrorCode::invalid_argument,
                      "--region and --grid count clicks or moves; leave them out for --layer " +
                          std::string(to_string(settings.layer)));
  return settings;
}

StatsFormat format_of(const StatsArguments& arguments) {
  if (arguments.as_json) return StatsFormat::json;
  return arguments.as_csv ? StatsFormat::csv : StatsFormat::text;
}

int run_stats(const StatsArguments& arguments) {
  Result<std::vector<NamedRegion>> named = regions_from(arguments);
  if (!named) return fail_usage(named.error().message);
  auto opened = RecordingFile::open(arguments.input_path);
  if (!opened) return fail(arguments.input_path, opened.error());
  RecordingFile& file = **opened;
  const Result<uint32_t> page = page_from(file, arguments.picture.page);
  if (!page) return fail(arguments.input_path, page.error());
  const Result<PictureSettings> settings = settings_from(arguments, *page);
  if (!settings) return fail_usage(settings.error().message);
  Recording recording = read_catalog(file);
  read_screenshots(file, *page, false, recording);
  read_events(file, *settings, recording);
  Picture picture;
  if (const Status updated = picture.update(recording, *settings); !updated)
    return fail(arguments.input_path, updated.error());
  if (const Status checked = check_container(*settings, picture); !checked)
    return fail_usage(checked.error().message);
  if (is_row_layer(settings->layer)) {
    print_rows({arguments.input_path, recording, picture, *settings}, file, format_of(arguments));
    return arguments.is_strict && file.warnings() > 0 ? kFailure : kSuccess;
  }
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
  CLI::App* command = root.add_subcommand(
      "stats", "Count events, people and times of one page, exactly: in regions, or row by row");
  command->add_option("FILE", arguments->input_path, "Recording (.ist)")->required()->type_name("");
  add_picture_options(*command, arguments->picture, "What to count");
  add_scroll_options(*command, arguments->scroll, ScrollOptions::of_numbers);
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
      "What each number means: docs/definitions.md, Regions and Scroll reach.\n\n"
      "Examples:\n"
      "  isotherm stats demo.ist --region buy=1010,420,300,60 --json\n"
      "  isotherm stats site.ist --page 3 --layer moves --grid 100 --tag variant=B --csv\n"
      "  isotherm stats site.ist --layer scroll --unit sessions --json");
  command->callback([arguments, &exit_code] { exit_code = run_stats(*arguments); });
}

}  // namespace isotherm::cli
