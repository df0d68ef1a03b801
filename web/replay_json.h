#pragma once
// Sessions and their replay as JSON; docs/web.md describes the members.
#include <string>

#include "viewer/viewer.h"

namespace isotherm::web {

std::string replay_json(Viewer& viewer);
std::string sessions_json(Viewer& viewer, int first, int count);

}  // namespace isotherm::web
