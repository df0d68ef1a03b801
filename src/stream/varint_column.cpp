#include "stream/varint_column.h"

#include <algorithm>

#include "stream/lanes.h"

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

using ShortLanes = uint16_t __attribute__((vector_size(16)));
using WordLanes = uint64_t __attribute__((vector_size(16)));

// Each byte of the window is a number.
inline void widen(uint64_t window, uint32_t* out) {
  const auto bytes = reinterpret_cast<ByteLanes>(WordLanes{window, 0});
  const auto shorts = reinterpret_cast<ShortLanes>(
      __builtin_shufflevector(bytes, ByteLanes{}, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
  store_lanes(
      out, reinterpret_cast<Lanes>(__builtin_shufflevector(shorts, ShortLanes{}, 0, 8, 1, 9, 2, 10, 3, 11)));
  store_lanes(out + kLanes, reinterpret_cast<Lanes>(
                                __builtin_shufflevector(shorts, ShortLanes{}, 4, 12, 5, 13, 6, 14, 7, 15)));
}

// The window holds four numbers of two bytes.
constexpr uint64_t kPairsOfBytes = 0x0080'0080'0080'0080;
inline void read_pairs_of_bytes(uint64_t window, uint32_t* out) {
  constexpr uint64_t kLow = 0x0001'0001'0001'0001;
  const uint64_t numbers = (window & 0x7F * kLow) | ((window >> 1) & 0x3F80 * kLow);
  const auto shorts = reinterpret_cast<ShortLanes>(WordLanes{numbers, 0});
  store_lanes(
      out, reinterpret_cast<Lanes>(__builtin_shufflevector(shorts, ShortLanes{}, 0, 8, 1, 9, 2, 10, 3, 11)));
}

// Reads the numbers of one or two bytes in a window. For each byte the number that would end in it, four at a
// time; each is written to its place, and the one that would end in a number's first byte is overwritten by
// the next. Returns how many there are; a last one that goes on behind the window is not among them.
inline size_t read_short_numbers(uint64_t window, uint64_t continued, uint32_t* out) {
  constexpr uint64_t kLow = 0x0001'0001'0001'0001, kWhole = 0xFFFF;
  const uint64_t even = window & 0x7F * kLow, odd = (window >> 8) & 0x7F * kLow;
  const uint64_t behind_even = ((continued >> 7) & kLow) * kWhole,  // where the even byte is continued
      behind_odd = ((continued >> 15) & kLow) * kWhole << 16;
  // A number of two bytes is its first byte and 128 times its second one, not 1 times.
  const uint64_t in_odd = odd + (((odd << 7) - odd + even) & behind_even),
                 in_even = even + (((even << 7) - even + (odd << 16)) & behind_odd);
  const uint64_t ends = ((~continued >> 7) & kOnes) * kOnes;  // how many end up to each byte
  const uint64_t places = ends << 8;                          // how many end before it
  for (int byte = 0; byte < 8; byte += 2) {
    out[(places >> (8 * byte)) & 0xFF] = (in_even >> (8 * byte)) & 0xFFFF;
    out[(places >> (8 * byte + 8)) & 0xFF] = (in_odd >> (8 * byte)) & 0xFFFF;
  }
  return static_cast<size_t>(ends >> 56);
}

// Where reading has come to: the next byte, and the place for the next number. No byte: the bytes are
// malformed.
struct Progress {
  const uint8_t* in;
  uint32_t* out;
};

// Whole windows, as long as the next number has its place before `last`. May pass `last` by kWindow - 1.
Progress read_windows(Progress at, const uint8_t* end, const uint32_t* last) {
  auto [in, out] = at;
  while (out < last && static_cast<size_t>(end - in) >= kWindow) {
    uint64_t window;
    std::memcpy(&window, in, sizeof(window));
    const uint64_t continued = window & kContinuationBits;
    if (continued == 0) {
      widen(window, out);
      out += kWindow;
      in += kWindow;
    } else if (continued == kPairsOfBytes) {
      read_pairs_of_bytes(window, out);
      out += kWindow / 2;
      in += kWindow;
    } else if ((continued & (continued << 8)) == 0) {
      out += read_short_numbers(window, continued, out);
      in += kWindow - (continued >> 63);
    } else {
      in = read_unchecked(in, *out++);
      if (in == nullptr) break;
    }
  }
  return {in, out};
}

// One by one up to `last`.
Progress read_rest(Progress at, const uint8_t* end, const uint32_t* last) {
  auto [in, out] = at;
  while (in != nullptr && out < last) {
    if (in == end) return {nullptr, out};
    const bool has_room = static_cast<size_t>(end - in) >= kMaxVarintBytes;
    in = has_room ? read_unchecked(in, *out) : read_checked(in, end, *out);
    ++out;
  }
  return {in, out};
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

bool VarintReader::read(uint32_t* out, size_t count) {
  static_assert(kSlack >= kWindow);
  std::memcpy(out, ahead_.data(), sizeof(ahead_));
  uint32_t* const last = out + count;
  const Progress windows = read_windows({in_, out + ahead_count_}, end_, last);
  const Progress done = read_rest(windows, end_, last);
  if (done.in == nullptr) return false;
  in_ = done.in;
  ahead_count_ = static_cast<size_t>(done.out - last);
  std::memcpy(ahead_.data(), last, sizeof(ahead_));
  return true;
}

size_t read_varint_column(ByteSpan bytes, std::span<uint32_t> out) {
  const uint8_t *const begin = bytes.data(), *const end = begin + bytes.size();
  uint32_t* const last = out.data() + out.size();
  Progress at{begin, out.data()};
  if (out.size() >= kWindow) at = read_windows(at, end, last - (kWindow - 1));
  at = read_rest(at, end, last);
  return at.in == nullptr ? 0 : static_cast<size_t>(at.in - begin);
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
