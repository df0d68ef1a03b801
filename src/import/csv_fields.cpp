#include "import/csv_fields.h"

#include <charconv>
#include <cmath>

#include "import/issue_log.h"

namespace isotherm {

std::string_view trimmed(std::string_view field) {
  while (!field.empty() && (field.front() == ' ' || field.front() == '\t'))
    field.remove_prefix(1);
  while (!field.empty() && (field.back() == ' ' || field.back() == '\t'))
    field.remove_suffix(1);
  return field;
}

std::optional<double> parse_number(std::string_view field) {
  field = trimmed(field);
  if (field.starts_with('+')) field.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc() || end != field.data() + field.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::optional<bool> parse_flag(std::string_view field) {
  if (field == "1" || field == "true" || field == "yes") return true;
  if (field.empty() || field == "0" || field == "false" || field == "no") return false;
  return std::nullopt;
}

Status require_columns(const CsvTable& table, std::string_view table_name,
                       std::initializer_list<std::string_view> required) {
  for (const std::string_view name : required) {
    if (table.column(name)) continue;
    std::string found;
    for (const std::string& column : table.columns()) {
      if (found.size() < 200) found += (found.empty() ? "" : ", ") + quoted(column);
    }
    return make_error(ErrorCode::unsupported, "the " + std::string(table_name) + " table has no column " +
                                                  quoted(name) + "; its header has " + found);
  }
  return success();
}

}  // namespace isotherm
