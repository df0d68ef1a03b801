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
  FileHeader header;
  std::vector<CatalogPlace> catalogs;
  std::vector<BlockPlace> blocks;
  std::vector<AttachmentPlace> attachments;
  std::vector<Warning> warnings;
};

// The file header at `offset` and, behind it, where the next frame starts.
struct FileHeaderPlace {
  FileHeader header;
  uint64_t end = 0;
};
Result<FileHeaderPlace> read_file_header(Source& source, uint64_t offset, uint64_t end);

// The segment that ends at `end`, from its seek table and index.
Result<SegmentLayout> read_indexed_segment(Source& source, uint64_t end);

// All segments in [begin, end), frame by frame; what cannot be read is left out with a warning.
struct Walk {
  std::vector<SegmentLayout> segments;
  std::vector<Warning> warnings;
};
Walk walk_frames(Source& source, uint64_t begin, uint64_t end);

// The record at `offset`, which has the given magic and lies before `end`.
Result<Bytes> read_frame(Source& source, uint64_t offset, uint64_t end, uint32_t magic, uint64_t max_bytes,
                         std::string_view name);

}  // namespace isotherm
