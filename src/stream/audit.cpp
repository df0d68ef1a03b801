#include "stream/audit.h"

#include <algorithm>
#include <array>
#include <optional>

#include "stream/attachment_header.h"
#include "stream/block.h"
#include "stream/limits.h"
#include "stream/record.h"
#include "stream/seek_table.h"
#include "stream/segment_base.h"
#include "stream/zstd_frame.h"

namespace isotherm {

namespace {

// A record of a segment by its place.
struct Item {
  enum class Kind : uint8_t { catalog, block, attachment } kind;
  size_t index = 0;  // into the layout's list
  uint64_t offset = 0, stored_bytes = 0;
};

std::vector<Item> items_of(const SegmentLayout& layout) {
  std::vector<Item> items;
  for (size_t i = 0; i < layout.catalogs.size(); ++i)
    items.push_back({Item::Kind::catalog, i, layout.catalogs[i].offset, layout.catalogs[i].stored_bytes});
  for (size_t i = 0; i < layout.blocks.size(); ++i)
    items.push_back({Item::Kind::block, i, layout.blocks[i].offset, layout.blocks[i].stored_bytes});
  for (size_t i = 0; i < layout.attachments.size(); ++i)
    items.push_back(
        {Item::Kind::attachment, i, layout.attachments[i].offset, layout.attachments[i].stored_bytes});
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.offset < b.offset; });
  return items;
}

Result<Bytes> read_bytes(Source& source, uint64_t offset, uint64_t count) {
  Bytes bytes(static_cast<size_t>(count));
  ISOTHERM_TRY(source.read(offset, bytes));
  return bytes;
}

// Blocks of a newer version cannot be decoded, but their frames' checksums can be compared.
Status check_frames(const BlockHeader& header, ByteSpan payload, uint64_t payload_offset,
                    Decompressor& decompressor) {
  size_t position = 0;
  for (const GroupEntry& group : header.groups) {
    if (group.compressed_bytes > payload.size() - position) {
      return make_error(ErrorCode::damaged, "block: payload is too short", payload_offset);
    }
    const ByteSpan frame = payload.subspan(position, static_cast<size_t>(group.compressed_bytes));
    ISOTHERM_TRY(decompressor.decompress(frame, group.raw_bytes, payload_offset + position));
    position += frame.size();
  }
  return success();
}

class Audit {
 public:
  Audit(Source& source, WholeRecords* taker) : source_(source), taker_(taker) {
    report_.size_bytes = source.size();
  }
  Status run(LostHeaders lost_headers);
  AuditReport take() { return std::move(report_); }

 private:
  Status read_segment(const SegmentLayout& layout);
  Status read_header(const SegmentLayout& layout);
  Status read_item(const SegmentLayout& layout, const Item& item);
  Status read_catalog(const CatalogPlace& place);
  Status read_block(const BlockPlace& place);
  Status judge_block(const BlockPlace& place, ByteSpan payload);
  Status read_attachment(const AttachmentPlace& place);
  Status read_gap(uint64_t begin, uint64_t end, bool is_indexed);
  Result<std::optional<uint64_t>> read_unlisted_block(uint64_t offset, uint64_t end);
  Result<std::optional<uint64_t>> read_unknown(uint64_t offset, uint64_t end, bool behind_unknown);
  Status read_unknown_attachment(uint64_t offset, uint64_t length);
  void check_seek_table(const SegmentLayout& layout);
  void count_affected_sessions();
  void find(Error error, uint64_t events_lost = 0) {
    report_.findings.push_back({std::move(error), events_lost});
    report_.lost_events += events_lost;
  }
  void lose_block(const BlockHeader& header, Error error);

  Source& source_;
  WholeRecords* taker_;
  AuditReport report_;
  Decompressor decompressor_;
  // Of the segment that is read
  Catalog catalog_;
  SeekTable seek_table_;
  std::vector<uint8_t> is_view_hit_;  // page views that a lost block may name
};

Status Audit::run(LostHeaders lost_headers) {
  ISOTHERM_ASSIGN(FoundSegments found, find_segments(source_, lost_headers));
  for (Warning& warning : found.warnings) {
    report_.lost_blocks += warning.events_lost != 0 ? 1 : 0;
    find(std::move(warning.error), warning.events_lost);
  }
  for (const SegmentLayout& layout : found.segments)
    ISOTHERM_TRY(read_segment(layout));
  return success();
}

