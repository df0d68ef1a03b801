#pragma once
// Bounds-checked little-endian reading and writing. Every read names its field, so that an error says what
// was being read and where.
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace isotherm {

using Bytes = std::vector<uint8_t>;
using ByteSpan = std::span<const uint8_t>;

// Reads from a borrowed span. `base_offset` is where the span starts in the file, for error offsets.
class ByteReader {
 public:
  explicit ByteReader(ByteSpan bytes, uint64_t base_offset = 0) : bytes_(bytes), base_offset_(base_offset) {}

  size_t position() const { return position_; }
  size_t remaining() const { return bytes_.size() - position_; }
  uint64_t file_offset() const { return base_offset_ + position_; }

  Result<uint8_t> u8(std::string_view field) { return fixed<uint8_t>(field); }
  Result<uint16_t> u16(std::string_view field) { return fixed<uint16_t>(field); }
  Result<uint32_t> u32(std::string_view field) { return fixed<uint32_t>(field); }
  Result<uint64_t> u64(std::string_view field) { return fixed<uint64_t>(field); }
  Result<int32_t> i32(std::string_view field) { return fixed<int32_t>(field); }
  Result<int64_t> i64(std::string_view field) { return fixed<int64_t>(field); }
  // LEB128, at most 5 bytes for 32 bits and 10 for 64; over-long or overflowing encodings are errors.
  Result<uint32_t> varint32(std::string_view field);
  Result<uint64_t> varint64(std::string_view field);
  // Zigzag-mapped varint.
  Result<int64_t> signed_varint64(std::string_view field);
  // A borrowed view of the next `count` bytes.
  Result<ByteSpan> take(uint64_t count, std::string_view field);

 private:
  template <typename T>
  Result<T> fixed(std::string_view field) {
    if (remaining() < sizeof(T)) return too_short(sizeof(T), field);
    T value;
    std::memcpy(&value, bytes_.data() + position_, sizeof(T));  // both targets are little-endian
    position_ += sizeof(T);
    return value;
  }
  Error too_short(uint64_t wanted, std::string_view field) const;

  ByteSpan bytes_;
  size_t position_ = 0;
  uint64_t base_offset_ = 0;
};

// Appends to a byte vector that it owns.
class ByteWriter {
 public:
  void u8(uint8_t value) { bytes_.push_back(value); }
  void u16(uint16_t value) { fixed(value); }
  void u32(uint32_t value) { fixed(value); }
  void u64(uint64_t value) { fixed(value); }
  void i32(int32_t value) { fixed(value); }
  void i64(int64_t value) { fixed(value); }
  void varint(uint64_t value);
  void signed_varint(int64_t value);
  void append(ByteSpan bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  void text(std::string_view text) { bytes_.insert(bytes_.end(), text.begin(), text.end()); }
  size_t size() const { return bytes_.size(); }
  const Bytes& bytes() const { return bytes_; }
  Bytes take() { return std::move(bytes_); }

 private:
  template <typename T>
  void fixed(T value) {
    const auto* raw = reinterpret_cast<const uint8_t*>(&value);
    bytes_.insert(bytes_.end(), raw, raw + sizeof(T));
  }
  Bytes bytes_;
};

constexpr uint64_t zigzag(int64_t value) {
  return (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63);
}
constexpr int64_t unzigzag(uint64_t value) {
  return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
}

}  // namespace isotherm
