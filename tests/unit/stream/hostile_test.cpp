// Files made to hurt: each kind of attack by its name. Smaller lies are in limits_test.cpp (there also 2^32
// claimed events, windowLog 31, overlapping and duplicate index entries, bombs in index and catalog), damage
// by accident in damage_test.cpp (truncation at every byte, a flip of every byte).
#include <algorithm>

#include "stream/index.h"
#include "stream/seek_table.h"
#include "stream/varint_column.h"
#include "unit/stream/file_surgery.h"
#include "unit/stream/sample_recordings.h"

namespace isotherm::hostile_test {
namespace {

LooseFile loose() {
  return LooseFile(make_sample({.seed = 21, .sessions = 2, .events_per_view = 20}).written());
}

// Both readers leave out block 0, with these words, and read the others.
void expect_refused(const LooseFile& file, std::string_view words) {
  for (const ReadResult& read :
       {read_all(file.with_index()), read_all(file.without_index()), parse_all(file.with_index(), 333)}) {
    EXPECT_EQ(read.blocks.size(), file.blocks.size() - 1) << words;
    EXPECT_TRUE(std::any_of(
        read.warnings.begin(), read.warnings.end(),
        [&](const Warning& warning) { return warning.error.message.find(words) != std::string::npos; }))
        << words << "; got " << (read.warnings.empty() ? read.failure : read.warnings.back().error.message);
  }
}

// 64 MiB in a few KiB, stated honestly: more than its events can need.
TEST(Hostile, DecompressionBombInAGroup) {
  LooseFile file = loose();
  const Bytes zeros(64u << 20);
  const Bytes bomb = compressed(zeros);
  ASSERT_LT(bomb.size(), 16u << 10);
  set_group_frame(file.blocks[0], 3, bomb, zeros.size());
  expect_refused(file, "raw size");
}

// The same, stated as small: the frame's own size gives it away before anything is decompressed.
TEST(Hostile, DecompressionBombThatClaimsToBeSmall) {
  LooseFile file = loose();
  set_group_frame(file.blocks[0], 3, compressed(Bytes(64u << 20)), 100);
  expect_refused(file, "content size");
}

// A frame that lies about its own size, too: decompression stops at the room that the claim gave it.
TEST(Hostile, DecompressionBombWhoseFrameLies) {
  LooseFile file = loose();
  // content size 100 in the frame's header; a block that repeats one byte 100,000 times; checksum never
  // reached
  const Bytes frame = {0x28, 0xB5, 0x2F, 0xFD, 0x24, 100, 0x03, 0x35, 0x0C, 0, 1, 2, 3, 4};
  set_group_frame(file.blocks[0], 3, frame, 100);
  expect_refused(file, "zstd frame");
}

// Nothing in a frame with a compressed block: zstd must not be handed a null pointer to write nothing to.
TEST(Hostile, EmptyContentInACompressedBlock) {
  Decompressor decompressor;
  const Bytes frame = {0x28, 0xB5, 0x2F, 0xFD, 0x24, 0, 0x1D, 0, 0, 0x00, 0x00, 0x00, 0x99, 0xE9, 0xD8, 0x51};
  EXPECT_FALSE(decompressor.decompress(frame, 0, 0).ok());
}

// Events that cost nothing to store: allowed up to the limit per block, and no further.
TEST(Hostile, AMillionEventsInAFewBytes) {
  const auto header_with = [](uint32_t events) {
    BlockHeader header = loose().blocks[0].header;
    header.event_count = events;
    for (GroupEntry& group : header.groups)
      group.raw_bytes = 10;
    return parse_block_header(encode_block_header(header), 0);
  };
  EXPECT_TRUE(header_with(limits::kMaxEventsPerBlock).ok());
  EXPECT_EQ(header_with(limits::kMaxEventsPerBlock + 1).error().code, ErrorCode::limit);
  LooseFile file = loose();
  file.blocks[0].header.event_count = limits::kMaxEventsPerBlock;
  expect_refused(file, "runs hold");
}

Bytes coordinate_group(uint32_t count, std::initializer_list<int32_t> first_residuals) {
  Bytes raw;
  for (int column = 0; column < 2; ++column) {
    auto residual = first_residuals.begin();
    for (uint32_t index = 0; index < count; ++index)
      append_varint32(raw, zigzag32(residual == first_residuals.end() ? 0 : *residual++));
  }
  return raw;
}

// The stream holds whole numbers, so its nearest thing to NaN are the ends of int32 and sums that wrap.
TEST(Hostile, Int32ExtremesAsCoordinates) {
  for (const std::initializer_list<int32_t> residuals :
       {std::initializer_list<int32_t>{INT32_MAX}, {INT32_MIN}, {INT32_MIN, -1}, {INT32_MAX, INT32_MAX, 2}}) {
    for (const uint32_t order : {1u, 2u}) {
      LooseFile file = loose();
      LooseBlock& block = file.blocks[0];
      block.header.predictor_order = order;
      block.header.scale_log2 = 0;  // in memory 16 times as large
      for (GroupEntry& group : block.header.groups) {
        if (group.id == 3) group.encoding = format::kEncodingPlain;
      }
      block.header.x_min = block.header.y_min = -limits::kMaxCoordinateUnits;
      block.header.x_max = block.header.y_max = limits::kMaxCoordinateUnits;
      set_group(block, 3, coordinate_group(block.header.event_count, residuals));
      expect_refused(file, "bounding box");
    }
  }
}

TEST(Hostile, Int32ExtremesAsBoundingBox) {
  for (const auto& [min, max] : {std::pair{INT32_MIN, 0}, {0, INT32_MAX}, {INT32_MIN, INT32_MAX}}) {
    BlockHeader header = loose().blocks[0].header;
    header.x_min = min;
    header.x_max = max;
    EXPECT_EQ(parse_block_header(encode_block_header(header), 0).error().code, ErrorCode::limit);
  }
}

TEST(Hostile, Int32ExtremesAsTimes) {
  for (const int32_t time : {INT32_MIN, -1, limits::kMaxTimeMs + 1, INT32_MAX}) {
    LooseFile file = loose();
    LooseBlock& block = file.blocks[0];
    block.header.time_min_ms = -limits::kMaxEpochMs;
    block.header.time_max_ms = limits::kMaxEpochMs;
    Bytes raw;
    append_varint32(raw, zigzag32(time));
    for (uint32_t index = 1; index < block.header.event_count; ++index)
      append_varint32(raw, 0);
    set_group(block, 2, raw);
    expect_refused(file, "time");
  }
}

// A file that ends in `body` as its INDEX and a seek table of the given sizes.
Bytes with_index_body(const Bytes& segment, const Bytes& content, std::initializer_list<uint64_t> sizes) {
  ByteWriter body;
  body.varint(content.size());
  body.append(compressed(content));
  const Bytes record = make_record(format::kIndex, body.bytes());
  SeekTable seek_table;
  for (const uint64_t size : sizes)
    seek_table.add(size == 0 ? record.size() : size, 0);
  Bytes file = segment;
  file.insert(file.end(), record.begin(), record.end());
  const Bytes table = seek_table.encode();
  file.insert(file.end(), table.begin(), table.end());
  return file;
}

Bytes varints(std::initializer_list<uint64_t> numbers) {
  ByteWriter writer;
  for (const uint64_t number : numbers)
    writer.varint(number);
  return writer.take();
}

// An index that leads back to itself: its segment starts where it stands, or an entry is the index.
TEST(Hostile, CyclicIndexEntries) {
  const LooseFile file = loose();
  const Bytes segment = file.without_index();
  const ReadResult whole = read_all(file.with_index());
  const uint64_t size = segment.size();
  for (const Bytes& attack : {
           with_index_body(segment, varints({0}), {0}),                           // starts at itself
           with_index_body(segment, varints({0}), {size, 0}),                     // the seek table disagrees
           with_index_body(segment, varints({size + 1000}), {size, 0}),           // starts before the file
           with_index_body(segment, varints({size, 1, size, 50, 0}), {size, 0}),  // its catalog is the index
           with_index_body(segment, varints({size, 2, size - 8, 16, 0}), {size, 0}),
           with_index_body(segment, varints({size}), {uint64_t{UINT32_MAX}, 0}),  // more than there is
       }) {
    const ReadResult read = read_all(attack);
    EXPECT_TRUE(read.is_recovered);
    EXPECT_TRUE(read.blocks == whole.blocks);
  }
}

// The seek table of the second segment leads into the first one's middle, not to its end.
TEST(Hostile, SegmentsThatOverlap) {
  const Bytes first = loose().with_index();
  const LooseFile second = loose();
  const Bytes segment = second.without_index();
  const ReadResult alone = read_all(first);
  Bytes both = first;
  both.insert(both.end(), segment.begin(), segment.end());
  const uint64_t too_long = segment.size() + 200;
  const Bytes attack = with_index_body(both, varints({too_long}), {too_long, 0});
  const ReadResult read = read_all(attack);
  EXPECT_TRUE(read.is_recovered);
  EXPECT_EQ(read.blocks.size(), 2 * alone.blocks.size());
}

// Entries that list one block many times would multiply its events.
TEST(Hostile, IndexThatRepeatsABlockCountsItOnce) {
  const LooseFile file = loose();
  const ReadResult whole = read_all(file.with_index());
  const Bytes body = encode_block_header(file.blocks[0].header);
  const uint64_t stored = 16 + body.size() + file.blocks[0].payload.size();
  ByteWriter content;
  const Bytes segment = file.without_index();
  content.varint(segment.size());
  uint64_t gap = file.file_header.size() + 16 + file.catalogs[0].size();
  for (int copy = 0; copy < 1000; ++copy) {
    content.varint(2);
    content.varint(gap);
    content.varint(stored);
    content.varint(body.size());
    content.append(body);
    gap = ~stored + 1;
  }
  const ReadResult read = read_all(with_index_body(segment, content.bytes(), {segment.size(), 0}));
  EXPECT_TRUE(read.is_recovered);
  EXPECT_EQ(flat(read.blocks).size(), flat(whole.blocks).size());
}

}  // namespace
}  // namespace isotherm::hostile_test
