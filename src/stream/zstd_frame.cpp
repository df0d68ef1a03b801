#include "stream/zstd_frame.h"

#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <array>

#include "stream/limits.h"

namespace isotherm {

namespace {

constexpr uint64_t kMaxWindowBytes = uint64_t{1} << limits::kMaxWindowLog;

Error zstd_error(size_t code, uint64_t offset) {
  return make_error(ErrorCode::damaged, std::string("zstd frame: ") + ZSTD_getErrorName(code), offset);
}

Error window_error(uint64_t offset) {
  return make_error(ErrorCode::limit,
                    "zstd frame: needs a window of more than " + std::to_string(kMaxWindowBytes) + " bytes",
                    offset);
}

// 0 = complete, else the bytes that it needs. zstd itself refuses some windows, and other ones where size_t
// has 32 bits: all that are too large are told alike.
Result<size_t> parse_zstd_header(ZSTD_frameHeader& header, ByteSpan bytes, uint64_t offset) {
  const size_t status = ZSTD_getFrameHeader(&header, bytes.data(), bytes.size());
  if (ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge) return window_error(offset);
  if (ZSTD_isError(status)) return zstd_error(status, offset);
  const bool is_single_segment = header.windowSize == header.frameContentSize;
  if (status == 0 && header.windowSize > kMaxWindowBytes && !is_single_segment) return window_error(offset);
  return status;
}

// What must hold before a frame is decompressed.
Status check_frame(ByteSpan frame, uint64_t raw_bytes, uint64_t offset) {
  ZSTD_frameHeader header;
  ISOTHERM_ASSIGN(const size_t missing, parse_zstd_header(header, frame, offset));
  if (missing != 0) return make_error(ErrorCode::damaged, "zstd frame: header is cut off", offset);
  if (header.frameType != ZSTD_frame) {
    return make_error(ErrorCode::damaged, "a skippable frame where a zstd frame must be", offset);
  }
  if (header.frameContentSize != raw_bytes) {
    const bool unknown = header.frameContentSize == ZSTD_CONTENTSIZE_UNKNOWN;
    return make_error(ErrorCode::damaged,
                      "zstd frame: content size is " +
                          (unknown ? "not stated" : std::to_string(header.frameContentSize)) + ", must be " +
                          std::to_string(raw_bytes),
                      offset);
  }
  if (header.checksumFlag == 0) return make_error(ErrorCode::damaged, "zstd frame: has no checksum", offset);
  if (ZSTD_findFrameCompressedSize(frame.data(), frame.size()) != frame.size()) {
    return make_error(ErrorCode::damaged, "zstd frame: does not have the stated length", offset);
  }
  return success();
}

}  // namespace

void Compressor::Free::operator()(ZSTD_CCtx_s* context) const {
  ZSTD_freeCCtx(context);
}
Compressor::Compressor(int level)
    : context_(ZSTD_createCCtx()), trial_context_(ZSTD_createCCtx()), level_(level) {}
Compressor::~Compressor() = default;

Result<Bytes> Compressor::compress(std::initializer_list<ByteSpan> parts, Effort effort) {
  uint64_t total = 0;
  for (const ByteSpan part : parts)
    total += part.size();
  const bool is_trial = effort == Effort::trial && !trial_is_final();
  ZSTD_CCtx_s* const context = (is_trial ? trial_context_ : context_).get();
  ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters);
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, is_trial ? kTrialLevel : level_);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 1);
  if (total > kMaxWindowBytes) ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, limits::kMaxWindowLog);
  ZSTD_CCtx_setPledgedSrcSize(context, total);

  Bytes out(ZSTD_compressBound(static_cast<size_t>(total)) + 64 * parts.size());
  ZSTD_outBuffer output{out.data(), out.size(), 0};
  size_t left = parts.size();
  for (const ByteSpan part : parts) {
    ZSTD_inBuffer input{part.data(), part.size(), 0};
    const ZSTD_EndDirective directive = --left == 0 ? ZSTD_e_end : ZSTD_e_flush;
    const size_t status = ZSTD_compressStream2(context, &output, &input, directive);
    if (ZSTD_isError(status) || status != 0) {
      return make_error(ErrorCode::io, std::string("zstd cannot compress: ") +
                                           (ZSTD_isError(status) ? ZSTD_getErrorName(status) : "no room"));
    }
  }
  out.resize(output.pos);
  return out;
}

