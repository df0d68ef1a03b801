#pragma once
// Columns of 32-bit numbers as LEB128 varints, one after the other.
#include <array>
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

// Reads a column piece by piece from borrowed bytes.
class VarintReader {
 public:
  static constexpr size_t kSlack = 8;  // numbers behind `out` that are overwritten

  explicit VarintReader(ByteSpan bytes)
      : in_(bytes.empty() ? kNothing.data() : bytes.data()), end_(in_ + bytes.size()) {}

  // Writes `count` numbers. False when the bytes end too early or a number, of these or of the few behind
  // them, needs more than 5 bytes or 32 bits; the reader is spent then.
  bool read(uint32_t* out, size_t count);
  // No less than the numbers that are left to read; 0 at the end.
  size_t remaining() const { return ahead_count_ + static_cast<size_t>(end_ - in_); }

 private:
  static constexpr std::array<uint8_t, 1> kNothing{};  // has an address
  const uint8_t* in_;
  const uint8_t* end_;
  // Numbers that were read with those before them: stopping between them would cost more.
  std::array<uint32_t, kSlack> ahead_{};
  size_t ahead_count_ = 0;
};

// Fills `out` from the front of `bytes`. Returns the bytes used, or 0 where they end too early or a number
// does not fit. (0 numbers use 0 bytes: check for that before.)
size_t read_varint_column(ByteSpan bytes, std::span<uint32_t> out);

// How many bytes the first `count` numbers take, or 0 when there are not so many. Their lengths are not
// checked.
size_t varint_column_bytes(ByteSpan bytes, size_t count);

}  // namespace isotherm
