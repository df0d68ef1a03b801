#pragma once
#include <cstdint>
#include <string>

namespace isotherm::ui {

// "12 May 2026, 14:30", UTC. Times outside the years 1..9999 read "–".
std::string date_time_text(int64_t unix_ms);
// "14:30:05", UTC.
std::string clock_text(int64_t unix_ms);
// "1:05.2", "1:02:05.2": a time on a session's clock.
std::string span_text(double ms);

}  // namespace isotherm::ui
