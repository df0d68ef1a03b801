#pragma once
#include <cstdint>
#include <string>

namespace isotherm::ui {

// "12 May 2026, 14:30", UTC. Times outside the years 1..9999 read "–".
std::string date_time_text(int64_t unix_ms);

}  // namespace isotherm::ui
