#pragma once
// Records: skippable zstd frames whose payload is a body and the body's xxh64.
#include "base/bytes.h"

namespace isotherm {

// Magic and payload size of a frame (skippable frames only).
struct FrameHeader {
  uint32_t magic = 0;
  uint32_t payload_bytes = 0;
};

FrameHeader parse_frame_header(std::span<const uint8_t, 8> bytes);
void append_frame_header(Bytes& out, uint32_t magic, uint64_t payload_bytes);

// Frame header, body and checksum.
Bytes make_record(uint32_t magic, ByteSpan body);
// The body of a record's payload, if its checksum is right. `name` is for the error: "block header".
Result<ByteSpan> checked_body(ByteSpan payload, uint64_t payload_offset, std::string_view name);

}  // namespace isotherm
