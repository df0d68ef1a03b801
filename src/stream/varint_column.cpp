#include "stream/varint_column.h"

#include <algorithm>
#include <array>

namespace isotherm {

namespace {

constexpr size_t kMaxVarintBytes = 5;
constexpr uint64_t kContinuationBits = 0x8080'8080'8080'8080;
constexpr uint64_t kOnes = 0x0101'0101'0101'0101;
constexpr size_t kWindow = 8;  // bytes that are looked at together

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

using ByteLanes = uint8_t __attribute__((vector_size(16)));
using ShortLanes = uint16_t __attribute__((vector_size(16)));
using WordLanes = uint64_t __attribute__((vector_size(16)));

// Each byte of the word in a lane.
inline ShortLanes widened(uint64_t word) {
  const ByteLanes zero{};
  const auto bytes = reinterpret_cast<ByteLanes>(WordLanes{word, 0});
  return reinterpret_cast<ShortLanes>(
      __builtin_shufflevector(bytes, zero, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
}

// Reads the numbers of one or two bytes in a window. For each byte the number that would end in it, then
// those that do end are moved together, without a branch. Returns how many there are; a last one that goes on
// behind the window is not among them.
inline size_t read_short_numbers(uint64_t window, uint64_t continued, uint32_t* out) {
  const uint64_t payloads = window & ~kContinuationBits;
  const uint64_t is_continued = (continued >> 7) * 0xFF;                  // whole bytes
  const uint64_t before = (payloads & is_continued) << 8;                 // of the number's first byte
  const uint64_t factors = ((is_continued << 8) & 0x7F * kOnes) + kOnes;  // 128 behind a first byte, else 1
  const ShortLanes lanes = widened(before) + widened(payloads) * widened(factors);
  std::array<uint16_t, kWindow> numbers;
  std::memcpy(numbers.data(), &lanes, sizeof(lanes));
  const uint64_t ends = ((~continued >> 7) & kOnes) * kOnes;  // how many end up to each byte
  const uint64_t before_each = ends << 8;
  std::array<uint8_t, kWindow> ranks;
  std::memcpy(ranks.data(), &before_each, sizeof(before_each));
  for (size_t index = 0; index < kWindow; ++index)
    out[ranks[index]] = numbers[index];
  return static_cast<size_t>(ends >> 56);
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
  const size_t before = out.size();
  out.resize(before + kMaxVarintBytes * values.size());
  uint8_t* to = out.data() + before;
  for (uint32_t value : values) {
    for (; value >= 0x80; value >>= 7)
      *to++ = static_cast<uint8_t>(value | 0x80);
    *to++ = static_cast<uint8_t>(value);
  }
  out.resize(static_cast<size_t>(to - out.data()));
}

bool VarintReader::read(std::span<uint32_t> out) {
  const uint8_t* in = in_;
  uint32_t* value = out.data();
  uint32_t* const last = value + out.size();
  // No bounds to check inside: a window has at most eight numbers.
  while (static_cast<size_t>(last - value) >= kWindow && static_cast<size_t>(end_ - in) >= kWindow) {
    uint64_t window;
    std::memcpy(&window, in, sizeof(window));
    const uint64_t continued = window & kContinuationBits;
    if (continued == 0) {
      for (size_t index = 0; index < kWindow; ++index)
        value[index] = in[index];
      value += kWindow;
      in += kWindow;
    } else if ((continued & (continued << 8)) == 0) {
      value += read_short_numbers(window, continued, value);
      in += kWindow - (continued >> 63);
    } else {
      in = read_checked(in, end_, *value++);
      if (in == nullptr) return false;
    }
  }
  for (; value != last; ++value) {
    if (in == end_) return false;
    const bool has_room = static_cast<size_t>(end_ - in) >= kMaxVarintBytes;
    in = has_room ? read_unchecked(in, *value) : read_checked(in, end_, *value);
    if (in == nullptr) return false;
  }
  in_ = in;
  return true;
}

size_t read_varint_column(ByteSpan bytes, std::span<uint32_t> out) {
  VarintReader reader(bytes);
  return reader.read(out) ? bytes.size() - reader.remaining() : 0;
}

size_t varint_column_bytes(ByteSpan bytes, size_t count) {
  constexpr size_t kStep = 64;
  size_t used = 0;
  while (count >= kStep && bytes.size() - used >= kStep) {
    size_t ends = 0;
    for (size_t index = 0; index < kStep; ++index)
      ends += bytes[used + index] < 0x80;
    count -= ends;
    used += kStep;
  }
  for (; count != 0 && used != bytes.size(); ++used)
    count -= bytes[used] < 0x80;
  return count == 0 ? used : 0;
}

}  // namespace isotherm
