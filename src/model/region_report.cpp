#include "model/region_report.h"

#include <cstdio>
#include <cstdlib>

namespace isotherm {

namespace {

std::string csv_text(const std::string& text) {
  const bool is_formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  const std::string safe = is_formula ? "'" + text : text;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe)
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

struct CsvValue {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const std::string& text) const { return csv_text(text); }
  std::string operator()(int64_t number) const { return std::to_string(number); }
  std::string operator()(double number) const { return number_text(number); }
};

template <typename Text>
std::string joined(const std::vector<ReportField>& fields, Text&& text) {
  std::string line;
  for (const ReportField& field : fields)
    line += (line.empty() && &field == &fields.front() ? "" : ",") + text(field);
  return line + "\n";
}

}  // namespace

std::vector<ReportField> region_report(const std::string& name, const Region& region,
                                       const RegionStats& stats) {
  const auto whole = [](uint64_t value) { return ReportValue(static_cast<int64_t>(value)); };
  const auto if_dwell = [&](ReportValue value) { return stats.dwell ? value : ReportValue(); };
  const auto if_any = [&](ReportValue value) { return stats.first.count > 0 ? value : ReportValue(); };
  const TimeSummary dwell = stats.dwell.value_or(TimeSummary{});
  return {{"name", name},
          {"x", int64_t{region.x}},
          {"y", int64_t{region.y}},
          {"width", int64_t{region.width}},
          {"height", int64_t{region.height}},
          {"events", whole(stats.events)},
          {"sessions", whole(stats.sessions)},
          {"page_views", whole(stats.page_views)},
          {"share", stats.share},
          {"dwell_total_ms", if_dwell(whole(dwell.total_ms))},
          {"dwell_share", if_dwell(stats.weight_share)},
          {"dwell_mean_ms", if_dwell(if_any(dwell.mean_ms))},
          {"dwell_median_ms", if_dwell(if_any(dwell.median_ms))},
          {"first_interaction_ms", if_any(stats.first.median_ms)},
          {"first_interaction_mean_ms", if_any(stats.first.mean_ms)},
          {"first_interaction_least_ms", if_any(whole(stats.first.least_ms))}};
}

std::string csv_header(const std::vector<ReportField>& fields) {
  return joined(fields, [](const ReportField& field) { return std::string(field.name); });
}

std::string csv_row(const std::vector<ReportField>& fields) {
  return joined(fields, [](const ReportField& field) { return std::visit(CsvValue{}, field.value); });
}

std::string number_text(double value) {
  char text[40];
  for (int digits = 15; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    if (std::strtod(text, nullptr) == value) break;
  }
  return text;
}

}  // namespace isotherm
