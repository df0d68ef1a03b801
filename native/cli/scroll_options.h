#pragma once
// The options that scroll depth, attention and drop-off share.
#include <CLI/CLI.hpp>
#include <string>

#include "base/result.h"
#include "model/scroll_settings.h"

namespace isotherm::cli {

struct ScrollArguments {
  std::string unit = "page-views", line = "bottom", depth = "px", fold = "median", markers = "75,50,25";
  uint32_t min_exposure_ms = 0;
  bool is_smooth = false, has_graph = false;
};

// --unit, --line, --depth, --fold, --min-exposure, --markers; of pictures also --smooth and --graph.
enum class ScrollOptions { of_pictures, of_numbers };
void add_scroll_options(CLI::App& command, ScrollArguments& arguments, ScrollOptions which);
// Error: invalid_argument for markers that are no percentages.
Result<ScrollSettings> scroll_settings_from(const ScrollArguments& arguments);

}  // namespace isotherm::cli
