#pragma once
// Parts of a recording as people choose them on the command line, the same way for every subcommand.
#include <string>
#include <vector>

#include "stream/reader.h"

namespace isotherm::cli {

// Texts as they were given; empty = no choice.
struct RecordingChoice {
  std::vector<std::string> pages, sessions, devices;
  std::string from, to;
};

// Rows of a recording's catalog and a range of event times.
struct ChosenRows {
  std::vector<uint8_t> page_views, pages;                    // 1 = kept; pages: also without a page view
  int64_t time_from_ms = INT64_MIN, time_to_ms = INT64_MAX;  // half-open; the extremes = no limit
  uint64_t page_view_count = 0;
};

// A page view is kept when page, session and device fit and its time overlaps the range. Errors:
// invalid_argument, with what there is to choose from.
Result<ChosenRows> choose_rows(const Catalog& catalog, const RecordingChoice& choice);

}  // namespace isotherm::cli
