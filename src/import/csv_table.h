#pragma once
// Tables in RFC 4180 CSV: quoting, CRLF or LF, an optional byte order mark, columns found by their header.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace isotherm {

struct CsvRow {
  uint64_t line = 0;                     // where it starts, 1-based
  std::vector<std::string_view> fields;  // valid until the next row is read
  std::string_view problem;              // why the row cannot be used; empty = it can
};

// Reads rows one after another from borrowed text.
class CsvTable {
 public:
  static constexpr size_t kMaxColumns = 1000;

  // Reads the header. Commas separate; a header without one may use semicolons or tabs. Errors: truncated
  // (empty), unsupported (UTF-16), damaged (no usable header, a column twice).
  static Result<CsvTable> open(std::string_view text);

  const std::vector<std::string>& columns() const { return columns_; }  // trimmed, ASCII lower case
  std::optional<size_t> column(std::string_view name) const;
  // False at the end. Empty lines are passed over. A row with another number of fields than the header has a
  // problem.
  bool next(CsvRow& row);

 private:
  explicit CsvTable(std::string_view text) : text_(text) {}
  // A field of the row being read: a part of text_ or, where quotes had to be resolved, of unquoted_.
  struct Piece {
    size_t start = 0, length = 0;
    bool is_unquoted = false;
  };
  bool read_fields(CsvRow& row);
  Piece read_quoted(CsvRow& row);
  Piece read_plain();
  size_t find_field_end() const;

  std::string_view text_;
  size_t position_ = 0;
  uint64_t line_ = 1;
  char separator_ = ',';
  std::vector<std::string> columns_;
  std::vector<Piece> pieces_;
  std::string unquoted_;
};

}  // namespace isotherm
