#pragma once
#include <string>

#include "base/bytes.h"

namespace isotherm {

// The bytes of assets/demo/<name>; empty if it cannot be read.
Bytes read_asset(const std::string& name);

}  // namespace isotherm