Status Audit::read_segment(const SegmentLayout& layout) {
  catalog_ = {};
  seek_table_ = {};
  is_view_hit_.clear();
  ++report_.segments;
  report_.indexed_segments += layout.is_indexed ? 1 : 0;
  for (const Warning& warning : layout.warnings) {
    ++report_.lost_screenshots;
    find(warning.error, warning.events_lost);
  }
  ISOTHERM_TRY(read_header(layout));
  uint64_t position = layout.records_begin;
  for (const Item& item : items_of(layout)) {
    ISOTHERM_TRY(read_gap(position, item.offset, layout.is_indexed));
    ISOTHERM_TRY(read_item(layout, item));
    position = item.offset + item.stored_bytes;
  }
  if (layout.is_indexed) {
    ISOTHERM_TRY(read_gap(position, layout.index_offset, true));
    check_seek_table(layout);
  }
  count_affected_sessions();
  report_.rows.pages += static_cast<uint32_t>(catalog_.pages.size());
  report_.rows.sessions += static_cast<uint32_t>(catalog_.sessions.size());
  report_.rows.page_views += static_cast<uint32_t>(catalog_.page_views.size());
  return taker_ != nullptr ? taker_->end_segment() : success();
}

Status Audit::read_header(const SegmentLayout& layout) {
  Bytes record = make_file_header(layout.header.metadata_json);  // where the header is lost
  if (layout.records_begin != layout.start) {
    ISOTHERM_ASSIGN(record, read_bytes(source_, layout.start, layout.records_begin - layout.start));
  }
  seek_table_.add(record.size(), 0);
  return taker_ != nullptr ? taker_->take_file_header(record) : success();
}

Status Audit::read_item(const SegmentLayout& layout, const Item& item) {
  switch (item.kind) {
    case Item::Kind::catalog:
      return read_catalog(layout.catalogs[item.index]);
    case Item::Kind::block:
      return read_block(layout.blocks[item.index]);
    case Item::Kind::attachment:
      return read_attachment(layout.attachments[item.index]);
  }
  return success();
}

Status Audit::read_catalog(const CatalogPlace& place) {
  seek_table_.add(place.stored_bytes, 0);
  const uint64_t end = place.offset + place.stored_bytes,
                 body_offset = place.offset + format::kFrameHeaderBytes;
  const auto payload =
      read_frame(source_, place.offset, end, format::kCatalog, 2 * limits::kMaxCatalogBytes, "catalog");
  const auto body = payload.ok() ? checked_body(*payload, body_offset, "catalog") : payload.error();
  auto added = body.ok() ? decode_catalog(*body, body_offset, counts_of(catalog_), decompressor_)
                         : Result<Catalog>(body.error());
  if (!added.ok()) {
    ++report_.lost_catalogs;
    find(added.error());
    return success();
  }
  ++report_.catalogs;
  append_catalog(catalog_, std::move(*added), {});
  return taker_ != nullptr ? taker_->take_catalog(*body) : success();
}

void Audit::lose_block(const BlockHeader& header, Error error) {
  ++report_.lost_blocks;
  find(std::move(error), header.event_count);
  const size_t views = catalog_.page_views.size();
  is_view_hit_.resize(views);
  for (size_t view = header.page_view_min; view <= header.page_view_max && view < views; ++view)
    is_view_hit_[view] = 1;
}

// Sound, or of a newer version with sound checksums.
Status Audit::judge_block(const BlockPlace& place, ByteSpan payload) {
  const Status header =
      check_header(place.header, catalog_.pages.size(), catalog_.page_views.size(), place.offset);
  const auto block = header.ok() ? decode_block(place.header, payload, place.payload_offset(), decompressor_)
                                 : Result<EventBlock>(header.error());
  if (block.ok()) return check_block(place.header, *block, catalog_.page_views, {}, place.offset);
  if (block.error().code != ErrorCode::unsupported) return block.error();
  return check_frames(place.header, payload, place.payload_offset(), decompressor_);
}

