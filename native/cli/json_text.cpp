#include "cli/json_text.h"

#include <cstdio>

namespace isotherm::cli {

JsonText& JsonText::number(std::string_view key, double value) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.6g", value);
  return put(key, text);
}

void JsonText::begin_item(std::string_view key) {
  if (!is_first_) out_ += ',';
  if (depth_ > 0) out_ += '\n' + std::string(static_cast<size_t>(depth_) * 2, ' ');
  if (!key.empty()) out_ += json_string(key) + ": ";
  is_first_ = false;
}

JsonText& JsonText::open(std::string_view key, char bracket) {
  begin_item(key);
  out_ += bracket;
  ++depth_;
  is_first_ = true;
  return *this;
}

JsonText& JsonText::close(char bracket) {
  --depth_;
  if (!is_first_) out_ += '\n' + std::string(static_cast<size_t>(depth_) * 2, ' ');
  out_ += bracket;
  is_first_ = false;
  return *this;
}

JsonText& JsonText::put(std::string_view key, std::string_view value) {
  begin_item(key);
  out_ += value;
  return *this;
}

}  // namespace isotherm::cli
