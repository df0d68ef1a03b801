#include <array>

#include "stream/attachment_header.h"
#include "stream/limits.h"
#include "stream/record.h"
#include "stream/segment.h"
#include "stream/zstd_frame.h"

namespace isotherm {

namespace {

// Goes from frame to frame. A step fails only where the next frame cannot be found.
class Walker {
 public:
  Walker(Source& source, uint64_t begin, uint64_t end) : source_(source), position_(begin), end_(end) {}
  Walk run();

 private:
  Status step();
  Status step_over_record(const FrameHeader& frame);
  void add_segment();
  Status add_block(uint64_t record_end);
  void add_catalog(uint64_t record_end);
  void add_attachment(uint64_t record_end);
  void warn(Error error, uint64_t events_lost = 0) {
    walk_.warnings.push_back({std::move(error), events_lost});
  }
  SegmentLayout* segment() { return has_segment_ ? &walk_.segments.back() : nullptr; }

  Source& source_;
  uint64_t position_, end_;
  bool has_segment_ = false;
  Walk walk_;
};

Walk Walker::run() {
  while (position_ < end_) {
    const Status status = step();
    if (!status.ok()) {
      warn(status.error());
      break;
    }
  }
  return std::move(walk_);
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
    position_ += length;
    return success();
  }
  return make_error(
      ErrorCode::damaged,
      "no frame starts here; the " + std::to_string(end_ - position_) + " bytes from here are lost",
      position_);
}

Status Walker::step_over_record(const FrameHeader& frame) {
  if (frame.payload_bytes > end_ - position_ - format::kFrameHeaderBytes) {
    return make_error(ErrorCode::truncated, "the bytes end inside a record", position_);
  }
  const uint64_t record_end = position_ + format::kFrameHeaderBytes + frame.payload_bytes;
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
      has_segment_ = false;
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
  if (!place.ok()) return warn(place.error());
  SegmentLayout layout;
  layout.start = position_;
  layout.header = std::move(place->header);
  walk_.segments.push_back(std::move(layout));
}

void Walker::add_catalog(uint64_t record_end) {
  if (segment() == nullptr) {
    return warn(make_error(ErrorCode::damaged, "a catalog without a file header", position_));
  }
  segment()->catalogs.push_back({position_, record_end - position_});
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
  if (payload_bytes > end_ - record_end) {
    warn(make_error(ErrorCode::truncated, "the bytes end inside a block", offset), header->event_count);
    position_ = end_;
    return success();
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

Walk walk_frames(Source& source, uint64_t begin, uint64_t end) {
  return Walker(source, begin, end).run();
}

}  // namespace isotherm
