#pragma once
// Puts the checksums of a file's frames right, whatever their content.
#include "base/bytes.h"

namespace isotherm::fuzz {

void seal(Bytes& file);

}  // namespace isotherm::fuzz
