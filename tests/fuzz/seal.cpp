#include "fuzz/seal.h"

#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

#include <algorithm>

#include "base/hash.h"
#include "stream/format.h"
#include "stream/reader.h"
#include "stream/record.h"
#include "stream/zstd_frame.h"

namespace isotherm::fuzz {

namespace {

constexpr size_t kMaxContentBytes = 4u << 20;

void put_checksum(std::span<uint8_t> bytes) {
  const uint64_t sum = xxh64(bytes.first(bytes.size() - 8));
  std::memcpy(bytes.data() + bytes.size() - 8, &sum, 8);
}

// The last four bytes of a frame that has a checksum: the lower half of its content's xxh64.
void seal_zstd_frame(std::span<uint8_t> frame) {
  ZSTD_frameHeader header;
  if (ZSTD_getFrameHeader(&header, frame.data(), frame.size()) != 0 || header.checksumFlag == 0 ||
      header.frameContentSize > kMaxContentBytes)
    return;
  static ZSTD_DCtx* const context = ZSTD_createDCtx();
  ZSTD_DCtx_setParameter(context, ZSTD_d_forceIgnoreChecksum, ZSTD_d_ignoreChecksum);
  Bytes content(static_cast<size_t>(header.frameContentSize) + 1);  // never null
  const size_t size =
      ZSTD_decompressDCtx(context, content.data(), content.size(), frame.data(), frame.size());
  if (ZSTD_isError(size)) return;
  const uint32_t sum = static_cast<uint32_t>(xxh64(ByteSpan(content).first(size)));
  std::memcpy(frame.data() + frame.size() - 4, &sum, 4);
}

void seal_attachment(std::span<uint8_t> payload) {
  uint32_t length = 0;
  if (payload.size() < sizeof(length)) return;
  std::memcpy(&length, payload.data(), sizeof(length));
  if (length >= 8 && length <= payload.size() - sizeof(length))
    put_checksum(payload.subspan(sizeof(length), length));
}

}  // namespace

void seal(Bytes& file) {
  MemorySource source(file);
  for (size_t offset = 0; file.size() - offset >= format::kFrameHeaderBytes;) {
    const std::span<uint8_t> rest = std::span(file).subspan(offset);
    const FrameHeader header = parse_frame_header(rest.first<8>());
    if (!format::is_skippable(header.magic)) {
      const auto length = zstd_frame_length(source, offset, file.size());
      if (!length.ok()) return;
      seal_zstd_frame(rest.first(static_cast<size_t>(*length)));
      offset += static_cast<size_t>(*length);
      continue;
    }
    const uint64_t end = format::kFrameHeaderBytes + uint64_t{header.payload_bytes};
    if (end > rest.size()) return;
    const std::span<uint8_t> payload = rest.subspan(8, header.payload_bytes);
    const bool has_checksum = header.magic == format::kFileHeader || header.magic == format::kCatalog ||
                              header.magic == format::kBlockHeader || header.magic == format::kIndex;
    if (has_checksum && payload.size() >= format::kChecksumBytes) put_checksum(payload);
    if (header.magic == format::kAttachment) seal_attachment(payload);
    offset += static_cast<size_t>(end);
  }
}

}  // namespace isotherm::fuzz
