#pragma once
// The zstd seekable format's table, last in a segment: every zstd tool knows it, and it finds our index.
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "stream/reader.h"

namespace isotherm {

// Collects the sizes of frames in order.
class SeekTable {
 public:
  // Skippable frames have no content: raw_bytes 0.
  void add(uint64_t stored_bytes, uint64_t raw_bytes);
  // The whole frame.
  Bytes encode() const;
  uint32_t frame_count() const { return count_; }

 private:
  friend Result<bool> is_same_seek_table(Source&, uint64_t, const SeekTable&);
  ByteWriter entries_;
  uint32_t count_ = 0;
};

struct SeekTableEnd {
  uint64_t table_offset = 0;      // where the seek table's frame starts
  uint64_t frames_bytes = 0;      // all frames that it lists: the segment without the table
  uint64_t last_frame_bytes = 0;  // the last one, which is the index
};

// The table that ends at `end`.
Result<SeekTableEnd> read_seek_table(Source& source, uint64_t end);
// Whether the table that ends at `end` lists the same frames as `expected`.
Result<bool> is_same_seek_table(Source& source, uint64_t end, const SeekTable& expected);

}  // namespace isotherm
