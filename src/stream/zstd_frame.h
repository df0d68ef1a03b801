#pragma once
// zstd frames as the format uses them: content size and checksum always present, no dictionary, small
// windows.
#include <initializer_list>
#include <memory>
#include <optional>

#include "base/bytes.h"
#include "stream/reader.h"

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace isotherm {

class Compressor {
 public:
  explicit Compressor(int level);
  ~Compressor();
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  // One frame that holds the parts one after the other, each in zstd blocks of its own, so that each gets
  // statistics of its own.
  Result<Bytes> compress(std::initializer_list<ByteSpan> parts);

 private:
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_CCtx_s, Free> context_;
  int level_;
};

class Decompressor {
 public:
  Decompressor();
  ~Decompressor();
  Decompressor(Decompressor&&) noexcept;
  Decompressor& operator=(Decompressor&&) noexcept;

  // `frame` must be exactly one frame whose stated content size is `raw_bytes`, which the caller has checked
  // against a limit. `offset` is for errors.
  Result<Bytes> decompress(ByteSpan frame, uint64_t raw_bytes, uint64_t offset);

 private:
  struct Free {
    void operator()(ZSTD_DCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_DCtx_s, Free> context_;
};

// The length of the zstd (not skippable) frame at `offset`, from its block headers alone. Errors: truncated
// when it passes `end`, damaged.
Result<uint64_t> zstd_frame_length(Source& source, uint64_t offset, uint64_t end);

// The content size that a zstd frame states; nullopt = none, or another frame.
std::optional<uint64_t> zstd_content_bytes(ByteSpan frame);

}  // namespace isotherm
