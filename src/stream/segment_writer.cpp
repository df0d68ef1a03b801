#include "stream/segment_writer.h"

#include "stream/attachment_header.h"
#include "stream/catalog_codec.h"
#include "stream/record.h"

namespace isotherm {

Status SegmentWriter::emit(ByteSpan bytes) {
  position_ += bytes.size();
  return sink_.write(bytes);
}

Status SegmentWriter::write_file_header(const std::string& metadata_json) {
  const Bytes record = make_file_header(metadata_json);
  seek_table_.add(record.size(), 0);
  return emit(record);
}

Status SegmentWriter::write_catalog(const Catalog& catalog) {
  ISOTHERM_ASSIGN(const std::vector<Bytes> bodies, encode_catalog(catalog, compressor_));
  for (const Bytes& body : bodies) {
    const Bytes record = make_record(format::kCatalog, body);
    index_.add_catalog(position_, record.size());
    seek_table_.add(record.size(), 0);
    ISOTHERM_TRY(emit(record));
  }
  return success();
}

Status SegmentWriter::write_block(const EventBlock& block, std::span<const PageView> page_views) {
  ISOTHERM_ASSIGN(const EncodedBlock encoded, encode_block(block, page_views, compressor_));
  const Bytes body = encode_block_header(encoded.header);
  const Bytes record = make_record(format::kBlockHeader, body);
  index_.add_block(position_, record.size() + encoded.payload.size(), body);
  seek_table_.add(record.size(), 0);
  for (const GroupEntry& group : encoded.header.groups)
    seek_table_.add(group.compressed_bytes, group.raw_bytes);
  ISOTHERM_TRY(emit(record));
  return emit(encoded.payload);
}

Status SegmentWriter::write_screenshot(const Screenshot& screenshot) {
  const Bytes start = make_attachment_start(screenshot.info);
  const uint64_t payload_bytes = start.size() + screenshot.encoded.size();
  const uint64_t stored_bytes = format::kFrameHeaderBytes + payload_bytes;
  index_.add_attachment(position_, stored_bytes, encode_attachment_header(screenshot.info));
  seek_table_.add(stored_bytes, 0);
  Bytes head;
  append_frame_header(head, format::kAttachment, payload_bytes);
  head.insert(head.end(), start.begin(), start.end());
  ISOTHERM_TRY(emit(head));
  return emit(screenshot.encoded);
}

Status SegmentWriter::write_end() {
  ISOTHERM_ASSIGN(const Bytes body, index_.encode(position_, compressor_));
  const Bytes record = make_record(format::kIndex, body);
  seek_table_.add(record.size(), 0);
  ISOTHERM_TRY(emit(record));
  return emit(seek_table_.encode());
}

}  // namespace isotherm
