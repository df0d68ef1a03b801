#include "stream/coordinates.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

#include "stream/format.h"
#include "stream/lanes.h"

namespace isotherm {

namespace {

constexpr uint32_t kEscape = 15;

constexpr uint32_t kFlippedBit = 0x8000'0000;

constexpr uint64_t pair_of(uint32_t x, uint32_t y) {
  return (x ^ kFlippedBit) | uint64_t{y ^ kFlippedBit} << 32;
}

// Of each nibble pair; 0 for an escape.
constexpr std::array<uint64_t, 256> make_residual_pairs() {
  std::array<uint64_t, 256> residuals{};
  for (uint32_t pair = 0; pair < 256; ++pair) {
    const uint32_t high = pair >> 4, low = pair & 0x0F;
    residuals[pair] = pair_of(high == kEscape ? 0 : unzigzag32(high), low == kEscape ? 0 : unzigzag32(low));
  }
  return residuals;
}

constexpr std::array<uint64_t, 256> kResidualPairs = make_residual_pairs();

constexpr size_t kPairsPerWord = 8;

uint64_t load_word(const uint8_t* pairs) {
  uint64_t word;
  std::memcpy(&word, pairs, sizeof(word));
  return word;
}

// Bit 4 * n is set where the n-th number (x, y of the first event, x, y of the next) is an escape.
uint64_t escape_bits(uint64_t word) {
  constexpr uint64_t kLowNibbles = 0x0F0F'0F0F'0F0F'0F0F, kLowestBits = 0x1111'1111'1111'1111;
  const uint64_t numbers = ((word >> 4) & kLowNibbles) | ((word & kLowNibbles) << 4);  // x comes first
  const uint64_t halves = numbers & (numbers >> 1);
  return halves & (halves >> 2) & kLowestBits;
}

size_t count_escapes(ByteSpan pairs) {
  assert(pairs.size() <= ResidualReader::kMaxEvents);  // a lane counts two for every 16 pairs
  ByteLanes counts{};
  size_t index = 0;
  for (; index + sizeof(counts) <= pairs.size(); index += sizeof(counts)) {
    ByteLanes lanes;
    std::memcpy(&lanes, &pairs[index], sizeof(lanes));
    // A comparison that holds is -1.
    counts -=
        reinterpret_cast<ByteLanes>(lanes >= 0xF0) + reinterpret_cast<ByteLanes>((lanes & 0x0F) == 0x0F);
  }
  size_t count = 0;
  for (size_t lane = 0; lane < sizeof(counts); ++lane)
    count += counts[lane];
  for (; index < pairs.size(); ++index)
    count += static_cast<size_t>(pairs[index] >= 0xF0) + static_cast<size_t>((pairs[index] & 0x0F) == 0x0F);
  return count;
}

// The n-th number of pairs that lie one behind the other: x of the first, y of the first, x of the second.
void set_number(uint64_t* pairs, size_t n, uint32_t number) {
  std::memcpy(reinterpret_cast<uint8_t*>(pairs) + n * sizeof(number), &number, sizeof(number));
}

// Eight events; two escapes without a branch that could be guessed wrong, as most words have fewer: without
// one, the number behind the sixteenth is overwritten. Returns the first escape that is not used.
const uint32_t* join_word(const uint8_t* pairs, const uint32_t* escapes, uint64_t* out) {
  for (size_t index = 0; index < kPairsPerWord; ++index)
    out[index] = kResidualPairs[pairs[index]];
  uint64_t bits = escape_bits(load_word(pairs));
  for (int turn = 0; turn < 2; ++turn) {
    set_number(out, static_cast<size_t>(std::countr_zero(bits)) / 4, *escapes);
    escapes += bits != 0;
    bits &= bits - 1;
  }
  for (; bits != 0; bits &= bits - 1)
    set_number(out, static_cast<size_t>(std::countr_zero(bits)) / 4, *escapes++);
  return escapes;
}

// Escapes with their top bit flipped. One number behind the last escape may be read, and one behind the last
// of `out` overwritten.
void join_pairs(ByteSpan pairs, const uint32_t* escapes, uint64_t* out) {
  size_t index = 0;
  for (; index + kPairsPerWord <= pairs.size(); index += kPairsPerWord)
    escapes = join_word(&pairs[index], escapes, out + index);
  for (; index < pairs.size(); ++index) {
    out[index] = kResidualPairs[pairs[index]];
    if (pairs[index] >> 4 == kEscape) set_number(out + index, 0, *escapes++);
    if ((pairs[index] & 0x0F) == kEscape) set_number(out + index, 1, *escapes++);
  }
}

}  // namespace

CoordinateParts encode_varint_columns(std::span<const uint32_t> x, std::span<const uint32_t> y) {
  CoordinateParts parts;
  append_varint_column(parts.first, x);
  append_varint_column(parts.second, y);
  return parts;
}

CoordinateParts encode_nibble_pairs(std::span<const uint32_t> x, std::span<const uint32_t> y) {
  CoordinateParts parts;
  parts.first.resize(x.size());
  std::vector<uint32_t> escapes(2 * x.size() + 1);
  size_t escape_count = 0;
  for (size_t index = 0; index < x.size(); ++index) {
    parts.first[index] = static_cast<uint8_t>(std::min(x[index], kEscape) << 4 | std::min(y[index], kEscape));
    escapes[escape_count] = x[index] - kEscape;  // stays only if it is one
    escape_count += x[index] >= kEscape;
    escapes[escape_count] = y[index] - kEscape;
    escape_count += y[index] >= kEscape;
  }
  append_varint_column(parts.second, std::span(escapes).first(escape_count));
  return parts;
}

ResidualReader::ResidualReader(uint8_t encoding, ByteSpan raw, size_t event_count) : encoding_(encoding) {
  if (encoding == format::kEncodingPlain) {
    const size_t x_bytes = varint_column_bytes(raw, event_count);
    is_sound_ = x_bytes != 0;
    first_ = VarintReader(raw.first(x_bytes));
    second_ = VarintReader(raw.subspan(x_bytes));
  } else {
    is_sound_ = raw.size() >= event_count;
    if (!is_sound_) return;
    pairs_ = raw.first(event_count);
    second_ = VarintReader(raw.subspan(event_count));
  }
}

bool ResidualReader::read(size_t count, uint64_t* out) {
  assert(count <= kMaxEvents);
  if (!is_sound_) return false;
  return encoding_ == format::kEncodingPlain ? read_varints(count, out) : read_nibble_pairs(count, out);
}

bool ResidualReader::read_varints(size_t count, uint64_t* out) {
  std::array<uint32_t, kMaxEvents + VarintReader::kSlack> x, y;
  if (!first_.read(x.data(), count) || !second_.read(y.data(), count)) return false;
  for (size_t index = 0; index < count; ++index)
    out[index] = pair_of(unzigzag32(x[index]), unzigzag32(y[index]));
  return true;
}

bool ResidualReader::read_nibble_pairs(size_t count, uint64_t* out) {
  if (count > pairs_.size()) return false;
  const ByteSpan pairs = pairs_.first(count);
  pairs_ = pairs_.subspan(count);
  std::array<uint32_t, 2 * kMaxEvents + VarintReader::kSlack> escapes;
  const size_t escape_count = count_escapes(pairs);
  if (escape_count > second_.remaining()) return false;
  if (!second_.read(escapes.data(), escape_count)) return false;
  for (size_t index = 0; index < escape_count; ++index)
    escapes[index] = unzigzag32(escapes[index] + kEscape) ^ kFlippedBit;
  join_pairs(pairs, escapes.data(), out);
  return true;
}

}  // namespace isotherm
