#include "stream/index.h"

#include "stream/attachment_header.h"
#include "stream/limits.h"

namespace isotherm {

namespace {

Error bad(std::string what, uint64_t offset) {
  return make_error(ErrorCode::damaged, "index: " + std::move(what), offset);
}

struct Entry {
  uint32_t kind = 0;
  uint64_t offset = 0, stored_bytes = 0;  // in the file
  ByteSpan info;
};

// Entries are (gap from the end of the one before, length), so that they can neither overlap nor repeat.
Result<Entry> read_entry(ByteReader& reader, uint64_t previous_end, uint64_t limit) {
  Entry entry;
  ISOTHERM_ASSIGN(entry.kind, reader.varint32("entry kind"));
  ISOTHERM_ASSIGN(const uint64_t gap, reader.varint64("entry gap"));
  ISOTHERM_ASSIGN(entry.stored_bytes, reader.varint64("entry length"));
  ISOTHERM_ASSIGN(const uint32_t info_bytes, reader.varint32("entry header length"));
  ISOTHERM_ASSIGN(entry.info, reader.take(info_bytes, "entry header"));
  if (gap > limit - previous_end || entry.stored_bytes > limit - previous_end - gap ||
      entry.stored_bytes < format::kFrameHeaderBytes) {
    return bad("an entry lies outside its segment", reader.file_offset());
  }
  entry.offset = previous_end + gap;
  return entry;
}

Status add_block(const Entry& entry, uint64_t info_offset, SegmentLayout& layout) {
  if (layout.blocks.size() >= limits::kMaxBlocks) {
    return make_error(ErrorCode::limit,
                      "index: has more than " + std::to_string(limits::kMaxBlocks) + " blocks", info_offset);
  }
  ISOTHERM_ASSIGN(BlockHeader header, parse_block_header(entry.info, info_offset));
  const uint64_t expected =
      format::kFrameHeaderBytes + entry.info.size() + format::kChecksumBytes + header.payload_bytes();
  if (entry.stored_bytes != expected) return bad("a block's length contradicts its header", info_offset);
  layout.blocks.push_back({std::move(header), entry.offset, entry.stored_bytes});
  return success();
}

Status add_attachment(const Entry& entry, uint64_t info_offset, SegmentLayout& layout) {
  auto info = parse_attachment_header(entry.info, info_offset);
  if (!info.ok()) {
    layout.warnings.push_back({info.error(), 0});
    return success();
  }
  const uint64_t expected = format::kFrameHeaderBytes + kAttachmentLengthBytes + entry.info.size() +
                            format::kChecksumBytes + info->encoded_bytes;
  if (entry.stored_bytes != expected)
    return bad("an attachment's length contradicts its header", info_offset);
  layout.attachments.push_back({*info, entry.offset, entry.stored_bytes});
  return success();
}

Status add_entry(const Entry& entry, uint64_t info_offset, SegmentLayout& layout) {
  switch (static_cast<format::IndexEntry>(entry.kind)) {
    case format::IndexEntry::catalog:
      layout.catalogs.push_back({entry.offset, entry.stored_bytes});
      return success();
    case format::IndexEntry::block:
      return add_block(entry, info_offset, layout);
    case format::IndexEntry::attachment:
      return add_attachment(entry, info_offset, layout);
  }
  return success();  // of a newer minor version
}

}  // namespace

void IndexBuilder::add(format::IndexEntry kind, uint64_t offset, uint64_t stored_bytes, ByteSpan info) {
  entries_.varint(static_cast<uint8_t>(kind));
  entries_.varint(offset - end_);
  entries_.varint(stored_bytes);
  entries_.varint(info.size());
  entries_.append(info);
  end_ = offset + stored_bytes;
}

void IndexBuilder::add_catalog(uint64_t offset, uint64_t stored_bytes) {
  add(format::IndexEntry::catalog, offset, stored_bytes, {});
}

void IndexBuilder::add_block(uint64_t offset, uint64_t stored_bytes, ByteSpan header_body) {
  add(format::IndexEntry::block, offset, stored_bytes, header_body);
}

void IndexBuilder::add_attachment(uint64_t offset, uint64_t stored_bytes, ByteSpan header_body) {
  add(format::IndexEntry::attachment, offset, stored_bytes, header_body);
}

Result<Bytes> IndexBuilder::encode(uint64_t index_offset, Compressor& compressor) const {
  ByteWriter raw;
  raw.varint(index_offset);
  raw.append(entries_.bytes());
  ISOTHERM_ASSIGN(const Bytes frame, compressor.compress({raw.bytes()}));
  ByteWriter body;
  body.varint(raw.size());
  body.append(frame);
  return body.take();
}

Result<SegmentLayout> parse_index(ByteSpan body, uint64_t body_offset, uint64_t index_offset,
                                  Decompressor& decompressor) {
  ByteReader body_reader(body, body_offset);
  ISOTHERM_ASSIGN(const uint64_t raw_bytes, body_reader.varint64("index size"));
  // Everything in the index but a few bytes stands in the segment too, uncompressed.
  if (raw_bytes > index_offset) {
    return make_error(ErrorCode::limit, "index: claims " + std::to_string(raw_bytes) + " bytes", body_offset);
  }
  const uint64_t frame_offset = body_reader.file_offset();
  ISOTHERM_ASSIGN(const ByteSpan frame, body_reader.take(body_reader.remaining(), "index frame"));
  ISOTHERM_ASSIGN(const Bytes raw, decompressor.decompress(frame, raw_bytes, frame_offset));

  // Positions inside the compressed bytes mean nothing to a user: errors name the frame's.
  ByteReader reader(raw, frame_offset);
  ISOTHERM_ASSIGN(const uint64_t segment_bytes, reader.varint64("segment length"));
  if (segment_bytes == 0 || segment_bytes > index_offset)
    return bad("its segment starts before the file", frame_offset);
  SegmentLayout layout;
  layout.start = index_offset - segment_bytes;
  uint64_t previous_end = layout.start;
  while (reader.remaining() != 0) {
    ISOTHERM_ASSIGN(const Entry entry, read_entry(reader, previous_end, index_offset));
    previous_end = entry.offset + entry.stored_bytes;
    ISOTHERM_TRY(add_entry(entry, frame_offset, layout));
  }
  return layout;
}

}  // namespace isotherm
