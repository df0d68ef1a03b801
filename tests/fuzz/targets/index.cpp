#include "stream/index.h"
#include "fuzz/check_reading.h"
#include "fuzz/targets/targets.h"
#include "stream/record.h"
#include "stream/seek_table.h"

namespace isotherm::fuzz {

namespace {

void append(Bytes& out, ByteSpan bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

// What parse_index promises of the places.
template <typename Places>
void check_places(const Places& places, const SegmentLayout& layout, uint64_t index_offset) {
  uint64_t end = layout.start;
  for (const auto& place : places) {
    require(place.offset >= end, "index entries in order and apart");
    require(place.stored_bytes <= index_offset && place.offset <= index_offset - place.stored_bytes,
            "index entries inside the segment");
    end = place.offset + place.stored_bytes;
  }
}

}  // namespace

void run_index(ByteSpan input) {
  static Compressor compressor(1);
  static Decompressor decompressor;
  Feed feed(input);
  const uint8_t options = feed.u8();
  const ByteSpan segment = feed.piece();
  const ByteSpan content = feed.rest();

  auto frame = compressor.compress({content});
  require(frame.ok(), "content compresses");
  ByteWriter body;
  body.varint(content.size());
  body.append(*frame);
  if (const auto layout = parse_index(body.bytes(), 0, segment.size(), decompressor); layout.ok()) {
    require(layout->start < segment.size(), "a segment starts before its index");
    check_places(layout->catalogs, *layout, segment.size());
    check_places(layout->blocks, *layout, segment.size());
    check_places(layout->attachments, *layout, segment.size());
  }

  Bytes file(segment.begin(), segment.end());
  const Bytes record = make_record(format::kIndex, body.bytes());
  append(file, record);
  SeekTable seek_table;
  if ((options & 1) == 0) seek_table.add(segment.size(), 0);
  seek_table.add(record.size(), 0);
  append(file, seek_table.encode());
  (void)check_reading(file, size_t{1} << 14);
}

}  // namespace isotherm::fuzz
