#pragma once
// Taking a file apart and putting it together again with one thing changed.
#include <optional>

#include "stream/block.h"
#include "stream/record.h"

namespace isotherm {

struct LooseFrame {
  uint32_t magic = 0;
  Bytes bytes;
};
std::vector<LooseFrame> split_frames(ByteSpan file);
Bytes join_frames(std::span<const LooseFrame> frames);

struct LooseBlock {
  BlockHeader header;
  Bytes payload;
  std::optional<Bytes> body;  // written instead of the header
  bool is_listed = true;      // in the index
};

// One segment without attachments.
struct LooseFile {
  Bytes file_header;            // the record
  std::vector<Bytes> catalogs;  // bodies
  std::vector<LooseBlock> blocks;

  explicit LooseFile(ByteSpan file);
  // With a right index and seek table, and without them.
  Bytes with_index() const { return written(true); }
  Bytes without_index() const { return written(false); }

 private:
  Bytes written(bool has_index) const;
};

// A zstd frame as the format wants it, and a whole block of it.
Bytes compressed(ByteSpan raw);
LooseBlock make_block(const EventBlock& block, std::span<const PageView> page_views);
// Replaces a group's raw bytes.
void set_group(LooseBlock& block, uint32_t id, ByteSpan raw);
Bytes raw_group(const LooseBlock& block, uint32_t id);
// Puts a frame in place of a group's, sizes as given.
void set_group_frame(LooseBlock& block, uint32_t id, ByteSpan frame, uint64_t raw_bytes);
void add_group(LooseBlock& block, uint32_t id, uint32_t encoding, bool is_critical, ByteSpan raw);

}  // namespace isotherm
