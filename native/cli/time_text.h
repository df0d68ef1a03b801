#pragma once
// Points in time as people write them.
#include <cstdint>
#include <string>

#include "base/result.h"

namespace isotherm::cli {

// "2024-05-31", "2024-05-31T14:05", "2024-05-31T14:05:09.250Z" (all UTC; a space may stand for the T) or Unix
// ms.
Result<int64_t> parse_time(const std::string& text);
// "2024-05-31T14:05:09.250Z"
std::string time_text(int64_t unix_ms);
// A time on a session's clock, as ms: "12.5" (seconds), "1:02.5", "1:00:02".
Result<double> parse_span(const std::string& text);

}  // namespace isotherm::cli
