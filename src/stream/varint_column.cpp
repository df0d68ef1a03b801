#include "stream/varint_column.h"

namespace isotherm {

namespace {

constexpr size_t kMaxVarintBytes = 5;
constexpr uint64_t kContinuationBits = 0x8080'8080'8080'8080;

// Needs kMaxVarintBytes readable bytes. Returns nullptr for a number that does not fit.
inline const uint8_t* read_unchecked(const uint8_t* in, uint32_t& value) {
  uint32_t byte = *in++;
  uint32_t result = byte & 0x7F;
  for (int shift = 7; byte >= 0x80; shift += 7) {
    byte = *in++;
    if (shift == 28) {
      if (byte > 0x0F) return nullptr;
      value = result | (byte << 28);
      return in;
    }
    result |= (byte & 0x7F) << shift;
  }
  value = result;
  return in;
}

// The same near the end of the bytes.
const uint8_t* read_checked(const uint8_t* in, const uint8_t* end, uint32_t& value) {
  uint8_t padded[kMaxVarintBytes] = {0x80, 0x80, 0x80, 0x80, 0x80};  // runs over: rejected
  const size_t available = std::min<size_t>(kMaxVarintBytes, static_cast<size_t>(end - in));
  std::memcpy(padded, in, available);
  const uint8_t* behind = read_unchecked(padded, value);
  if (behind == nullptr || behind > padded + available) return nullptr;
  return in + (behind - padded);
}

}  // namespace

void append_varint32(Bytes& out, uint32_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<uint8_t>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<uint8_t>(value));
}

void append_varint_column(Bytes& out, std::span<const uint32_t> values) {
  for (const uint32_t value : values)
    append_varint32(out, value);
}

size_t read_varint_column(ByteSpan bytes, std::span<uint32_t> out) {
  if (bytes.empty()) return 0;
  const uint8_t* in = bytes.data();
  const uint8_t* const end = in + bytes.size();
  uint32_t* value = out.data();
  uint32_t* const last = value + out.size();
  constexpr size_t kBatch = 8;
  // Eight numbers at a time: no bounds to check inside, and one load when all of them are single bytes.
  while (static_cast<size_t>(last - value) >= kBatch &&
         static_cast<size_t>(end - in) >= kBatch * kMaxVarintBytes) {
    uint64_t word;
    std::memcpy(&word, in, sizeof(word));
    if ((word & kContinuationBits) == 0) {
      for (size_t index = 0; index < kBatch; ++index)
        value[index] = in[index];
      in += kBatch;
    } else {
      for (size_t index = 0; index < kBatch; ++index) {
        in = read_unchecked(in, value[index]);
        if (in == nullptr) return 0;
      }
    }
    value += kBatch;
  }
  for (; value != last; ++value) {
    if (in == end) return 0;
    in = read_checked(in, end, *value);
    if (in == nullptr) return 0;
  }
  return static_cast<size_t>(in - bytes.data());
}

}  // namespace isotherm
