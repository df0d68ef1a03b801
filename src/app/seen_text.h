#pragma once
// Which sessions were looked at, as text: what is kept between visits.
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "stream/catalog.h"

namespace isotherm {

// {"version":1,"seen":["session's name", …]}. `is_seen`: per session.
std::string seen_to_json(const std::vector<uint8_t>& is_seen, const std::vector<Session>& sessions);
// Per session. Names that the recording does not have are left out. Errors: damaged.
Result<std::vector<uint8_t>> seen_from_json(std::string_view json, const std::vector<Session>& sessions);

}  // namespace isotherm
