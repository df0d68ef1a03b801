#pragma once
// The first frame of a segment.
#include <string>

#include "base/bytes.h"

namespace isotherm {

struct FileHeader {
  uint16_t major = 0, minor = 0;
  uint32_t flags = 0;
  std::string metadata_json;
};

Bytes make_file_header(const std::string& metadata_json);
// Errors: damaged, unsupported (a newer major version, told before anything else of the header is looked at).
Result<FileHeader> parse_file_header(ByteSpan payload, uint64_t payload_offset);

}  // namespace isotherm
