#include "import/json_scanner.h"

namespace isotherm {

void JsonScanner::skip_space() {
  while (!at_end() && (text_[position_] == ' ' || text_[position_] == '\t' || text_[position_] == '\r' ||
                       text_[position_] == '\n'))
    ++position_;
}

bool JsonScanner::skip(char c) {
  skip_space();
  if (peek() != c) return false;
  ++position_;
  return true;
}

bool JsonScanner::skip_value() {
  skip_space();
  const size_t length = JsonSkipper().skip(text_.substr(position_));
  if (length == JsonSkipper::npos) position_ = text_.size();
  if (length == JsonSkipper::npos || length == 0) return false;
  position_ += length;
  return true;
}

bool JsonScanner::skip_key(std::string_view& name) {
  skip_space();
  if (peek() != '"') return false;
  const size_t start = position_;
  if (!skip_value()) return false;
  name = since(start).substr(1);
  name.remove_suffix(1);
  return skip(':');
}

}  // namespace isotherm
