#pragma once
#include <string_view>

namespace isotherm {

// Whether the whole text matches: '*' stands for any run of characters, everything else for itself. So a
// pattern without a star is an exact match, one with a star at its end a prefix. Case counts.
// Cost: at most O(pattern x text).
bool matches_pattern(std::string_view pattern, std::string_view text);

}  // namespace isotherm
