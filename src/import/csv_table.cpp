#include "import/csv_table.h"

#include <algorithm>

#include "import/issue_log.h"

namespace isotherm {
namespace {

std::string normalized(std::string_view name) {
  while (!name.empty() && (name.front() == ' ' || name.front() == '\t'))
    name.remove_prefix(1);
  while (!name.empty() && (name.back() == ' ' || name.back() == '\t'))
    name.remove_suffix(1);
  std::string lower(name);
  for (char& c : lower)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

}  // namespace

Result<CsvTable> CsvTable::open(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return make_error(ErrorCode::unsupported, "the table is UTF-16; save it as UTF-8");
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  CsvTable table(text);
  const std::string_view first_line = text.substr(0, text.find('\n'));
  if (first_line.find(',') == std::string_view::npos) {
    if (first_line.find(';') != std::string_view::npos) table.separator_ = ';';
    if (first_line.find('\t') != std::string_view::npos) table.separator_ = '\t';
  }
  CsvRow header;
  if (!table.next(header))
    return make_error(ErrorCode::truncated, "the table is empty; expected a header line with column names");
  if (!header.problem.empty())
    return make_error(ErrorCode::damaged, "the header line is not usable: " + std::string(header.problem));
  std::vector<std::string> columns;
  for (const std::string_view name : header.fields) {
    columns.push_back(normalized(name));
    if (!columns.back().empty() && std::count(columns.begin(), columns.end(), columns.back()) > 1) {
      return make_error(ErrorCode::damaged, "the header names the column " + quoted(name) + " twice");
    }
  }
  table.columns_ = std::move(columns);
  return table;
}

std::optional<size_t> CsvTable::column(std::string_view name) const {
  const auto found = std::find(columns_.begin(), columns_.end(), name);
  if (found == columns_.end()) return std::nullopt;
  return static_cast<size_t>(found - columns_.begin());
}

bool CsvTable::next(CsvRow& row) {
  do {
    if (!read_fields(row)) return false;
  } while (row.problem.empty() && row.fields.size() == 1 && row.fields[0].empty());
  if (row.problem.empty() && !columns_.empty() && row.fields.size() != columns_.size()) {
    row.problem = row.fields.size() < columns_.size() ? "the row has fewer fields than the header"
                                                      : "the row has more fields than the header";
  }
  return true;
}

// Where the next separator or line feed is, or the end of the text.
size_t CsvTable::find_field_end() const {
  const char ends[] = {separator_, '\n'};
  return std::min(text_.find_first_of(std::string_view(ends, 2), position_), text_.size());
}

CsvTable::Piece CsvTable::read_plain() {
  Piece piece{position_, find_field_end() - position_, false};
  position_ += piece.length;
  const bool ends_row = position_ == text_.size() || text_[position_] == '\n';
  if (ends_row && piece.length > 0 && text_[position_ - 1] == '\r') --piece.length;
  return piece;
}

CsvTable::Piece CsvTable::read_quoted(CsvRow& row) {
  const size_t start = unquoted_.size();
  ++position_;
  while (true) {
    const size_t quote = text_.find('"', position_);
    const std::string_view part = text_.substr(position_, quote - position_);
    line_ += static_cast<uint64_t>(std::count(part.begin(), part.end(), '\n'));
    unquoted_ += part;
    if (quote == std::string_view::npos) {
      row.problem = "a quote that opens in this row is never closed: the rest of the table cannot be read";
      position_ = text_.size();
      break;
    }
    position_ = quote + 1;
    if (position_ >= text_.size() || text_[position_] != '"') break;
    unquoted_ += '"';
    ++position_;
  }
  const size_t end = find_field_end();
  const std::string_view behind = text_.substr(position_, end - position_);
  if (!behind.empty() && behind != "\r") row.problem = "text behind a closing quote";
  position_ = end;
  return {start, unquoted_.size() - start, true};
}

bool CsvTable::read_fields(CsvRow& row) {
  row.fields.clear();
  row.problem = {};
  row.line = line_;
  if (position_ >= text_.size()) return false;
  unquoted_.clear();
  pieces_.clear();
  for (bool ends_row = false; !ends_row;) {
    const bool is_quoted = position_ < text_.size() && text_[position_] == '"';
    const Piece piece = is_quoted ? read_quoted(row) : read_plain();
    if (pieces_.size() < kMaxColumns) {
      pieces_.push_back(piece);
    } else {
      row.problem = "the row has more than 1000 fields";
    }
    ends_row = position_ >= text_.size() || text_[position_] == '\n';
    if (position_ < text_.size()) ++position_;
    if (ends_row) ++line_;
  }
  for (const Piece& piece : pieces_) {
    row.fields.push_back(
        (piece.is_unquoted ? std::string_view(unquoted_) : text_).substr(piece.start, piece.length));
  }
  return true;
}

}  // namespace isotherm