Status Audit::read_block(const BlockPlace& place) {
  seek_table_.add(place.stored_bytes - place.header.payload_bytes(), 0);
  for (const GroupEntry& group : place.header.groups)
    seek_table_.add(group.compressed_bytes, group.raw_bytes);
  ISOTHERM_ASSIGN(const Bytes payload,
                  read_bytes(source_, place.payload_offset(), place.header.payload_bytes()));
  const Status judged = judge_block(place, payload);
  if (!judged.ok()) {
    lose_block(place.header, judged.error());
    return success();
  }
  // The index has a copy of the header; where the record's own is damaged, that copy stands in.
  const uint64_t body_offset = place.offset + format::kFrameHeaderBytes;
  const auto record = read_frame(source_, place.offset, place.payload_offset(), format::kBlockHeader,
                                 limits::kMaxBlockHeaderBytes + format::kChecksumBytes, "block header");
  const auto checked = record.ok() ? checked_body(*record, body_offset, "block header") : record.error();
  Bytes body = encode_block_header(place.header);
  if (!checked.ok()) {
    find(checked.error());
  } else if (checked->size() < body.size() || !std::equal(body.begin(), body.end(), checked->begin())) {
    find(make_error(ErrorCode::damaged, "block header: is not the one in the index", place.offset));
  } else {
    body.assign(checked->begin(), checked->end());
  }
  ++report_.blocks;
  report_.events += place.header.event_count;
  return taker_ != nullptr ? taker_->take_block(place.header, body, payload) : success();
}

Status Audit::read_attachment(const AttachmentPlace& place) {
  seek_table_.add(place.stored_bytes, 0);
  ISOTHERM_ASSIGN(const Bytes attached,
                  read_bytes(source_, place.picture_offset(), place.info.encoded_bytes));
  const Bytes expected = encode_attachment_header(place.info);
  Status status = check_encoded(place.info, attached, place.offset);
  if (status.ok() && place.info.page >= catalog_.pages.size()) {
    status = make_error(ErrorCode::damaged, "screenshot: its page does not exist", place.offset);
  }
  if (!status.ok()) {
    ++report_.lost_screenshots;
    find(status.error());
    return success();
  }
  const uint64_t header_offset = place.offset + format::kFrameHeaderBytes + kAttachmentLengthBytes;
  ISOTHERM_ASSIGN(const Bytes header,
                  read_bytes(source_, header_offset, place.picture_offset() - header_offset));
  const auto body = checked_body(header, header_offset, "attachment header");
  const bool has_body = body.ok() && body->size() >= expected.size() &&
                        std::equal(expected.begin(), expected.end(), body->begin());
  if (!has_body) {
    find(body.ok()
             ? make_error(ErrorCode::damaged, "attachment header: is not the one in the index", place.offset)
             : body.error());
  }
  ++report_.screenshots;
  if (taker_ == nullptr) return success();
  return taker_->take_attachment(has_body ? *body : ByteSpan(expected), attached);
}

// A whole block that the index leaves out, which readers of the index miss; its length. nullopt = none that
// may be kept.
Result<std::optional<uint64_t>> Audit::read_unlisted_block(uint64_t offset, uint64_t end) {
  const auto record = read_frame(source_, offset, end, format::kBlockHeader,
                                 limits::kMaxBlockHeaderBytes + format::kChecksumBytes, "block header");
  if (!record.ok()) return std::optional<uint64_t>();
  const uint64_t body_offset = offset + format::kFrameHeaderBytes;
  const auto body = checked_body(*record, body_offset, "block header");
  if (!body.ok()) return std::optional<uint64_t>();
  const auto header = parse_block_header(*body, body_offset);
  const uint64_t record_bytes = format::kFrameHeaderBytes + uint64_t{record->size()};
  if (!header.ok() || header->payload_bytes() > end - offset - record_bytes) return std::optional<uint64_t>();

  const BlockPlace place{*header, offset, record_bytes + header->payload_bytes()};
  ISOTHERM_ASSIGN(const Bytes payload,
                  read_bytes(source_, place.payload_offset(), place.header.payload_bytes()));
  if (!judge_block(place, payload).ok()) return std::optional<uint64_t>();
  find(make_error(ErrorCode::damaged,
                  "a whole block of " + std::to_string(place.header.event_count) +
                      " events that the index leaves out; repairing the file brings it back",
                  offset));
  ISOTHERM_TRY(read_block(place));
  return std::optional<uint64_t>(place.stored_bytes);
}

// Between the records that are known there may be whole frames of a newer minor version, and nothing else.
Status Audit::read_gap(uint64_t begin, uint64_t end, bool is_indexed) {
  bool behind_unknown = false;
  while (begin < end) {
    if (is_indexed) {
      ISOTHERM_ASSIGN(const std::optional<uint64_t> block_length, read_unlisted_block(begin, end));
      if (block_length) {
        behind_unknown = false;
        begin += *block_length;
        continue;
      }
    }
    ISOTHERM_ASSIGN(const std::optional<uint64_t> length, read_unknown(begin, end, behind_unknown));
    if (!length) {
      if (is_indexed) {
        find(make_error(ErrorCode::damaged,
                        std::to_string(end - begin) + " bytes that the index does not list", begin));
      }
      return success();
    }
    behind_unknown = true;
    begin += *length;
  }
  return success();
}

