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

bool JsonScanner::skip_string() {
  ++position_;
  while (true) {
    const size_t quote = text_.find('"', position_);
    if (quote == std::string_view::npos) {
      position_ = text_.size();
      return false;
    }
    size_t backslashes = 0;
    while (quote - backslashes > position_ && text_[quote - backslashes - 1] == '\\')
      ++backslashes;
    position_ = quote + 1;
    if (backslashes % 2 == 0) return true;
  }
}

bool JsonScanner::skip_value() {
  skip_space();
  const size_t start = position_;
  size_t depth = 0;
  while (!at_end()) {
    switch (text_[position_]) {
      case '"':
        if (!skip_string()) return false;
        if (depth == 0) return true;
        continue;
      case '{':
      case '[':
        ++depth;
        break;
      case '}':
      case ']':
        if (depth == 0) return position_ > start;  // the end of what a scalar stands in
        ++position_;
        if (--depth == 0) return true;
        continue;
      case ',':
        if (depth == 0) return position_ > start;
        break;
      default:
        break;
    }
    ++position_;
  }
  return false;
}

bool JsonScanner::skip_key(std::string_view& name) {
  skip_space();
  if (peek() != '"') return false;
  const size_t start = position_;
  if (!skip_string()) return false;
  name = since(start).substr(1);
  name.remove_suffix(1);
  return skip(':');
}

}  // namespace isotherm
