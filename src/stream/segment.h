#pragma once
// Where the records of a segment lie, from its index or from walking its frames.
#include <vector>

#include "stream/block_header.h"
#include "stream/file_header.h"

namespace isotherm {

struct CatalogPlace {
  uint64_t offset = 0, stored_bytes = 0;
};

struct BlockPlace {
  BlockHeader header;
  uint64_t offset = 0, stored_bytes = 0;  // header record and payload frames
  uint64_t payload_offset() const { return offset + stored_bytes - header.payload_bytes(); }
};

struct AttachmentPlace {
  ScreenshotInfo info;
  uint64_t offset = 0, stored_bytes = 0;
  uint64_t picture_offset() const { return offset + stored_bytes - info.encoded_bytes; }
};

// Offsets are those in the file.
struct SegmentLayout {
  uint64_t start = 0;
  uint64_t records_begin = 0;          // behind the file header
  uint64_t index_offset = 0, end = 0;  // of the segment; only where is_indexed
  FileHeader header;
  std::vector<CatalogPlace> catalogs;
  std::vector<BlockPlace> blocks;
  std::vector<AttachmentPlace> attachments;
  std::vector<Warning> warnings;
  bool is_indexed = false;  // found through its index, not by walking
};

// The file header at `offset` and, behind it, where the next frame starts.
struct FileHeaderPlace {
  FileHeader header;
  uint64_t end = 0;
};
Result<FileHeaderPlace> read_file_header(Source& source, uint64_t offset, uint64_t end);

// The segment that ends at `end`, from its seek table and index.
Result<SegmentLayout> read_indexed_segment(Source& source, uint64_t end);

// All segments in [begin, end), frame by frame; what cannot be read is left out with a warning. Behind bytes
// that are no frame the walk goes on at the next record whose checksum is right (frame_scanner.h).
struct Walk {
  std::vector<SegmentLayout> segments;
  std::vector<Warning> warnings;
};
// Whether records whose FILE HEADER is missing or damaged are read all the same, as version 1 without
// metadata.
enum class LostHeaders : uint8_t { leave_out, assume };
Walk walk_frames(Source& source, uint64_t begin, uint64_t end,
                 LostHeaders lost_headers = LostHeaders::leave_out);

// All segments of a file, from their indices where these are usable and by walking where they are not.
struct FoundSegments {
  std::vector<SegmentLayout> segments;  // in file order
  std::vector<Warning> warnings;
  bool is_recovered = false;  // something had to be walked
};
// Errors (unless lost headers are assumed): the first FILE HEADER is missing, damaged or of a newer major
// version, which is an error in any case. Without `walks` an index that cannot be used is an error, too.
Result<FoundSegments> find_segments(Source& source, LostHeaders lost_headers = LostHeaders::leave_out,
                                    bool walks = true);

// The record at `offset`, which has the given magic and lies before `end`.
Result<Bytes> read_frame(Source& source, uint64_t offset, uint64_t end, uint32_t magic, uint64_t max_bytes,
                         std::string_view name);

}  // namespace isotherm
