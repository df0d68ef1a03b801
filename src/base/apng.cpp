#include "base/apng.h"

#include <algorithm>
#include <cstring>

#include "base/png_chunks.h"

namespace isotherm {

namespace {

constexpr uint32_t kLongestDelayMs = 65'535;

void append_u16(Bytes& out, uint32_t value) {
  out.push_back(static_cast<uint8_t>(value >> 8));
  out.push_back(static_cast<uint8_t>(value));
}

// The smallest rectangle with all px that differ; one px where none does, because a frame cannot be empty.
png::Part difference(const Image& a, const Image& b) {
  png::Part part{a.width, a.height, 0, 0};
  for (int y = 0; y < a.height; ++y) {
    const uint8_t *p = a.row(y), *q = b.row(y);
    if (std::memcmp(p, q, a.stride()) == 0) continue;
    part.y0 = std::min(part.y0, y);
    part.y1 = y + 1;
    int first = 0, last = a.width - 1;
    const auto is_same = [&](int x) { return std::memcmp(p + 3 * x, q + 3 * x, 3) == 0; };
    while (is_same(first))
      ++first;
    while (is_same(last))
      --last;
    part.x0 = std::min(part.x0, first);
    part.x1 = std::max(part.x1, last + 1);
  }
  return part.y1 == 0 ? png::Part{0, 0, 1, 1} : part;
}

}  // namespace

ApngWriter::ApngWriter(PixelSize size, uint32_t frames, bool plays_once)
    : size_(size), frames_(frames), plays_once_(plays_once) {}

Bytes ApngWriter::begin(std::span<const PngText> texts) {
  Bytes out;
  png::append_header(out, size_, 3);
  Bytes control;
  png::append_u32(control, frames_);
  png::append_u32(control, plays_once_ ? 1 : 0);
  png::append_chunk(out, "acTL", control);
  for (const PngText& text : texts)
    png::append_text(out, text);
  return out;
}

Result<Bytes> ApngWriter::add(const Image& image, uint32_t delay_ms) {
  const bool fits = image.width == size_.width && image.height == size_.height && image.channels == 3;
  if (!fits || image.empty() || added_ == frames_)
    return make_error(ErrorCode::invalid_argument, "apng: a frame of another size, or one too many");
  const bool is_first = added_ == 0;
  const png::Part part = is_first ? png::Part{0, 0, image.width, image.height} : difference(image, before_);
  const Bytes rows = png::compress_rows(image, part);
  if (rows.empty()) return make_error(ErrorCode::limit, "apng: not enough memory to compress a frame");
  Bytes out, control, data;
  png::append_u32(control, sequence_++);
  png::append_u32(control, static_cast<uint32_t>(part.x1 - part.x0));
  png::append_u32(control, static_cast<uint32_t>(part.y1 - part.y0));
  png::append_u32(control, static_cast<uint32_t>(part.x0));
  png::append_u32(control, static_cast<uint32_t>(part.y0));
  append_u16(control, std::min(delay_ms, kLongestDelayMs));
  append_u16(control, 1000);
  control.insert(control.end(), {0, 0});  // leave it there, put the next one over it
  png::append_chunk(out, "fcTL", control);
  if (is_first) {
    png::append_chunk(out, "IDAT", rows);
  } else {
    png::append_u32(data, sequence_++);
    data.insert(data.end(), rows.begin(), rows.end());
    png::append_chunk(out, "fdAT", data);
  }
  before_ = image;
  ++added_;
  return out;
}

Result<Bytes> ApngWriter::end() {
  if (added_ != frames_) return make_error(ErrorCode::invalid_argument, "apng: frames are missing");
  Bytes out;
  png::append_chunk(out, "IEND", {});
  return out;
}

}  // namespace isotherm
