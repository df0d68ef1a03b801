#pragma once
// The numbers of a region as named values: the columns of CSV, the members of JSON.
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/region_stats.h"

namespace isotherm {

// monostate: not known for this layer.
using ReportValue = std::variant<std::monostate, std::string, int64_t, double>;
struct ReportField {
  std::string_view name;
  ReportValue value;
};

// Always the same names in the same order:
// name, x, y, width, height, events, sessions, page_views, share, dwell_total_ms, dwell_share, dwell_mean_ms,
// dwell_median_ms, first_interaction_ms (the median), first_interaction_mean_ms, first_interaction_least_ms.
std::vector<ReportField> region_report(const std::string& name, const Region& region,
                                       const RegionStats& stats);

// One line each, with its line break. Texts with commas, quotes or breaks are quoted; one that a spreadsheet
// would take for a formula is led by an apostrophe.
std::string csv_header(const std::vector<ReportField>& fields);
std::string csv_row(const std::vector<ReportField>& fields);

// The shortest text that reads back as the same number.
std::string number_text(double value);

}  // namespace isotherm
