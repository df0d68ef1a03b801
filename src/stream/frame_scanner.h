#pragma once
// Tells records from bytes that only look like them, and finds the next one behind damage.
#include <optional>

#include "stream/record.h"
#include "stream/zstd_frame.h"

namespace isotherm {

// Looks at [begin, end) of a source. Its work is bounded: it hashes at most kMaxWorkFactor times these bytes,
// however many records seem to start in them; afterwards it trusts nothing more.
class FrameScanner {
 public:
  FrameScanner(Source& source, uint64_t begin, uint64_t end);

  // Whether the bytes at `offset` can start a frame; their end can be nothing else.
  bool starts_frame(uint64_t offset) const;
  // Whether a record of this format is there, whole, with a right checksum (seek table: a right footer).
  bool is_record(uint64_t offset);
  // The first such record at or behind `offset`.
  std::optional<uint64_t> find_record(uint64_t offset);

 private:
  static constexpr uint64_t kMaxWorkFactor = 8;
  bool spend(uint64_t bytes);
  std::optional<Bytes> payload_start(uint64_t offset, uint64_t count);
  bool is_attachment(uint64_t offset, const FrameHeader& frame);
  bool is_seek_table(uint64_t offset, const FrameHeader& frame);

  Source& source_;
  uint64_t end_, work_left_;
};

}  // namespace isotherm
