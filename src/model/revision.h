#pragma once
#include <cstdint>

namespace isotherm {

// A number that no one else in this process has: for revisions that renderers compare across pictures.
uint64_t next_revision();

}  // namespace isotherm
