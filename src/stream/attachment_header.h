#pragma once
// What stands before an attached picture's bytes.
#include "stream/attachment.h"

namespace isotherm {

// The header's body, without length and checksum, as the index repeats it.
Bytes encode_attachment_header(const ScreenshotInfo& info);
// Errors: unsupported (another kind or picture format), limit, damaged.
Result<ScreenshotInfo> parse_attachment_header(ByteSpan body, uint64_t offset);

inline constexpr size_t kAttachmentLengthBytes = 4;

Status check_encoded(const ScreenshotInfo& info, ByteSpan encoded, uint64_t offset);

}  // namespace isotherm
