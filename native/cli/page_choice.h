#pragma once
// Pages as people name them on the command line.
#include <string>
#include <vector>

#include "base/result.h"

namespace isotherm::cli {

// The index of the page that `text` names: a page number as `info` prints it, a whole address, or a part of
// exactly one. Errors: invalid_argument, with what there is to choose from.
Result<uint32_t> choose_page(const std::vector<std::string>& urls, const std::string& text);

// `[PAGE=]IMAGE[@CSS_WIDTH]`. The last '=' splits, since addresses hold some too.
struct PictureArgument {
  std::string page;  // empty = not named
  std::string path;
  uint32_t css_width = 0;  // 0 = not told
};
Result<PictureArgument> parse_picture_argument(const std::string& text, bool may_name_page);

}  // namespace isotherm::cli
