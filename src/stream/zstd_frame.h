#pragma once
// zstd frames as the format uses them: content size and checksum always present, no dictionary, small
// windows.
#include <array>
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
  // A trial is as fast as level 3 at most, for comparing what is worth compressing.
  enum class Effort : uint8_t { full, trial };

  explicit Compressor(int level);
  ~Compressor();
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  // One frame that holds the parts one after the other, each in zstd blocks of its own, so that each gets
  // statistics of its own.
  Result<Bytes> compress(std::initializer_list<ByteSpan> parts, Effort effort = Effort::full);
  // Whether a trial gives the same bytes as full effort.
  bool trial_is_final() const { return level_ <= kTrialLevel; }

 private:
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  static constexpr int kTrialLevel = 3;

  std::unique_ptr<ZSTD_CCtx_s, Free> context_, trial_context_;
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
  // The same into memory of the caller, whose size is the stated content size.
  Status decompress_into(std::span<uint8_t> raw, ByteSpan frame, uint64_t offset);
  // The same into a buffer of the decompressor, one per slot, which the slot's next use overwrites.
  Result<ByteSpan> decompress_to_slot(size_t slot, ByteSpan frame, uint64_t raw_bytes, uint64_t offset);

 private:
  struct Free {
    void operator()(ZSTD_DCtx_s* context) const;
  };
  Status decompress_checked(std::span<uint8_t> raw, ByteSpan frame, uint64_t offset);

  std::unique_ptr<ZSTD_DCtx_s, Free> context_;
  std::array<Bytes, 4> slots_;
};

// The length of the zstd (not skippable) frame at `offset`, from its block headers alone. Errors: truncated
// when it passes `end`, damaged.
Result<uint64_t> zstd_frame_length(Source& source, uint64_t offset, uint64_t end);

// The content size that a zstd frame states; nullopt = none, or another frame.
std::optional<uint64_t> zstd_content_bytes(ByteSpan frame);

}  // namespace isotherm
