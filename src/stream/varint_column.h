#pragma once
// Columns of 32-bit numbers as LEB128 varints, one after the other.
#include <span>
#include <vector>

#include "base/bytes.h"

namespace isotherm {

constexpr uint32_t zigzag32(int32_t value) {
  return (static_cast<uint32_t>(value) << 1) ^ static_cast<uint32_t>(value >> 31);
}
constexpr uint32_t unzigzag32(uint32_t value) {
  return (value >> 1) ^ (0u - (value & 1));
}

void append_varint32(Bytes& out, uint32_t value);
void append_varint_column(Bytes& out, std::span<const uint32_t> values);

// Fills `out` from the front of `bytes`. Returns the bytes used, or 0 when they end too early or a number
// needs more than 5 bytes or 32 bits. (0 numbers use 0 bytes: check for that before.)
size_t read_varint_column(ByteSpan bytes, std::span<uint32_t> out);

}  // namespace isotherm
