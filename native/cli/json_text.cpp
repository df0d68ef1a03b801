#include "cli/json_text.h"

#include <cstdio>

namespace isotherm::cli {
namespace {

// Length of the well-formed UTF-8 sequence at the start of `text`, 0 if there is none (Unicode, table 3-7).
size_t utf8_length(std::string_view text) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto is_in = [&](size_t i, unsigned low, unsigned high) { return byte(i) >= low && byte(i) <= high; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return is_in(1, 0x80, 0xBF) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool ok =
        is_in(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && is_in(2, 0x80, 0xBF);
    return ok ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool ok = is_in(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) &&
                    is_in(2, 0x80, 0xBF) && is_in(3, 0x80, 0xBF);
    return ok ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const size_t length = utf8_length(text);
    const char c = text[0];
    if (length == 0) {
      out += "\\ufffd";
    } else if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      char escaped[8];
      std::snprintf(escaped, sizeof(escaped), "\\u%04x", static_cast<unsigned>(c));
      out += escaped;
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out + '"';
}

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
