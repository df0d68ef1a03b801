#include "stream/record.h"

#include "base/hash.h"
#include "stream/format.h"

namespace isotherm {

FrameHeader parse_frame_header(std::span<const uint8_t, 8> bytes) {
  FrameHeader header;
  std::memcpy(&header.magic, bytes.data(), 4);
  std::memcpy(&header.payload_bytes, bytes.data() + 4, 4);
  return header;
}

void append_frame_header(Bytes& out, uint32_t magic, uint64_t payload_bytes) {
  ByteWriter writer;
  writer.u32(magic);
  writer.u32(static_cast<uint32_t>(payload_bytes));
  out.insert(out.end(), writer.bytes().begin(), writer.bytes().end());
}

Bytes make_record(uint32_t magic, ByteSpan body) {
  ByteWriter writer;
  writer.u32(magic);
  writer.u32(static_cast<uint32_t>(body.size() + format::kChecksumBytes));
  writer.append(body);
  writer.u64(xxh64(body));
  return writer.take();
}

Result<ByteSpan> checked_body(ByteSpan payload, uint64_t payload_offset, std::string_view name) {
  if (payload.size() < format::kChecksumBytes) {
    return make_error(ErrorCode::damaged, std::string(name) + ": is too short for its checksum",
                      payload_offset);
  }
  const ByteSpan body = payload.first(payload.size() - format::kChecksumBytes);
  uint64_t stored;
  std::memcpy(&stored, payload.data() + body.size(), sizeof(stored));
  if (stored != xxh64(body)) {
    return make_error(ErrorCode::damaged, std::string(name) + ": checksum is wrong", payload_offset);
  }
  return body;
}

}  // namespace isotherm
