#include "stream/frame_scanner.h"

#include <algorithm>
#include <array>

#include "stream/attachment_header.h"
#include "stream/format.h"
#include "stream/limits.h"

namespace isotherm {

namespace {

constexpr uint64_t kFirstWindowBytes = 1u << 10, kLastWindowBytes = 64u << 10;
constexpr uint64_t kMagicBytes = 4;

// The longest payload that a reader would accept; 0 = not a record with a checksum over all of its body.
uint64_t max_payload(uint32_t magic) {
  switch (magic) {
    case format::kFileHeader:
      return limits::kMaxMetadataBytes + (64u << 10);
    case format::kCatalog:
      return 2 * uint64_t{limits::kMaxCatalogBytes};
    case format::kBlockHeader:
      return limits::kMaxBlockHeaderBytes + format::kChecksumBytes;
    case format::kIndex:
      return uint64_t{1} << 30;
    default:
      return 0;
  }
}

// Where a skippable frame of ours may start: x0 2A 4D 18 with x0 = 50 .. 5F.
std::optional<size_t> find_magic(ByteSpan bytes) {
  for (size_t index = 0; index + kMagicBytes <= bytes.size(); ++index) {
    if (bytes[index + 1] == 0x2A && bytes[index + 2] == 0x4D && bytes[index + 3] == 0x18 &&
        (bytes[index] & 0xF0) == 0x50) {
      return index;
    }
  }
  return std::nullopt;
}

}  // namespace

FrameScanner::FrameScanner(Source& source, uint64_t begin, uint64_t end)
    : source_(source), end_(end), work_left_(kMaxWorkFactor * (end - begin)) {}

bool FrameScanner::spend(uint64_t bytes) {
  if (bytes > work_left_) return false;
  work_left_ -= bytes;
  return true;
}

bool FrameScanner::starts_frame(uint64_t offset) const {
  if (offset == end_) return true;
  std::array<uint8_t, kMagicBytes> bytes{};
  if (offset > end_ || end_ - offset < bytes.size() || !source_.read(offset, bytes).ok()) return false;
  uint32_t magic;
  std::memcpy(&magic, bytes.data(), sizeof(magic));
  return format::is_skippable(magic) || magic == format::kZstdFrame;
}

std::optional<Bytes> FrameScanner::payload_start(uint64_t offset, uint64_t count) {
  if (!spend(count)) return std::nullopt;
  Bytes bytes(static_cast<size_t>(count));
  if (!source_.read(offset + format::kFrameHeaderBytes, bytes).ok()) return std::nullopt;
  return bytes;
}

bool FrameScanner::is_record(uint64_t offset) {
  if (offset > end_ || end_ - offset < format::kFrameHeaderBytes) return false;
  std::array<uint8_t, format::kFrameHeaderBytes> start{};
  if (!source_.read(offset, start).ok()) return false;
  const FrameHeader frame = parse_frame_header(start);
  if (frame.payload_bytes > end_ - offset - format::kFrameHeaderBytes) return false;
  if (frame.magic == format::kAttachment) return is_attachment(offset, frame);
  if (frame.magic == format::kSeekTable) return is_seek_table(offset, frame);
  if (frame.payload_bytes > max_payload(frame.magic)) return false;
  const auto payload = payload_start(offset, frame.payload_bytes);
  return payload && checked_body(*payload, offset, "record").ok();
}

// The picture itself is not looked at.
bool FrameScanner::is_attachment(uint64_t offset, const FrameHeader& frame) {
  if (frame.payload_bytes < kAttachmentLengthBytes) return false;
  const auto length = payload_start(offset, kAttachmentLengthBytes);
  if (!length) return false;
  uint32_t header_bytes;
  std::memcpy(&header_bytes, length->data(), sizeof(header_bytes));
  if (header_bytes > limits::kMaxAttachmentHeaderBytes ||
      header_bytes > frame.payload_bytes - kAttachmentLengthBytes) {
    return false;
  }
  const auto start = payload_start(offset, kAttachmentLengthBytes + header_bytes);
  return start && checked_body(ByteSpan(*start).subspan(kAttachmentLengthBytes), offset, "attachment").ok();
}

bool FrameScanner::is_seek_table(uint64_t offset, const FrameHeader& frame) {
  if (frame.payload_bytes < format::kSeekFooterBytes) return false;
  std::array<uint8_t, format::kSeekFooterBytes> footer{};
  const uint64_t footer_offset =
      offset + format::kFrameHeaderBytes + frame.payload_bytes - format::kSeekFooterBytes;
  if (!spend(footer.size()) || !source_.read(footer_offset, footer).ok()) return false;
  uint32_t count, magic;
  std::memcpy(&count, footer.data(), sizeof(count));
  std::memcpy(&magic, footer.data() + 5, sizeof(magic));
  const uint64_t entries = frame.payload_bytes - format::kSeekFooterBytes;
  return magic == format::kSeekFooterMagic &&
         (entries == count * uint64_t{8} || entries == count * uint64_t{12});
}

std::optional<uint64_t> FrameScanner::find_record(uint64_t offset) {
  Bytes window;
  uint64_t window_bytes = kFirstWindowBytes;  // grows, so that a near record costs little
  while (offset < end_ && end_ - offset >= format::kFrameHeaderBytes) {
    window.resize(static_cast<size_t>(std::min(window_bytes, end_ - offset)));
    if (!spend(window.size()) || !source_.read(offset, window).ok()) return std::nullopt;
    size_t start = 0;
    while (const auto found = find_magic(ByteSpan(window).subspan(start))) {
      start += *found;
      if (is_record(offset + start)) return offset + start;
      if (work_left_ == 0) return std::nullopt;
      ++start;
    }
    window_bytes = std::min(2 * window_bytes, kLastWindowBytes);
    offset += window.size() - (kMagicBytes - 1);  // a magic may lie across the border
  }
  return std::nullopt;
}

}  // namespace isotherm
