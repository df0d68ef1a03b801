#pragma once
// Numbers as people read them.
#include <cstdint>
#include <string>
#include <string_view>

namespace isotherm {

// "12,345"
std::string with_thousands(uint64_t value);
// With `decimals` digits after the point.
std::string fixed_decimals(double value, int decimals);
// "73.2 %"
std::string percent_text(double share);
// "340 ms", "12.4 s", "3.5 min", "1.2 h"
std::string duration_text(uint64_t ms);
// "1 click", "12 clicks"
std::string counted(uint64_t count, std::string_view singular, std::string_view plural);

}  // namespace isotherm
