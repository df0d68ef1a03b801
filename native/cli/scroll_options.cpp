#include "cli/scroll_options.h"

#include <algorithm>

namespace isotherm::cli {
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
  command
      .add_option(
          "--container", arguments.container,
          "Scroll layers: an element that scrolls inside the page, such as \"element 17\" (default: the "
          "page; `isotherm stats --layer scroll --json` lists what there is)")
      ->type_name("NAME");
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
  const auto markers = markers_from(arguments.markers);
  if (!markers) {
    return make_error(ErrorCode::invalid_argument, "--markers: '" + arguments.markers +
                                                       "' is not a list of percentages from 1 to 100; write "
                                                       "them as 75,50,25 or none");
  }
  settings.markers = *markers;
  if (arguments.container.empty()) return settings;
  settings.container = container_from(arguments.container);
  if (!settings.container) {
    return make_error(ErrorCode::invalid_argument, "--container: '" + arguments.container +
                                                       "' is not an element; write it as \"element 17\"");
  }
  return settings;
}

Status check_container(const PictureSettings& settings, const Picture& picture) {
  if (!settings.scroll.container) return success();
  if (!is_row_layer(settings.layer)) {
    return make_error(ErrorCode::invalid_argument,
                      "--container goes with --layer scroll, attention or dropoff");
  }
  const auto& containers = picture.rows().containers();
  const auto is_chosen = [&](const ScrollContainer& container) {
    return container.target == *settings.scroll.container;
  };
  if (std::any_of(containers.begin(), containers.end(), is_chosen)) return success();
  std::string known;
  constexpr size_t kShown = 10;
  for (size_t i = 0; i < std::min(containers.size(), kShown); ++i)
    known += (i == 0 ? "" : ", ") + container_name(containers[i].target);
  if (containers.size() > kShown) known += ", …";
  return make_error(ErrorCode::invalid_argument,
                    "--container: nobody scrolled " + container_name(*settings.scroll.container) +
                        " on this page; " +
                        (known.empty() ? "no element inside it was scrolled" : "there are " + known));
}

}  // namespace isotherm::cli
