#include "stream/seek_table.h"

#include <array>

#include "stream/format.h"
#include "stream/record.h"

namespace isotherm {

namespace {

constexpr uint8_t kChecksumFlag = 0x80;
constexpr uint8_t kReservedBits = 0x7C;
constexpr size_t kEntryBytes = 8, kEntryChecksumBytes = 4;

Error bad(std::string what, uint64_t offset) {
  return make_error(ErrorCode::damaged, "seek table: " + std::move(what), offset);
}

}  // namespace

void SeekTable::add(uint64_t stored_bytes, uint64_t raw_bytes) {
  entries_.u32(static_cast<uint32_t>(stored_bytes));
  entries_.u32(static_cast<uint32_t>(raw_bytes));
  ++count_;
}

Bytes SeekTable::encode() const {
  ByteWriter writer;
  writer.u32(format::kSeekTable);
  writer.u32(static_cast<uint32_t>(entries_.size() + format::kSeekFooterBytes));
  writer.append(entries_.bytes());
  writer.u32(count_);
  writer.u8(0);  // no checksums: the frames have their own
  writer.u32(format::kSeekFooterMagic);
  return writer.take();
}

Result<SeekTableEnd> read_seek_table(Source& source, uint64_t end) {
  constexpr uint64_t kMinBytes = format::kFrameHeaderBytes + format::kSeekFooterBytes;
  if (end < kMinBytes) return bad("no room for one", end);
  const uint64_t footer_offset = end - format::kSeekFooterBytes;
  std::array<uint8_t, format::kSeekFooterBytes> footer{};
  ISOTHERM_TRY(source.read(footer_offset, footer));
  ByteReader footer_reader(footer, footer_offset);
  ISOTHERM_ASSIGN(const uint32_t count, footer_reader.u32("frame count"));
  ISOTHERM_ASSIGN(const uint8_t descriptor, footer_reader.u8("descriptor"));
  ISOTHERM_ASSIGN(const uint32_t magic, footer_reader.u32("footer magic"));
  if (magic != format::kSeekFooterMagic) return bad("is missing at the end", footer_offset);
  if ((descriptor & kReservedBits) != 0) return bad("has reserved bits set", footer_offset);
  const uint64_t entry_bytes = kEntryBytes + ((descriptor & kChecksumFlag) != 0 ? kEntryChecksumBytes : 0);
  const uint64_t table_bytes = kMinBytes + count * entry_bytes;
  if (count == 0 || table_bytes > end)
    return bad("claims " + std::to_string(count) + " frames", footer_offset);

  SeekTableEnd table;
  table.table_offset = end - table_bytes;
  Bytes bytes(static_cast<size_t>(table_bytes - format::kSeekFooterBytes));
  ISOTHERM_TRY(source.read(table.table_offset, bytes));
  const FrameHeader frame = parse_frame_header(std::span<const uint8_t, 8>(bytes.data(), 8));
  if (frame.magic != format::kSeekTable || frame.payload_bytes != table_bytes - format::kFrameHeaderBytes) {
    return bad("does not start where its footer says", table.table_offset);
  }
  for (uint32_t index = 0; index < count; ++index) {
    uint32_t stored;
    std::memcpy(&stored, bytes.data() + format::kFrameHeaderBytes + index * entry_bytes, sizeof(stored));
    table.frames_bytes += stored;
    table.last_frame_bytes = stored;
  }
  if (table.frames_bytes > table.table_offset)
    return bad("lists more bytes than there are", table.table_offset);
  return table;
}

// Entries may carry checksums, which are not compared.
Result<bool> is_same_seek_table(Source& source, uint64_t end, const SeekTable& expected) {
  ISOTHERM_ASSIGN(const SeekTableEnd table, read_seek_table(source, end));
  const uint64_t entries_offset = table.table_offset + format::kFrameHeaderBytes;
  Bytes entries(static_cast<size_t>(end - format::kSeekFooterBytes - entries_offset));
  ISOTHERM_TRY(source.read(entries_offset, entries));
  const Bytes& wanted = expected.entries_.bytes();
  if (expected.count_ == 0 || entries.size() % expected.count_ != 0) return false;
  const size_t entry_bytes = entries.size() / expected.count_;
  if (entry_bytes != kEntryBytes && entry_bytes != kEntryBytes + kEntryChecksumBytes) return false;
  for (size_t index = 0; index < expected.count_; ++index) {
    if (std::memcmp(entries.data() + index * entry_bytes, wanted.data() + index * kEntryBytes, kEntryBytes) !=
        0) {
      return false;
    }
  }
  return true;
}

}  // namespace isotherm