void Decompressor::Free::operator()(ZSTD_DCtx_s* context) const {
  ZSTD_freeDCtx(context);
}
Decompressor::Decompressor() : context_(ZSTD_createDCtx()) {}
Decompressor::~Decompressor() = default;
Decompressor::Decompressor(Decompressor&&) noexcept = default;
Decompressor& Decompressor::operator=(Decompressor&&) noexcept = default;

Status Decompressor::decompress_checked(std::span<uint8_t> raw, ByteSpan frame, uint64_t offset) {
  uint8_t nothing = 0;  // zstd adds to the pointer: it must not be null
  uint8_t* const to = raw.empty() ? &nothing : raw.data();
  const size_t status = ZSTD_decompressDCtx(context_.get(), to, raw.size(), frame.data(), frame.size());
  if (ZSTD_isError(status)) return zstd_error(status, offset);
  if (status != raw.size()) return make_error(ErrorCode::damaged, "zstd frame: content is too short", offset);
  return success();
}

Status Decompressor::decompress_into(std::span<uint8_t> raw, ByteSpan frame, uint64_t offset) {
  ISOTHERM_TRY(check_frame(frame, raw.size(), offset));
  return decompress_checked(raw, frame, offset);
}

Result<Bytes> Decompressor::decompress(ByteSpan frame, uint64_t raw_bytes, uint64_t offset) {
  ISOTHERM_TRY(check_frame(frame, raw_bytes, offset));
  Bytes raw(static_cast<size_t>(raw_bytes));
  ISOTHERM_TRY(decompress_checked(raw, frame, offset));
  return raw;
}

Result<ByteSpan> Decompressor::decompress_to_slot(size_t slot, ByteSpan frame, uint64_t raw_bytes,
                                                  uint64_t offset) {
  ISOTHERM_TRY(check_frame(frame, raw_bytes, offset));
  Bytes& buffer = slots_[slot];
  if (buffer.size() < raw_bytes) buffer.resize(static_cast<size_t>(raw_bytes));
  const std::span<uint8_t> raw = std::span(buffer).first(static_cast<size_t>(raw_bytes));
  ISOTHERM_TRY(decompress_checked(raw, frame, offset));
  return ByteSpan(raw);
}

Result<uint64_t> zstd_frame_length(Source& source, uint64_t offset, uint64_t end) {
  const auto truncated = [offset] {
    return make_error(ErrorCode::truncated, "zstd frame: the bytes end inside it", offset);
  };
  std::array<uint8_t, ZSTD_FRAMEHEADERSIZE_MAX> start{};
  const size_t available = static_cast<size_t>(std::min<uint64_t>(start.size(), end - offset));
  ISOTHERM_TRY(source.read(offset, std::span(start).first(available)));
  ZSTD_frameHeader header;
  ISOTHERM_ASSIGN(const size_t missing, parse_zstd_header(header, std::span(start).first(available), offset));
  if (missing != 0) return truncated();

  uint64_t position = offset + header.headerSize;
  constexpr uint64_t kBlockHeaderBytes = 3;
  for (bool is_last = false; !is_last;) {
    std::array<uint8_t, kBlockHeaderBytes> block{};
    if (position + kBlockHeaderBytes > end) return truncated();
    ISOTHERM_TRY(source.read(position, block));
    const uint32_t bits =
        block[0] | static_cast<uint32_t>(block[1]) << 8 | static_cast<uint32_t>(block[2]) << 16;
    is_last = (bits & 1) != 0;
    const uint32_t type = (bits >> 1) & 3;
    if (type == 3) return make_error(ErrorCode::damaged, "zstd frame: reserved block type", position);
    position += kBlockHeaderBytes + (type == 1 ? 1 : bits >> 3);  // type 1 repeats one byte
  }
  position += header.checksumFlag != 0 ? 4 : 0;
  if (position > end) return truncated();
  return position - offset;
}

std::optional<uint64_t> zstd_content_bytes(ByteSpan frame) {
  const unsigned long long bytes = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (bytes == ZSTD_CONTENTSIZE_UNKNOWN || bytes == ZSTD_CONTENTSIZE_ERROR) return std::nullopt;
  return bytes;
}

}  // namespace isotherm
