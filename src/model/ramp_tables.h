#pragma once
// 256-entry colour tables as 0xRRGGBB.
#include <array>
#include <cstdint>

namespace isotherm {

extern const std::array<uint32_t, 256> kViridisTable, kInfernoTable, kCividisTable;

}  // namespace isotherm
