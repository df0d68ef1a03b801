#pragma once
// Reads small JSON documents, such as settings that were kept. Recordings are not read by this.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace isotherm {

class JsonValue {
 public:
  enum class Kind : uint8_t { null, boolean, number, text, array, object };

  Kind kind() const { return kind_; }
  bool boolean() const { return number_ != 0; }
  double number() const { return number_; }
  const std::string& text() const { return text_; }
  const std::vector<JsonValue>& items() const { return items_; }
  // The member of an object, nullptr where it has none; of equal names the last.
  const JsonValue* find(std::string_view name) const;
  // The member as a text, or as a whole number in int32; nullopt where it is missing or something else.
  std::optional<std::string_view> text_at(std::string_view name) const;
  std::optional<int32_t> whole_at(std::string_view name) const;

 private:
  friend class JsonParser;
  Kind kind_ = Kind::null;
  double number_ = 0;
  std::string text_;
  std::vector<JsonValue> items_;    // of an array, or the members' values
  std::vector<std::string> names_;  // of an object's members
};

// Errors: damaged, with the offset. Nesting deeper than 32 is refused.
Result<JsonValue> parse_json(std::string_view json);

}  // namespace isotherm
