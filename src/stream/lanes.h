#pragma once
// Four 32-bit numbers side by side, as g++, clang and emcc compile them to the vector instructions of each
// target. All arithmetic wraps.
#include <cstdint>
#include <cstring>

namespace isotherm {

using Lanes = uint32_t __attribute__((vector_size(16)));
inline constexpr size_t kLanes = 4;
using ByteLanes = uint8_t __attribute__((vector_size(16)));  // the same for sixteen bytes

// Any alignment; 16 bytes must be there.
inline Lanes load_lanes(const uint32_t* from) {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof(lanes));
  return lanes;
}
inline void store_lanes(uint32_t* to, Lanes lanes) {
  std::memcpy(to, &lanes, sizeof(lanes));
}
inline Lanes all_lanes(uint32_t value) {
  return Lanes{value, value, value, value};
}
inline Lanes unzigzag(Lanes values) {
  return (values >> 1) ^ (0u - (values & 1u));
}
inline uint32_t any_bits(Lanes lanes) {
  return lanes[0] | lanes[1] | lanes[2] | lanes[3];
}

}  // namespace isotherm
