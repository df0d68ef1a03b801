#pragma once
// The options that scroll depth, attention and drop-off share.
#include <CLI/CLI.hpp>
#include <string>

#include "base/result.h"
#include "model/picture.h"

namespace isotherm::cli {

struct ScrollArguments {
  std::string unit = "page-views", line = "bottom", depth = "px", fold = "median", markers = "75,50,25";
  std::string container;  // empty = the page
  uint32_t min_exposure_ms = 0;
  bool is_smooth = false, has_graph = false;
};

// --unit, --line, --depth, --fold, --min-exposure, --markers, --container; of pictures also --smooth and
// --graph.
enum class ScrollOptions { of_pictures, of_numbers };
void add_scroll_options(CLI::App& command, ScrollArguments& arguments, ScrollOptions which);
// Error: invalid_argument for markers that are no percentages and containers that are no elements.
Result<ScrollSettings> scroll_settings_from(const ScrollArguments& arguments);
// Error: invalid_argument where --container names nothing that somebody scrolled, with what there is.
Status check_container(const PictureSettings& settings, const Picture& picture);

}  // namespace isotherm::cli
