#pragma once
// Inputs may come gzipped; this unpacks them within stated limits.
#include <functional>
#include <memory>

#include "base/bytes.h"

namespace isotherm {

inline constexpr uint64_t kMaxInflatedBytes = 0xFFFF'0000;  // just under 4 GiB: of what is unpacked whole
// Beyond this many bytes, unpacking to more than kMaxInflationRatio times the packed size is refused as a
// bomb; recordings pack 5 to 60 times.
inline constexpr uint64_t kUnquestionedInflatedBytes = 64u << 20;
inline constexpr uint64_t kMaxInflationRatio = 300;

bool is_gzip(ByteSpan bytes);

// Unpacks bytes as they come, in constant memory, and hands them on in pieces of at most 256 KiB. Input that
// is not gzip is handed on as it is.
class Unpacker {
 public:
  using Take = std::function<Status(ByteSpan piece)>;
  explicit Unpacker(Take take);
  ~Unpacker();

  // Errors: damaged, limit, and those of `take`. Nothing may be fed after one.
  Status feed(ByteSpan bytes);
  // The input is complete. Errors: truncated, and those of `take`.
  Status finish();

 private:
  class Inflater;
  Status look_at_start(ByteSpan& bytes);
  Status inflate_some(ByteSpan& bytes);

  Take take_;
  std::unique_ptr<Inflater> inflater_;  // once the input is known to be gzip
  Bytes start_;                         // the first bytes of the input or of what follows a member
  Bytes out_;
  uint64_t packed_bytes_ = 0, unpacked_bytes_ = 0;
  enum class State { start, plain, member, between_members, over } state_ = State::start;
};

// The unpacked bytes of all members, followed by `padding` zero bytes. Input that is not gzip is copied.
// Errors: damaged, truncated, limit.
Result<Bytes> unpacked(ByteSpan bytes, size_t padding = 0, uint64_t max_bytes = kMaxInflatedBytes);

}  // namespace isotherm
