#include "unit/stream/file_surgery.h"

#include <algorithm>

#include "stream/index.h"
#include "stream/seek_table.h"
#include "unit/stream/sample_recordings.h"

namespace isotherm {

namespace {

void append(Bytes& out, ByteSpan bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

ByteSpan body_of(const LooseFrame& frame) {
  return ByteSpan(frame.bytes).subspan(8, frame.bytes.size() - 16);
}

// Where a group's frame stands in the payload.
size_t frame_offset(const LooseBlock& block, size_t position) {
  uint64_t offset = 0;
  for (size_t index = 0; index < position; ++index)
    offset += block.header.groups[index].compressed_bytes;
  return static_cast<size_t>(offset);
}

size_t group_position(const LooseBlock& block, uint32_t id) {
  for (size_t position = 0; position < block.header.groups.size(); ++position) {
    if (block.header.groups[position].id == id) return position;
  }
  ADD_FAILURE() << "no group " << id;
  return 0;
}

// An entry per frame, as far as the header tells them apart; a payload that was cut or grown has one for all
// of it.
void list_payload(const LooseBlock& block, SeekTable& seek_table) {
  if (block.header.payload_bytes() != block.payload.size()) {
    seek_table.add(block.payload.size(), 0);
    return;
  }
  for (const GroupEntry& group : block.header.groups)
    seek_table.add(group.compressed_bytes, std::min<uint64_t>(group.raw_bytes, UINT32_MAX));
}

}  // namespace

std::vector<LooseFrame> split_frames(ByteSpan file) {
  std::vector<LooseFrame> frames;
  MemorySource source(file);
  for (size_t offset = 0; offset < file.size();) {
    const FrameHeader header = parse_frame_header(file.subspan(offset).first<8>());
    const uint64_t length = format::is_skippable(header.magic)
                                ? 8 + uint64_t{header.payload_bytes}
                                : must(zstd_frame_length(source, offset, file.size()));
    const ByteSpan bytes = file.subspan(offset, static_cast<size_t>(length));
    frames.push_back({header.magic, Bytes(bytes.begin(), bytes.end())});
    offset += bytes.size();
  }
  return frames;
}

Bytes join_frames(std::span<const LooseFrame> frames) {
  Bytes file;
  for (const LooseFrame& frame : frames)
    append(file, frame.bytes);
  return file;
}

LooseFile::LooseFile(ByteSpan file) {
  for (const LooseFrame& frame : split_frames(file)) {
    if (frame.magic == format::kFileHeader) file_header = frame.bytes;
    if (frame.magic == format::kCatalog) catalogs.emplace_back(body_of(frame).begin(), body_of(frame).end());
    if (frame.magic == format::kBlockHeader)
      blocks.push_back({must(parse_block_header(body_of(frame), 0)), {}, {}, true});
    if (frame.magic == format::kZstdFrame) append(blocks.back().payload, frame.bytes);
  }
}

Bytes LooseFile::written(bool has_index) const {
  IndexBuilder index;
  SeekTable seek_table;
  Bytes file = file_header;
  seek_table.add(file.size(), 0);
  for (const Bytes& body : catalogs) {
    const Bytes record = make_record(format::kCatalog, body);
    index.add_catalog(file.size(), record.size());
    seek_table.add(record.size(), 0);
    append(file, record);
  }
  for (const LooseBlock& block : blocks) {
    const Bytes body = block.body ? *block.body : encode_block_header(block.header);
    const Bytes record = make_record(format::kBlockHeader, body);
    if (block.is_listed) index.add_block(file.size(), record.size() + block.payload.size(), body);
    seek_table.add(record.size(), 0);
    list_payload(block, seek_table);
    append(file, record);
    append(file, block.payload);
  }
  if (!has_index) return file;
  Compressor compressor(1);
  const Bytes record = make_record(format::kIndex, must(index.encode(file.size(), compressor)));
  seek_table.add(record.size(), 0);
  append(file, record);
  append(file, seek_table.encode());
  return file;
}

Bytes compressed(ByteSpan raw) {
  Compressor compressor(1);
  return must(compressor.compress({raw}));
}

LooseBlock make_block(const EventBlock& block, std::span<const PageView> page_views) {
  Compressor compressor(1);
  EncodedBlock encoded = must(encode_block(block, page_views, compressor));
  return {std::move(encoded.header), std::move(encoded.payload), {}, true};
}

void set_group_frame(LooseBlock& block, uint32_t id, ByteSpan frame, uint64_t raw_bytes) {
  const size_t position = group_position(block, id);
  GroupEntry& entry = block.header.groups[position];
  const auto first = block.payload.begin() + static_cast<ptrdiff_t>(frame_offset(block, position));
  const auto behind = block.payload.erase(first, first + static_cast<ptrdiff_t>(entry.compressed_bytes));
  block.payload.insert(behind, frame.begin(), frame.end());
  entry.raw_bytes = raw_bytes;
  entry.compressed_bytes = frame.size();
}

void set_group(LooseBlock& block, uint32_t id, ByteSpan raw) {
  set_group_frame(block, id, compressed(raw), raw.size());
}

Bytes raw_group(const LooseBlock& block, uint32_t id) {
  const size_t position = group_position(block, id);
  const GroupEntry& entry = block.header.groups[position];
  Decompressor decompressor;
  const ByteSpan frame =
      ByteSpan(block.payload)
          .subspan(frame_offset(block, position), static_cast<size_t>(entry.compressed_bytes));
  return must(decompressor.decompress(frame, entry.raw_bytes, 0));
}

void add_group(LooseBlock& block, uint32_t id, uint32_t encoding, bool is_critical, ByteSpan raw) {
  const Bytes frame = compressed(raw);
  block.header.groups.push_back({id, encoding, is_critical ? 1u : 0u, raw.size(), frame.size()});
  append(block.payload, frame);
}

}  // namespace isotherm
