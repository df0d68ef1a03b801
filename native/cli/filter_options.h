#pragma once
// The options that say which visits and events count: one place for every command that filters.
#include <string>
#include <vector>

#include "base/result.h"
#include "model/picture.h"

namespace CLI {
class App;
}

namespace isotherm::cli {

struct VisitArguments {
  std::string from, to, since_open;
  std::string pages, widths, hours, weekdays, zone, session_length, entry, exit;
  std::vector<std::string> tags, sessions;
  const char *from_option = "--from", *to_option = "--to";  // what messages call them
};

inline constexpr const char* kVisitGroup = "Which visits count";  // in the help

// --pages, --widths, --hours, --weekdays, --zone, --session-length, --entry, --exit, --tag, --session.
void add_condition_options(CLI::App& command, VisitArguments& arguments);
// --from, --to, --since-open and the conditions.
void add_visit_options(CLI::App& command, VisitArguments& arguments);
// Errors: invalid_argument, naming the option.
Status apply_visit_options(const VisitArguments& arguments, PictureSettings& settings);
Status apply_visit_options(const VisitArguments& arguments, Filter& filter);

// Which events of a page a picture or a count is made of: --page, --layer, --device, --clicks, --fixed and
// the visit options.
struct PictureArguments {
  std::string page, layer = "clicks", device = "automatic", clicks = "all", fixed = "hidden";
  VisitArguments visits;
};

// --page and --device.
void add_page_options(CLI::App& command, PictureArguments& arguments);
// `purpose`: "What to draw" or "What to count".
void add_picture_options(CLI::App& command, PictureArguments& arguments, const std::string& purpose);
Result<PictureSettings> picture_settings(const PictureArguments& arguments, uint32_t page);

}  // namespace isotherm::cli
