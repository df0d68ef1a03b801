#include "stream/block.h"

#include <array>

#include "fuzz/check_reading.h"
#include "fuzz/targets/targets.h"

namespace isotherm::fuzz {

namespace {

constexpr size_t kPages = 4, kPageViews = 8;

std::array<PageView, kPageViews> make_page_views() {
  std::array<PageView, kPageViews> views;
  for (uint32_t index = 0; index < kPageViews; ++index) {
    views[index].page = index / 2;
    views[index].start_ms = 1'700'000'000'000 + 1000 * index;
    views[index].duration_ms = 100'000;
    views[index].viewport_width = index % 2 == 0 ? 1440 : 390;
  }
  return views;
}

bool is_same(const EventBlock& a, const EventBlock& b) {
  if (a.stream_class != b.stream_class || a.size() != b.size() || a.runs != b.runs) return false;
  for (size_t index = 0; index < a.size(); ++index) {
    if (a.event(index) != b.event(index)) return false;
  }
  return true;
}

}  // namespace

void run_block(ByteSpan input) {
  static const auto page_views = make_page_views();
  static Compressor compressor(1);
  static Decompressor decompressor;
  Feed feed(input);
  auto header = parse_block_header(feed.piece(), 0);
  if (!header.ok()) return;
  Bytes payload;
  for (GroupEntry& group : header->groups) {
    const ByteSpan raw = feed.piece();
    const auto frame = compressor.compress({raw});
    require(frame.ok(), "a group compresses");
    payload.insert(payload.end(), frame->begin(), frame->end());
    group.raw_bytes = raw.size();
    group.compressed_bytes = frame->size();
  }
  if (!check_header(*header, kPages, kPageViews, 0).ok()) return;
  const auto block = decode_block(*header, payload, 0, decompressor);
  if (!block.ok() || !check_block(*header, *block, page_views, {}, 0).ok()) return;
  check_events(*block, kPageViews);

  const auto encoded = encode_block(*block, page_views, compressor);
  require(encoded.ok(), "what was decoded can be encoded");
  const auto again = parse_block_header(encode_block_header(encoded->header), 0);
  require(again.ok(), "a written header can be read");
  const auto decoded = decode_block(*again, encoded->payload, 0, decompressor);
  require(decoded.ok(), "a written block can be read");
  require(check_block(*again, *decoded, page_views, {}, 0).ok(), "a written block keeps its header");
  require(is_same(*block, *decoded), "a written block comes back the same");
}

}  // namespace isotherm::fuzz
