#pragma once
// Times as text -> ms since 1970, UTC.
#include <cstdint>
#include <optional>
#include <string_view>

namespace isotherm {

// `2024-05-01T12:34:56.789Z`, with a blank for the T, with an offset (+02:00) or none (UTC), with or without
// fractions of a second; or a number: of seconds below 10^11, of ms from there on. nullopt = something else,
// or not between the years 1970 and 9999.
std::optional<int64_t> parse_unix_ms(std::string_view text);
std::optional<int64_t> unix_ms_from_number(double value);

}  // namespace isotherm
