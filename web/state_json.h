#pragma once
#include <string>

#include "instance.h"

namespace isotherm::web {

// AppState as JSON, for scripts and tests; docs/web.md lists the members.
std::string state_json(const Instance& instance, Viewer& viewer);

// What the last change cost.
std::string cost_json(const ChangeCost& cost);

}  // namespace isotherm::web
