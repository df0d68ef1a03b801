#pragma once
// Values of CSV fields, and rows looked at through a table's columns.
#include <optional>
#include <string_view>

#include "import/csv_table.h"

namespace isotherm {

// A finite decimal number; spaces around it are allowed. nullopt = something else, or empty.
std::optional<double> parse_number(std::string_view field);
// 1, true, yes / 0, false, no, empty.
std::optional<bool> parse_flag(std::string_view field);
std::string_view trimmed(std::string_view field);

// A column that a table may have. Without it every row's field is empty.
class CsvColumn {
 public:
  CsvColumn(const CsvTable& table, std::string_view name) : index_(table.column(name)) {}
  bool exists() const { return index_.has_value(); }
  std::string_view of(const CsvRow& row) const { return trimmed(whole(row)); }
  // With the spaces around it.
  std::string_view whole(const CsvRow& row) const {
    return index_ ? row.fields[*index_] : std::string_view();
  }

 private:
  std::optional<size_t> index_;
};

// An error that names the first of `required` that the table lacks, and the columns that it has.
Status require_columns(const CsvTable& table, std::string_view table_name,
                       std::initializer_list<std::string_view> required);

}  // namespace isotherm
