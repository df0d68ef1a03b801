#include "import/gzip.h"

#include <zlib.h>

#include <algorithm>

namespace isotherm {
namespace {

// Owns an inflate state for gzip members.
class Inflater {
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

constexpr size_t kStepBytes = 1u << 30;  // zlib counts in 32 bits

Error too_large(uint64_t limit) {
  return make_error(ErrorCode::limit,
                    "the gzip data unpacks to more than " + std::to_string(limit) +
                        " bytes, the most that is accepted for its size; unpack or split it yourself");
}

Error broken(const z_stream& stream, uint64_t offset) {
  return make_error(ErrorCode::damaged,
                    std::string("the gzip data is damaged: ") + (stream.msg ? stream.msg : "unknown error"),
                    offset);
}

}  // namespace

bool is_gzip(ByteSpan bytes) {
  return bytes.size() >= 3 && bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8;
}

Result<Bytes> unpacked(ByteSpan bytes, size_t padding, uint64_t max_bytes) {
  if (!is_gzip(bytes)) {
    if (bytes.size() > max_bytes) {
      return make_error(ErrorCode::limit, "the input has " + std::to_string(bytes.size()) +
                                              " bytes, at most " + std::to_string(max_bytes) +
                                              " are accepted");
    }
    Bytes copy;
    copy.reserve(bytes.size() + padding);
    copy.assign(bytes.begin(), bytes.end());
    copy.resize(bytes.size() + padding);
    return copy;
  }
  const uint64_t limit =
      std::min(max_bytes, std::max(kUnquestionedInflatedBytes, bytes.size() * kMaxInflationRatio));
  Inflater inflater;
  if (!inflater.ready()) return make_error(ErrorCode::limit, "no memory to unpack gzip data");
  z_stream& stream = inflater.stream();
  Bytes out(static_cast<size_t>(std::min<uint64_t>(limit, bytes.size() * 4 + 1024)));
  size_t in_position = 0, out_position = 0;
  while (true) {
    if (out_position == out.size()) {
      if (out.size() >= limit) return too_large(limit);
      out.resize(static_cast<size_t>(std::min<uint64_t>(limit, static_cast<uint64_t>(out.size()) * 2)));
    }
    const size_t in_step = std::min(bytes.size() - in_position, kStepBytes);
    const size_t out_step = std::min(out.size() - out_position, kStepBytes);
    stream.next_in = const_cast<Bytef*>(bytes.data() + in_position);  // zlib does not write to its input
    stream.avail_in = static_cast<uInt>(in_step);
    stream.next_out = out.data() + out_position;
    stream.avail_out = static_cast<uInt>(out_step);
    const int status = inflate(&stream, Z_NO_FLUSH);
    in_position += in_step - stream.avail_in;
    out_position += out_step - stream.avail_out;
    if (status == Z_STREAM_END) {
      if (!is_gzip(bytes.subspan(in_position)))
        break;  // padding behind the last member is allowed, as in gzip
      if (inflateReset(&stream) != Z_OK) return broken(stream, in_position);
    } else if (status == Z_BUF_ERROR ||
               (status == Z_OK && in_position == bytes.size() && stream.avail_out != 0)) {
      return make_error(ErrorCode::truncated, "the gzip data ends too early; the file is incomplete",
                        bytes.size());
    } else if (status != Z_OK) {
      return broken(stream, in_position);
    }
  }
  out.resize(out_position);
  out.resize(out_position + padding);
  return out;
}

}  // namespace isotherm
