#include "base/json_value.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace isotherm {

const JsonValue* JsonValue::find(std::string_view name) const {
  for (size_t i = names_.size(); i > 0; --i) {
    if (names_[i - 1] == name) return &items_[i - 1];
  }
  return nullptr;
}

std::optional<std::string_view> JsonValue::text_at(std::string_view name) const {
  const JsonValue* value = find(name);
  if (!value || value->kind_ != Kind::text) return std::nullopt;
  return std::string_view(value->text_);
}

std::optional<int32_t> JsonValue::whole_at(std::string_view name) const {
  const JsonValue* value = find(name);
  if (!value || value->kind_ != Kind::number || value->number_ != std::floor(value->number_) ||
      std::abs(value->number_) > std::numeric_limits<int32_t>::max())
    return std::nullopt;
  return static_cast<int32_t>(value->number_);
}

class JsonParser {
 public:
  explicit JsonParser(std::string_view json) : json_(json) {}

  Result<JsonValue> document() {
    JsonValue value;
    const bool is_read = read(value, 0);
    skip_space();
    if (is_read && at_ == json_.size()) return value;
    return make_error(ErrorCode::damaged, "this is no JSON", at_);
  }

 private:
  static constexpr int kDeepest = 32;

  bool read(JsonValue& value, int depth) {
    skip_space();
    if (at_ >= json_.size() || depth > kDeepest) return false;
    const char c = json_[at_];
    if (c == '{') return read_list(value, JsonValue::Kind::object, '}', depth);
    if (c == '[') return read_list(value, JsonValue::Kind::array, ']', depth);
    if (c == '"') {
      value.kind_ = JsonValue::Kind::text;
      return read_text(value.text_);
    }
    if (take_word("null")) return true;
    value.kind_ = JsonValue::Kind::boolean;
    if (take_word("false")) return true;
    value.number_ = 1;
    if (take_word("true")) return true;
    value.kind_ = JsonValue::Kind::number;
    return read_number(value.number_);
  }

  bool read_list(JsonValue& value, JsonValue::Kind kind, char end, int depth) {
    value.kind_ = kind;
    ++at_;
    skip_space();
    if (take(end)) return true;
    while (true) {
      if (kind == JsonValue::Kind::object) {
        skip_space();
        std::string name;
        if (at_ >= json_.size() || json_[at_] != '"' || !read_text(name)) return false;
        skip_space();
        if (!take(':')) return false;
        value.names_.push_back(std::move(name));
      }
      value.items_.emplace_back();
      if (!read(value.items_.back(), depth + 1)) return false;
      skip_space();
      if (take(end)) return true;
      if (!take(',')) return false;
    }
  }

  bool read_text(std::string& text) {
    for (++at_; at_ < json_.size(); ++at_) {
      const char c = json_[at_];
      if (c == '"') {
        ++at_;
        return true;
      }
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c != '\\') {
        text += c;
      } else if (!read_escape(text)) {
        return false;
      }
    }
    return false;
  }

  // at_ is on the backslash; afterwards on the escape's last character.
  bool read_escape(std::string& text) {
    constexpr std::string_view kNames = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
    if (++at_ >= json_.size()) return false;
    if (const size_t found = kNames.find(json_[at_]); found != std::string_view::npos) {
      text += kMeanings[found];
      return true;
    }
    uint32_t code = 0;
    if (json_[at_] != 'u' || !read_hex(code)) return false;
    if (code >= 0xD800 && code < 0xDC00) {
      uint32_t low = 0;
      if (json_.substr(at_ + 1, 2) != "\\u") return false;
      at_ += 2;
      if (!read_hex(low) || low < 0xDC00 || low > 0xDFFF) return false;
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(code, text);
    return true;
  }

  // The four digits behind at_.
  bool read_hex(uint32_t& code) {
    for (int i = 0; i < 4; ++i) {
      if (++at_ >= json_.size()) return false;
      const size_t digit = std::string_view("0123456789abcdef0123456789ABCDEF").find(json_[at_]);
      if (digit == std::string_view::npos) return false;
      code = code * 16 + static_cast<uint32_t>(digit % 16);
    }
    return true;
  }

  static void append_utf8(uint32_t code, std::string& text) {
    const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
    if (code < 0x80) {
      text += static_cast<char>(code);
    } else if (code < 0x800) {
      text += static_cast<char>(0xC0 | code >> 6);
      tail(0);
    } else if (code < 0x10000) {
      text += static_cast<char>(0xE0 | code >> 12);
      tail(6), tail(0);
    } else {
      text += static_cast<char>(0xF0 | code >> 18);
      tail(12), tail(6), tail(0);
    }
  }

  bool read_number(double& number) {
    const size_t end = std::min(json_.find_first_not_of("+-.0123456789eE", at_), json_.size());
    const std::string digits(json_.substr(at_, end - at_));
    char* read_to = nullptr;
    number = std::strtod(digits.c_str(), &read_to);
    if (digits.empty() || read_to != digits.c_str() + digits.size() || !std::isfinite(number)) return false;
    at_ = end;
    return true;
  }

  bool take(char c) {
    if (at_ >= json_.size() || json_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take_word(std::string_view word) {
    if (json_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  void skip_space() {
    while (at_ < json_.size() && std::string_view(" \t\r\n").find(json_[at_]) != std::string_view::npos)
      ++at_;
  }

  std::string_view json_;
  size_t at_ = 0;
};

Result<JsonValue> parse_json(std::string_view json) {
  return JsonParser(json).document();
}

}  // namespace isotherm
