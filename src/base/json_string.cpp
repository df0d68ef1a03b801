#include "base/json_string.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace isotherm {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

void append_escape(std::string& out, uint32_t code) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4)
    out += kHexDigits[code >> shift & 0xF];
}

void append_utf8(std::string& out, uint32_t code) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    tail(6), tail(0);
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    tail(12), tail(6), tail(0);
  }
}

// The number behind "\u".
std::optional<uint32_t> read_hex(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  uint32_t code = 0;
  for (const char c : text.substr(0, 4)) {
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    const size_t digit = kHexDigits.find(lower);
    if (digit == std::string_view::npos) return std::nullopt;
    code = code << 4 | static_cast<uint32_t>(digit);
  }
  return code;
}

// Takes "uXXXX", and the "\uXXXX" behind it when both make one character.
bool take_code(std::string_view& escaped, std::string& text) {
  const auto code = read_hex(escaped.substr(1));
  if (!code) return false;
  escaped.remove_prefix(5);
  if (*code >= 0xD800 && *code < 0xDC00 && escaped.starts_with("\\u")) {
    const auto low = read_hex(escaped.substr(2));
    if (low && *low >= 0xDC00 && *low < 0xE000) {
      escaped.remove_prefix(6);
      append_utf8(text, 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00));
      return true;
    }
  }
  if (*code >= 0xDC80 && *code <= 0xDCFF) {
    text += static_cast<char>(*code - 0xDC00);
  } else {
    append_utf8(text, *code >= 0xD800 && *code < 0xE000 ? 0xFFFD : *code);
  }
  return true;
}

}  // namespace

size_t utf8_length(std::string_view text) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto is_in = [&](size_t i, unsigned low, unsigned high) { return byte(i) >= low && byte(i) <= high; };
  const unsigned first = byte(0);
  if (first < 0x80) return text.empty() ? 0 : 1;
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

std::string json_string(std::string_view text, InvalidUtf8 invalid) {
  std::string out = "\"";
  while (!text.empty()) {
    const size_t length = utf8_length(text);
    const auto c = static_cast<unsigned char>(text[0]);
    if (length == 0) {
      append_escape(out, invalid == InvalidUtf8::keep ? 0xDC00u + c : 0xFFFDu);
    } else if (c == '"' || c == '\\') {
      out += {'\\', text[0]};
    } else if (c < 0x20 || c == 0x7F) {
      append_escape(out, c);
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out + '"';
}

bool unescape_json_string(std::string_view escaped, std::string& text) {
  constexpr std::string_view kNames = "\"\\/bfnrt", kCharacters = "\"\\/\b\f\n\r\t";
  text.clear();
  while (!escaped.empty()) {
    const size_t plain = std::min(escaped.find('\\'), escaped.size());
    text += escaped.substr(0, plain);
    escaped.remove_prefix(plain);
    if (escaped.empty()) break;
    escaped.remove_prefix(1);
    if (escaped.empty()) return false;
    if (escaped[0] == 'u') {
      if (!take_code(escaped, text)) return false;
      continue;
    }
    const size_t name = kNames.find(escaped[0]);
    if (name == std::string_view::npos) return false;
    text += kCharacters[name];
    escaped.remove_prefix(1);
  }
  return true;
}

}  // namespace isotherm
