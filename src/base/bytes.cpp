#include "base/bytes.h"

namespace isotherm {

namespace {

// Reads one LEB128 value of at most `max_bytes` bytes and `max_bits` bits.
Result<uint64_t> read_varint(ByteReader& reader, std::string_view field, int max_bytes, int max_bits) {
  const uint64_t start = reader.file_offset();
  uint64_t value = 0;
  for (int index = 0; index < max_bytes; ++index) {
    ISOTHERM_ASSIGN(const uint8_t byte, reader.u8(field));
    const int shift = 7 * index;
    const uint64_t part = byte & 0x7F;
    if (shift + 7 > max_bits && (part >> (max_bits - shift)) != 0) break;
    value |= part << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return make_error(ErrorCode::damaged,
                    std::string(field) + ": number does not fit " + std::to_string(max_bits) + " bits",
                    start);
}

}  // namespace

Error ByteReader::too_short(uint64_t wanted, std::string_view field) const {
  return make_error(ErrorCode::truncated,
                    std::string(field) + ": needs " + std::to_string(wanted) + " bytes, " +
                        std::to_string(remaining()) + " are left",
                    file_offset());
}

Result<uint32_t> ByteReader::varint32(std::string_view field) {
  ISOTHERM_ASSIGN(const uint64_t value, read_varint(*this, field, 5, 32));
  return static_cast<uint32_t>(value);
}

Result<uint64_t> ByteReader::varint64(std::string_view field) {
  return read_varint(*this, field, 10, 64);
}

Result<int64_t> ByteReader::signed_varint64(std::string_view field) {
  ISOTHERM_ASSIGN(const uint64_t value, varint64(field));
  return unzigzag(value);
}

Result<ByteSpan> ByteReader::take(uint64_t count, std::string_view field) {
  if (count > remaining()) return too_short(count, field);
  const ByteSpan part = bytes_.subspan(position_, static_cast<size_t>(count));
  position_ += part.size();
  return part;
}

void ByteWriter::varint(uint64_t value) {
  while (value >= 0x80) {
    u8(static_cast<uint8_t>(value | 0x80));
    value >>= 7;
  }
  u8(static_cast<uint8_t>(value));
}

void ByteWriter::signed_varint(int64_t value) {
  varint(zigzag(value));
}

}  // namespace isotherm
