#include "stream/coordinates.h"

#include <vector>

#include "stream/varint_column.h"

namespace isotherm {

namespace {

constexpr uint32_t kEscape = 15;

uint8_t nibble(uint32_t value, Bytes& escapes) {
  if (value < kEscape) return static_cast<uint8_t>(value);
  append_varint32(escapes, value - kEscape);
  return kEscape;
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
  parts.first.reserve(x.size());
  for (size_t index = 0; index < x.size(); ++index) {
    const uint8_t high = nibble(x[index], parts.second);
    const uint8_t low = nibble(y[index], parts.second);
    parts.first.push_back(static_cast<uint8_t>(high << 4 | low));
  }
  return parts;
}

bool decode_varint_columns(ByteSpan raw, std::span<uint32_t> x, std::span<uint32_t> y) {
  const size_t x_bytes = read_varint_column(raw, x);
  if (x_bytes == 0) return false;
  const size_t y_bytes = read_varint_column(raw.subspan(x_bytes), y);
  return y_bytes != 0 && x_bytes + y_bytes == raw.size();
}

bool decode_nibble_pairs(ByteSpan raw, std::span<uint32_t> x, std::span<uint32_t> y) {
  if (raw.size() < x.size()) return false;
  const ByteSpan pairs = raw.first(x.size());
  size_t escape_count = 0;
  for (size_t index = 0; index < pairs.size(); ++index) {
    const uint32_t high = pairs[index] >> 4, low = pairs[index] & 0x0F;
    x[index] = high;
    y[index] = low;
    escape_count += (high == kEscape) + (low == kEscape);
  }
  const ByteSpan escape_bytes = raw.subspan(pairs.size());
  if (escape_count > escape_bytes.size()) return false;
  if (escape_count == 0) return escape_bytes.empty();
  std::vector<uint32_t> escapes(escape_count);
  if (read_varint_column(escape_bytes, escapes) != escape_bytes.size()) return false;
  const uint32_t* escape = escapes.data();
  for (size_t index = 0; index < pairs.size(); ++index) {
    if (x[index] == kEscape) x[index] += *escape++;
    if (y[index] == kEscape) y[index] += *escape++;
  }
  return true;
}

}  // namespace isotherm
