#pragma once
// Writing JSON for `info --json`.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json_string.h"

namespace isotherm::cli {

// Builds objects and arrays piece by piece; commas and indentation are its business.
class JsonText {
 public:
  JsonText& begin_object(std::string_view key = {}) { return open(key, '{'); }
  JsonText& begin_array(std::string_view key = {}) { return open(key, '['); }
  JsonText& end_object() { return close('}'); }
  JsonText& end_array() { return close(']'); }
  JsonText& text(std::string_view key, std::string_view value) { return put(key, json_string(value)); }
  JsonText& number(std::string_view key, int64_t value) { return put(key, std::to_string(value)); }
  JsonText& number(std::string_view key, uint64_t value) { return put(key, std::to_string(value)); }
  JsonText& number(std::string_view key, uint32_t value) { return put(key, std::to_string(value)); }
  JsonText& number(std::string_view key, double value);
  JsonText& flag(std::string_view key, bool value) { return put(key, value ? "true" : "false"); }
  JsonText& null(std::string_view key) { return put(key, "null"); }
  // `value` is JSON already.
  JsonText& json(std::string_view key, std::string_view value) { return put(key, value); }
  const std::string& str() const { return out_; }

 private:
  JsonText& open(std::string_view key, char bracket);
  JsonText& close(char bracket);
  JsonText& put(std::string_view key, std::string_view value);
  void begin_item(std::string_view key);

  std::string out_;
  int depth_ = 0;
  bool is_first_ = true;
};

}  // namespace isotherm::cli