// The length of the frame there; nullopt = none that may be passed on.
Result<std::optional<uint64_t>> Audit::read_unknown(uint64_t offset, uint64_t end, bool behind_unknown) {
  if (end - offset < format::kFrameHeaderBytes) return std::optional<uint64_t>();
  std::array<uint8_t, format::kFrameHeaderBytes> start{};
  ISOTHERM_TRY(source_.read(offset, start));
  const FrameHeader frame = parse_frame_header(start);
  uint64_t length = format::kFrameHeaderBytes + uint64_t{frame.payload_bytes};
  if (frame.magic == format::kZstdFrame && behind_unknown) {
    const auto zstd_length = zstd_frame_length(source_, offset, end);
    if (!zstd_length.ok()) return std::optional<uint64_t>();
    length = *zstd_length;
  } else if (!format::is_skippable(frame.magic) || frame.magic == format::kFileHeader ||
             frame.magic == format::kBlockHeader || frame.magic == format::kIndex ||
             frame.magic == format::kCatalog || frame.magic == format::kSeekTable) {
    return std::optional<uint64_t>();
  }
  if (length > end - offset) return std::optional<uint64_t>();
  if (frame.magic == format::kAttachment) {
    ISOTHERM_TRY(read_unknown_attachment(offset, length));
    return std::optional<uint64_t>(length);
  }
  ++report_.unknown_frames;
  ISOTHERM_ASSIGN(const Bytes bytes, read_bytes(source_, offset, length));
  const uint64_t raw_bytes = zstd_content_bytes(bytes).value_or(0);
  seek_table_.add(length, raw_bytes);
  if (taker_ != nullptr) ISOTHERM_TRY(taker_->take_unknown(bytes, raw_bytes));
  return std::optional<uint64_t>(length);
}

// An attachment that the layout has left out: of a newer kind, or unusable and told already.
Status Audit::read_unknown_attachment(uint64_t offset, uint64_t length) {
  seek_table_.add(length, 0);
  ISOTHERM_ASSIGN(const Bytes record, read_bytes(source_, offset, length));
  ByteReader reader(record, offset);
  ISOTHERM_TRY(reader.take(format::kFrameHeaderBytes, "frame header"));
  const auto header_bytes = reader.u32("attachment header length");
  if (!header_bytes.ok() || *header_bytes > limits::kMaxAttachmentHeaderBytes) return success();
  const auto header = reader.take(*header_bytes, "attachment header");
  if (!header.ok()) return success();
  const auto body = checked_body(*header, offset, "attachment header");
  if (!body.ok() || taker_ == nullptr) return success();
  const auto info = parse_attachment_header(*body, offset);
  if (info.ok() || info.error().code != ErrorCode::unsupported) return success();
  ISOTHERM_ASSIGN(const ByteSpan attached, reader.take(reader.remaining(), "attached file"));
  return taker_->take_attachment(*body, attached);
}

void Audit::check_seek_table(const SegmentLayout& layout) {
  std::array<uint8_t, format::kFrameHeaderBytes> start{};
  if (!source_.read(layout.index_offset, start).ok()) return;
  seek_table_.add(format::kFrameHeaderBytes + uint64_t{parse_frame_header(start).payload_bytes}, 0);
  const auto is_same = is_same_seek_table(source_, layout.end, seek_table_);
  if (is_same.ok() && *is_same) return;
  find(make_error(ErrorCode::damaged, "seek table: does not list the frames that are there",
                  layout.index_offset));
}

void Audit::count_affected_sessions() {
  std::set<uint32_t> sessions;
  for (size_t view = 0; view < is_view_hit_.size(); ++view) {
    if (is_view_hit_[view] != 0) sessions.insert(catalog_.page_views[view].session);
  }
  report_.affected_sessions += sessions.size();
}

}  // namespace

Result<AuditReport> audit(Source& source, LostHeaders lost_headers, WholeRecords* taker) {
  Audit work(source, taker);
  ISOTHERM_TRY(work.run(lost_headers));
  return work.take();
}

}  // namespace isotherm
