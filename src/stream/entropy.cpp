#include "stream/entropy.h"

#include <bit>

namespace isotherm {

// Digit by digit: squaring doubles the logarithm, so its next bit says whether the square passes 2.
uint32_t log2_x4096(uint32_t value) {
  const uint32_t whole = static_cast<uint32_t>(std::bit_width(value)) - 1;
  uint64_t mantissa = uint64_t{value} << (31 - whole);  // 1..2, with 31 binary places
  uint32_t result = whole;
  for (int digit = 0; digit < 12; ++digit) {
    mantissa = (mantissa * mantissa) >> 31;
    const uint32_t passes = static_cast<uint32_t>(mantissa >> 32);
    mantissa >>= passes;
    result = result << 1 | passes;
  }
  return result;
}

uint64_t entropy_bits(std::span<const uint32_t> counts) {
  uint32_t total = 0;
  for (const uint32_t count : counts)
    total += count;
  if (total == 0) return 0;
  const uint64_t log2_total = log2_x4096(total);
  uint64_t bits_x4096 = 0;
  for (const uint32_t count : counts) {
    if (count != 0) bits_x4096 += count * (log2_total - log2_x4096(count));
  }
  return bits_x4096 >> 12;
}

}  // namespace isotherm
