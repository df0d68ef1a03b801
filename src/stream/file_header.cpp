#include "stream/file_header.h"

#include <algorithm>

#include "stream/format.h"
#include "stream/limits.h"
#include "stream/record.h"

namespace isotherm {

Bytes make_file_header(const std::string& metadata_json) {
  ByteWriter body;
  body.append(format::kMagic);
  body.u16(format::kMajorVersion);
  body.u16(format::kMinorVersion);
  body.u32(0);
  body.u32(static_cast<uint32_t>(metadata_json.size()));
  body.text(metadata_json);
  return make_record(format::kFileHeader, body.bytes());
}

Result<FileHeader> parse_file_header(ByteSpan payload, uint64_t payload_offset) {
  if (payload.size() < format::kMagic.size() + 4 ||
      !std::equal(format::kMagic.begin(), format::kMagic.end(), payload.begin())) {
    return make_error(ErrorCode::damaged, "not an Isotherm file: its first frame is another format's",
                      payload_offset);
  }
  ByteReader reader(payload.subspan(format::kMagic.size()), payload_offset + format::kMagic.size());
  FileHeader header;
  ISOTHERM_ASSIGN(header.major, reader.u16("major version"));
  ISOTHERM_ASSIGN(header.minor, reader.u16("minor version"));
  if (header.major != format::kMajorVersion) {
    return make_error(ErrorCode::unsupported,
                      "this file has format version " + std::to_string(header.major) + "." +
                          std::to_string(header.minor) + ", this program reads version " +
                          std::to_string(format::kMajorVersion) + "; use a newer Isotherm",
                      payload_offset);
  }
  ISOTHERM_TRY(checked_body(payload, payload_offset, "file header"));
  ISOTHERM_ASSIGN(header.flags, reader.u32("file header flags"));
  ISOTHERM_ASSIGN(const uint32_t json_bytes, reader.u32("metadata length"));
  if (json_bytes > limits::kMaxMetadataBytes) {
    return make_error(ErrorCode::limit,
                      "metadata: has " + std::to_string(json_bytes) + " bytes, the limit is " +
                          std::to_string(limits::kMaxMetadataBytes),
                      payload_offset);
  }
  if (json_bytes + format::kChecksumBytes > reader.remaining()) {
    return make_error(ErrorCode::damaged, "metadata: is longer than the file header", payload_offset);
  }
  ISOTHERM_ASSIGN(const ByteSpan json, reader.take(json_bytes, "metadata"));
  header.metadata_json.assign(json.begin(), json.end());
  return header;
}

}  // namespace isotherm
