#include <array>

#include "stream/attachment_header.h"
#include "stream/frame_scanner.h"
#include "stream/limits.h"
#include "stream/record.h"
#include "stream/segment.h"
#include "stream/zstd_frame.h"

namespace isotherm {

namespace {

// Goes from frame to frame. A step fails only where the next frame cannot be found; then the scanner looks
// for a record behind.
class Walker {
 public:
  Walker(Source& source, uint64_t begin, uint64_t end, LostHeaders lost_headers)
      : source_(source),
        position_(begin),
        end_(end),
        scanner_(source, begin, end),
        assumes_headers_(lost_headers == LostHeaders::assume) {}
  Walk run();

 private:
  Status step();
  Status step_over_record(const FrameHeader& frame);
  void resume_behind(Error error);
  void add_segment();
  void assume_segment();
  Status add_block(uint64_t record_end);
  bool is_whole(const BlockHeader& header, uint64_t payload_offset);
  void add_catalog(uint64_t record_end);
  void add_attachment(uint64_t record_end);
  void warn(Error error, uint64_t events_lost = 0) {
    walk_.warnings.push_back({std::move(error), events_lost});
  }
  SegmentLayout* segment() { return has_segment_ ? &walk_.segments.back() : nullptr; }

  Source& source_;
  uint64_t position_, end_;
  FrameScanner scanner_;
  bool assumes_headers_;
  bool has_segment_ = false;
  bool is_refused_ = false;  // the records here are of another major version
  Walk walk_;
};

Walk Walker::run() {
  while (position_ < end_) {
    const Status status = step();
    if (!status.ok()) resume_behind(status.error());
  }
  return std::move(walk_);
}

// Bytes that cannot be frames are passed over up to the next record that is certainly one.
void Walker::resume_behind(Error error) {
  const uint64_t from = position_;
  position_ = scanner_.find_record(from + 1).value_or(end_);
  error.message +=
      "; " + std::to_string(position_ - from) +
      (position_ == end_ ? " bytes from here to the end are lost"
                         : " bytes are passed over, up to the record at byte " + std::to_string(position_));
  if (!error.offset) error.offset = from;
  warn(std::move(error));
}

Status Walker::step() {
  if (end_ - position_ < format::kFrameHeaderBytes) {
    return make_error(ErrorCode::truncated, "the bytes end inside a frame", position_);
  }
  std::array<uint8_t, format::kFrameHeaderBytes> start{};
  ISOTHERM_TRY(source_.read(position_, start));
  const FrameHeader frame = parse_frame_header(start);
  if (format::is_skippable(frame.magic)) return step_over_record(frame);
  if (frame.magic == format::kZstdFrame) {  // of a record that is skipped
    ISOTHERM_ASSIGN(const uint64_t length, zstd_frame_length(source_, position_, end_));
    if (!scanner_.starts_frame(position_ + length)) {
      return make_error(ErrorCode::damaged, "a zstd frame leads to bytes that are no frame", position_);
    }
    position_ += length;
    return success();
  }
  return make_error(ErrorCode::damaged, "no frame starts here", position_);
}

Status Walker::step_over_record(const FrameHeader& frame) {
  if (frame.payload_bytes > end_ - position_ - format::kFrameHeaderBytes) {
    return make_error(ErrorCode::truncated, "the bytes end inside a record", position_);
  }
  const uint64_t record_end = position_ + format::kFrameHeaderBytes + frame.payload_bytes;
  // The size of a frame has no checksum of its own: it is believed when it leads to a frame, or when the
  // checksum at the end of the record is right.
  if (!scanner_.starts_frame(record_end) && !scanner_.is_record(position_)) {
    return make_error(ErrorCode::damaged, "a record leads to bytes that are no frame", position_);
  }
  if (assumes_headers_ && !has_segment_ && !is_refused_) {
    if (frame.magic == format::kCatalog || frame.magic == format::kBlockHeader ||
        frame.magic == format::kAttachment) {
      assume_segment();
    }
  }
  switch (frame.magic) {
    case format::kFileHeader:
      add_segment();
      break;
    case format::kBlockHeader:
      return add_block(record_end);
    case format::kAttachment:
      add_attachment(record_end);
      break;
    case format::kCatalog:
      add_catalog(record_end);
      break;
    case format::kSeekTable:
      has_segment_ = is_refused_ = false;
      break;  // only a file header may follow
    default:
      break;
  }
  position_ = record_end;
  return success();
}

void Walker::add_segment() {
  auto place = read_file_header(source_, position_, end_);
  has_segment_ = place.ok();
  is_refused_ = !place.ok() && place.error().code == ErrorCode::unsupported;
  if (!place.ok()) return warn(place.error());
  SegmentLayout layout;
  layout.start = position_;
  layout.records_begin = place->end;
  layout.header = std::move(place->header);
  walk_.segments.push_back(std::move(layout));
}

void Walker::assume_segment() {
  warn(make_error(ErrorCode::damaged, "the file header before this record is lost; version 1 is assumed",
                  position_));
  SegmentLayout layout;
  layout.start = layout.records_begin = position_;
  layout.header.major = format::kMajorVersion;
  layout.header.metadata_json = "{}";
  walk_.segments.push_back(std::move(layout));
  has_segment_ = true;
}

void Walker::add_catalog(uint64_t record_end) {
  if (segment() == nullptr) {
    return warn(make_error(ErrorCode::damaged, "a catalog without a file header", position_));
  }
  segment()->catalogs.push_back({position_, record_end - position_});
}

// Whether the groups' frames are there, as far as can be told without reading them whole: a frame starts
// behind them, or each has the length that the header states.
bool Walker::is_whole(const BlockHeader& header, uint64_t payload_offset) {
  if (header.payload_bytes() > end_ - payload_offset) return false;
  if (scanner_.starts_frame(payload_offset + header.payload_bytes())) return true;
  for (const GroupEntry& group : header.groups) {
    const auto length = zstd_frame_length(source_, payload_offset, end_);
    if (!length.ok() || *length != group.compressed_bytes) return false;
    payload_offset += *length;
  }
  return true;
}

// Moves on behind the payload; behind the record alone when its header is unusable.
Status Walker::add_block(uint64_t record_end) {
  const uint64_t offset = position_, body_offset = offset + format::kFrameHeaderBytes;
  position_ = record_end;
  const auto payload = read_frame(source_, offset, record_end, format::kBlockHeader,
                                  limits::kMaxBlockHeaderBytes + format::kChecksumBytes, "block header");
  if (!payload.ok()) return warn(payload.error()), success();
  const auto body = checked_body(*payload, body_offset, "block header");
  if (!body.ok()) return warn(body.error()), success();
  auto header = parse_block_header(*body, body_offset);
  if (!header.ok()) return warn(header.error()), success();

  const uint64_t payload_bytes = header->payload_bytes();
  if (!is_whole(*header, record_end)) {
    const bool is_cut = payload_bytes > end_ - record_end;
    warn(make_error(is_cut ? ErrorCode::truncated : ErrorCode::damaged,
                    is_cut ? "the bytes end inside a block" : "block: its payload is not where it must be",
                    offset),
         header->event_count);
    return success();  // what is there of the payload is passed over next
  }
  position_ = record_end + payload_bytes;
  if (segment() == nullptr) {
    warn(make_error(ErrorCode::damaged, "a block without a file header", offset), header->event_count);
  } else if (segment()->blocks.size() < limits::kMaxBlocks) {
    segment()->blocks.push_back({std::move(*header), offset, position_ - offset});
  }
  return success();
}

void Walker::add_attachment(uint64_t record_end) {
  if (segment() == nullptr) return;
  const auto info = [&]() -> Result<ScreenshotInfo> {
    const uint64_t length_offset = position_ + format::kFrameHeaderBytes;
    std::array<uint8_t, kAttachmentLengthBytes> length{};
    if (record_end - length_offset < length.size()) {
      return make_error(ErrorCode::damaged, "attachment: is too short", position_);
    }
    ISOTHERM_TRY(source_.read(length_offset, length));
    uint32_t header_bytes;
    std::memcpy(&header_bytes, length.data(), sizeof(header_bytes));
    const uint64_t header_offset = length_offset + length.size();
    if (header_bytes > limits::kMaxAttachmentHeaderBytes || header_bytes > record_end - header_offset) {
      return make_error(ErrorCode::damaged, "attachment: its header is too long", position_);
    }
    Bytes header(header_bytes);
    ISOTHERM_TRY(source_.read(header_offset, header));
    ISOTHERM_ASSIGN(const ByteSpan body, checked_body(header, header_offset, "attachment header"));
    ISOTHERM_ASSIGN(const ScreenshotInfo parsed, parse_attachment_header(body, header_offset));
    if (parsed.encoded_bytes != record_end - header_offset - header_bytes) {
      return make_error(ErrorCode::damaged, "attachment: its length contradicts its header", position_);
    }
    return parsed;
  }();
  if (!info.ok()) return warn(info.error());
  segment()->attachments.push_back({*info, position_, record_end - position_});
}

}  // namespace

Walk walk_frames(Source& source, uint64_t begin, uint64_t end, LostHeaders lost_headers) {
  return Walker(source, begin, end, lost_headers).run();
}

}  // namespace isotherm
