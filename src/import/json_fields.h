#pragma once
// Fields of parsed JSON objects, for importers: what is missing or of another type is nullopt.
#include <simdjson.h>

#include <cmath>
#include <optional>
#include <string_view>

#include "import/csv_fields.h"

namespace isotherm::json {

namespace dom = simdjson::dom;

template <typename T>
bool get(const dom::object& object, std::string_view name, T& out) {
  return object.at_key(name).get(out) == simdjson::SUCCESS;
}

inline std::string_view text_field(const dom::object& object, std::string_view name) {
  std::string_view text;
  return get(object, name, text) ? text : std::string_view();
}

// A finite number, also one that is written as a string (databases quote large ones).
inline std::optional<double> number_from(const dom::element& element) {
  double number = 0;
  if (element.get(number) == simdjson::SUCCESS && std::isfinite(number)) return number;
  std::string_view text;
  return element.get(text) == simdjson::SUCCESS ? parse_number(text) : std::nullopt;
}

inline std::optional<double> number_field(const dom::object& object, std::string_view name) {
  dom::element element;
  return get(object, name, element) ? number_from(element) : std::nullopt;
}

// true or false, also as 1 or 0 and as text. Missing counts as false.
inline std::optional<bool> flag_field(const dom::object& object, std::string_view name) {
  dom::element element;
  if (!get(object, name, element) || element.is_null()) return false;
  bool flag = false;
  if (element.get(flag) == simdjson::SUCCESS) return flag;
  std::string_view text;
  if (element.get(text) == simdjson::SUCCESS) return parse_flag(text);
  const auto number = number_from(element);
  if (number && (*number == 0 || *number == 1)) return *number == 1;
  return std::nullopt;
}

}  // namespace isotherm::json
