#include "model/wording.h"

#include <array>
#include <cstdio>

namespace isotherm {

std::string with_thousands(uint64_t value) {
  std::string text = std::to_string(value);
  for (size_t i = text.size(); i > 3; i -= 3)
    text.insert(i - 3, 1, ',');
  return text;
}

std::string fixed_decimals(double value, int decimals) {
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
  return buffer.data();
}

std::string percent_text(double share) {
  return fixed_decimals(share * 100, 1) + " %";
}

std::string duration_text(uint64_t ms) {
  const auto value = static_cast<double>(ms);
  if (ms < 1'000) return std::to_string(ms) + " ms";
  if (ms < 60'000) return fixed_decimals(value / 1'000, 1) + " s";
  if (ms < 3'600'000) return fixed_decimals(value / 60'000, 1) + " min";
  return fixed_decimals(value / 3'600'000, 1) + " h";
}

std::string counted(uint64_t count, std::string_view singular, std::string_view plural) {
  return with_thousands(count) + " " + std::string(count == 1 ? singular : plural);
}

}  // namespace isotherm
