#include "stream/segment_writer.h"

#include "base/hash.h"
#include "stream/attachment_header.h"
#include "stream/catalog_codec.h"
#include "stream/record.h"

namespace isotherm {

Status SegmentWriter::emit(ByteSpan bytes) {
  position_ += bytes.size();
  return sink_.write(bytes);
}

Status SegmentWriter::write_file_header(const std::string& metadata_json) {
  return copy_file_header(make_file_header(metadata_json));
}

Status SegmentWriter::write_catalog(const Catalog& catalog) {
  ISOTHERM_ASSIGN(const std::vector<Bytes> bodies, encode_catalog(catalog, compressor_, rows_));
  const CatalogCounts added = counts_of(catalog);
  rows_ = {rows_.pages + added.pages, rows_.sessions + added.sessions, rows_.page_views + added.page_views};
  for (const Bytes& body : bodies)
    ISOTHERM_TRY(copy_catalog(body));
  return success();
}

Status SegmentWriter::write_block(const EventBlock& block, std::span<const PageView> page_views) {
  ISOTHERM_ASSIGN(const EncodedBlock encoded, encode_block(block, page_views, compressor_));
  return copy_block(encoded.header, encode_block_header(encoded.header), encoded.payload);
}

Status SegmentWriter::write_screenshot(const Screenshot& screenshot) {
  return copy_attachment(encode_attachment_header(screenshot.info), screenshot.encoded);
}

Status SegmentWriter::copy_file_header(ByteSpan record) {
  seek_table_.add(record.size(), 0);
  return emit(record);
}

Status SegmentWriter::copy_catalog(ByteSpan body) {
  const Bytes record = make_record(format::kCatalog, body);
  index_.add_catalog(position_, record.size());
  seek_table_.add(record.size(), 0);
  return emit(record);
}

Status SegmentWriter::copy_block(const BlockHeader& header, ByteSpan header_body, ByteSpan payload) {
  Bytes record = make_record(format::kBlockHeader, header_body);
  index_.add_block(position_, record.size() + payload.size(), header_body);
  seek_table_.add(record.size(), 0);
  for (const GroupEntry& group : header.groups)
    seek_table_.add(group.compressed_bytes, group.raw_bytes);
  record.insert(record.end(), payload.begin(), payload.end());
  return emit(record);
}

Status SegmentWriter::copy_attachment(ByteSpan header_body, ByteSpan attached) {
  const uint64_t header_bytes = header_body.size() + format::kChecksumBytes;
  const uint64_t payload_bytes = kAttachmentLengthBytes + header_bytes + attached.size();
  const uint64_t stored_bytes = format::kFrameHeaderBytes + payload_bytes;
  index_.add_attachment(position_, stored_bytes, header_body);
  seek_table_.add(stored_bytes, 0);
  ByteWriter head;
  head.u32(format::kAttachment);
  head.u32(static_cast<uint32_t>(payload_bytes));
  head.u32(static_cast<uint32_t>(header_bytes));
  head.append(header_body);
  head.u64(xxh64(header_body));
  ISOTHERM_TRY(emit(head.bytes()));
  return emit(attached);
}

Status SegmentWriter::copy_frame(ByteSpan frame, uint64_t raw_bytes) {
  seek_table_.add(frame.size(), raw_bytes);
  return emit(frame);
}

Status SegmentWriter::write_end() {
  ISOTHERM_ASSIGN(const Bytes body, index_.encode(position_, compressor_));
  const Bytes record = make_record(format::kIndex, body);
  seek_table_.add(record.size(), 0);
  ISOTHERM_TRY(emit(record));
  return emit(seek_table_.encode());
}

}  // namespace isotherm
