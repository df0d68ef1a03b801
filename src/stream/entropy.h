#pragma once
// How many bits a column of bytes needs when each byte costs what its frequency says. Integers only: the same
// choice on every machine.
#include <cstdint>
#include <span>

namespace isotherm {

// Binary logarithm in 1/4096, rounded down; `value` is at least 1.
uint32_t log2_x4096(uint32_t value);

// Of symbols that occur so often (Shannon, order 0), without the table that a decoder needs. They sum to less
// than 2^32.
uint64_t entropy_bits(std::span<const uint32_t> counts);

}  // namespace isotherm
