#include "stream/segment.h"

#include <array>

#include "stream/index.h"
#include "stream/limits.h"
#include "stream/record.h"
#include "stream/seek_table.h"

namespace isotherm {

namespace {

constexpr uint64_t kMaxFileHeaderBytes = limits::kMaxMetadataBytes + (64u << 10);
constexpr uint64_t kMaxIndexBytes = 1u << 30;

}  // namespace

Result<Bytes> read_frame(Source& source, uint64_t offset, uint64_t end, uint32_t magic, uint64_t max_bytes,
                         std::string_view name) {
  const auto fail = [&](ErrorCode code, const char* what) {
    return make_error(code, std::string(name) + ": " + what, offset);
  };
  if (offset > end || end - offset < format::kFrameHeaderBytes) {
    return fail(ErrorCode::truncated, "the bytes end before it");
  }
  std::array<uint8_t, format::kFrameHeaderBytes> start{};
  ISOTHERM_TRY(source.read(offset, start));
  const FrameHeader frame = parse_frame_header(start);
  if (frame.magic != magic) return fail(ErrorCode::damaged, "is not where it must be");
  if (frame.payload_bytes > max_bytes) return fail(ErrorCode::limit, "is too long");
  if (frame.payload_bytes > end - offset - start.size())
    return fail(ErrorCode::truncated, "the bytes end inside it");
  Bytes payload(frame.payload_bytes);
  ISOTHERM_TRY(source.read(offset + start.size(), payload));
  return payload;
}

Result<FileHeaderPlace> read_file_header(Source& source, uint64_t offset, uint64_t end) {
  ISOTHERM_ASSIGN(const Bytes payload,
                  read_frame(source, offset, end, format::kFileHeader, kMaxFileHeaderBytes, "file header"));
  FileHeaderPlace place;
  ISOTHERM_ASSIGN(place.header, parse_file_header(payload, offset + format::kFrameHeaderBytes));
  place.end = offset + format::kFrameHeaderBytes + payload.size();
  return place;
}

Result<SegmentLayout> read_indexed_segment(Source& source, uint64_t end) {
  ISOTHERM_ASSIGN(const SeekTableEnd table, read_seek_table(source, end));
  const uint64_t index_offset = table.table_offset - table.last_frame_bytes;
  ISOTHERM_ASSIGN(const Bytes payload, read_frame(source, index_offset, table.table_offset, format::kIndex,
                                                  kMaxIndexBytes, "index"));
  const uint64_t body_offset = index_offset + format::kFrameHeaderBytes;
  ISOTHERM_ASSIGN(const ByteSpan body, checked_body(payload, body_offset, "index"));
  Decompressor decompressor;
  ISOTHERM_ASSIGN(SegmentLayout layout, parse_index(body, body_offset, index_offset, decompressor));
  if (table.table_offset - table.frames_bytes != layout.start) {
    return make_error(ErrorCode::damaged, "seek table: contradicts the index", table.table_offset);
  }
  ISOTHERM_ASSIGN(FileHeaderPlace place, read_file_header(source, layout.start, index_offset));
  layout.header = std::move(place.header);
  layout.records_begin = place.end;
  layout.index_offset = index_offset;
  layout.end = end;
  layout.is_indexed = true;
  return layout;
}

}  // namespace isotherm
