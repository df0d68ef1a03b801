#include "cli/scroll_options.h"

#include <charconv>
#include <sstream>

namespace isotherm::cli {
namespace {

Result<std::vector<uint8_t>> markers_from(const std::string& text) {
  std::vector<uint8_t> markers;
  if (text == "none") return markers;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');) {
    unsigned percent = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), percent);
    if (error != std::errc() || end != part.data() + part.size() || percent < 1 || percent > 100) {
      return make_error(
          ErrorCode::invalid_argument,
          "--markers: '" + part + "' is not a percentage from 1 to 100; write them as 75,50,25 or none");
    }
    markers.push_back(static_cast<uint8_t>(percent));
  }
  return markers;
}

}  // namespace

void add_scroll_options(CLI::App& command, ScrollArguments& arguments, ScrollOptions which) {
  command
      .add_option("--unit", arguments.unit,
                  "Scroll layers count page-views, or sessions (each person once, by the furthest of their "
                  "page views)")
      ->check(CLI::IsMember({"page-views", "sessions"}))
      ->capture_default_str()
      ->type_name("NAME");
  command
      .add_option("--line", arguments.line,
                  "Line of the viewport that must get to a depth: bottom, centre or top")
      ->check(CLI::IsMember({"bottom", "centre", "top"}))
      ->capture_default_str()
      ->type_name("NAME");
  command
      .add_option("--depth", arguments.depth,
                  "Rows are compared by px from the top, or by share of each page view's own document height")
      ->check(CLI::IsMember({"px", "share"}))
      ->capture_default_str()
      ->type_name("NAME");
  command.add_option("--fold", arguments.fold, "The fold is the median or the mean height of the viewports")
      ->check(CLI::IsMember({"median", "mean"}))
      ->capture_default_str()
      ->type_name("NAME");
  command
      .add_option("--min-exposure", arguments.min_exposure_ms,
                  "Attention: rows that were visible for less than this at a stretch count nothing")
      ->check(CLI::Range(0, 60'000))
      ->capture_default_str()
      ->type_name("MS");
  command
      .add_option("--markers", arguments.markers,
                  "Scroll: lines where these percentages of the page views get to, or none")
      ->capture_default_str()
      ->type_name("LIST");
  if (which == ScrollOptions::of_numbers) return;
  command.add_flag("--smooth", arguments.is_smooth, "Scroll and attention as a gradient (default: 20 bands)");
  command.add_flag(
      "--graph", arguments.has_graph,
      "Scroll layers: add a graph beside the page (reach with its 95 % interval and where page views "
      "end, or attention)");
}

Result<ScrollSettings> scroll_settings_from(const ScrollArguments& arguments) {
  ScrollSettings settings;
  settings.unit = *scroll_unit_from(arguments.unit);
  settings.line = *reference_line_from(arguments.line);
  settings.depth = *depth_scale_from(arguments.depth);
  settings.fold = *fold_kind_from(arguments.fold);
  settings.min_exposure_ms = arguments.min_exposure_ms;
  settings.is_smooth = arguments.is_smooth;
  settings.shows_graph = arguments.has_graph;
  ISOTHERM_ASSIGN(settings.markers, markers_from(arguments.markers));
  return settings;
}

}  // namespace isotherm::cli
