#include "import/gzip.h"

#include <zlib.h>

#include <algorithm>

namespace isotherm {
namespace {

constexpr size_t kOutBytes = 256u << 10;
constexpr size_t kStepBytes = 1u << 30;  // zlib counts in 32 bits
constexpr size_t kMagicBytes = 3;

Error too_large(uint64_t limit) {
  return make_error(ErrorCode::limit,
                    "the gzip data unpacks to more than " + std::to_string(limit) +
                        " bytes, the most that is accepted for its size; unpack or split it yourself");
}

}  // namespace

bool is_gzip(ByteSpan bytes) {
  return bytes.size() >= kMagicBytes && bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8;
}

// Owns an inflate state for gzip members.
class Unpacker::Inflater {
 public:
  Inflater() { ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK; }
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  bool ready() const { return ready_; }
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

Unpacker::Unpacker(Take take) : take_(std::move(take)) {}
Unpacker::~Unpacker() = default;

Status Unpacker::feed(ByteSpan bytes) {
  while (!bytes.empty() && state_ != State::over) {
    if (state_ == State::plain) return take_(bytes);
    ISOTHERM_TRY(state_ == State::member ? inflate_some(bytes) : look_at_start(bytes));
  }
  return success();
}

// The first bytes tell what comes.
Status Unpacker::look_at_start(ByteSpan& bytes) {
  start_.push_back(bytes.front());
  bytes = bytes.subspan(1);
  if (start_.size() < kMagicBytes) return success();
  const Bytes start = std::move(start_);
  start_.clear();
  if (!is_gzip(start)) {
    // Padding behind the last member is allowed, as in gzip.
    if (state_ == State::between_members) {
      state_ = State::over;
      return success();
    }
    state_ = State::plain;
    return take_(start);
  }
  if (!inflater_) inflater_ = std::make_unique<Inflater>();
  if (!inflater_->ready()) return make_error(ErrorCode::limit, "no memory to unpack gzip data");
  out_.resize(kOutBytes);
  state_ = State::member;
  ByteSpan rest(start);
  return inflate_some(rest);
}

Status Unpacker::inflate_some(ByteSpan& bytes) {
  z_stream& stream = inflater_->stream();
  const size_t step = std::min(bytes.size(), kStepBytes);
  stream.next_in = const_cast<Bytef*>(bytes.data());  // zlib does not write to its input
  stream.avail_in = static_cast<uInt>(step);
  int status = Z_OK;
  do {
    stream.next_out = out_.data();
    stream.avail_out = static_cast<uInt>(out_.size());
    status = inflate(&stream, Z_NO_FLUSH);
    const size_t count = out_.size() - stream.avail_out;
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
      return make_error(
          ErrorCode::damaged,
          std::string("the gzip data is damaged: ") + (stream.msg ? stream.msg : "unknown error"),
          packed_bytes_ + step - stream.avail_in);
    }
    unpacked_bytes_ += count;
    const uint64_t limit =
        std::max(kUnquestionedInflatedBytes, (packed_bytes_ + step - stream.avail_in) * kMaxInflationRatio);
    if (unpacked_bytes_ > limit) return too_large(limit);
    if (count != 0) ISOTHERM_TRY(take_(ByteSpan(out_).first(count)));
  } while (status == Z_OK && (stream.avail_in != 0 || stream.avail_out == 0));
  packed_bytes_ += step - stream.avail_in;
  bytes = bytes.subspan(step - stream.avail_in);
  if (status == Z_STREAM_END) {
    if (inflateReset(&stream) != Z_OK) return make_error(ErrorCode::limit, "no memory to unpack gzip data");
    state_ = State::between_members;
  }
  return success();
}

Status Unpacker::finish() {
  if (state_ == State::member) {
    return make_error(ErrorCode::truncated, "the gzip data ends too early; the file is incomplete",
                      packed_bytes_);
  }
  if (state_ == State::start && !start_.empty()) return take_(start_);
  return success();
}

Result<Bytes> unpacked(ByteSpan bytes, size_t padding, uint64_t max_bytes) {
  Bytes out;
  if (!is_gzip(bytes)) {
    if (bytes.size() > max_bytes) {
      return make_error(ErrorCode::limit, "the input has " + std::to_string(bytes.size()) +
                                              " bytes, at most " + std::to_string(max_bytes) +
                                              " are accepted");
    }
    out.reserve(bytes.size() + padding);
  }
  Unpacker unpacker([&](ByteSpan piece) -> Status {
    if (out.size() + piece.size() > max_bytes) return too_large(max_bytes);
    out.insert(out.end(), piece.begin(), piece.end());
    return success();
  });
  ISOTHERM_TRY(unpacker.feed(bytes));
  ISOTHERM_TRY(unpacker.finish());
  out.resize(out.size() + padding);
  return out;
}

}  // namespace isotherm
