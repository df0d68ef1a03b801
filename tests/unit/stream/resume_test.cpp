// Walking behind bytes that are no frame: the walk resumes at the next record, with bounded work.
#include <algorithm>

#include "stream/frame_scanner.h"
#include "unit/stream/file_surgery.h"
#include "unit/stream/sample_recordings.h"

namespace isotherm::resume_test {
namespace {

SampleRecording recording() {
  return make_sample({.seed = 31, .pages = 2, .sessions = 2, .events_per_view = 30, .has_all_kinds = true});
}

Bytes unindexed() {
  return LooseFile(recording().written({.events_per_block = 20})).without_index();
}

Bytes with_insertion(ByteSpan file, size_t at, ByteSpan garbage) {
  Bytes bytes(file.begin(), file.begin() + static_cast<ptrdiff_t>(at));
  bytes.insert(bytes.end(), garbage.begin(), garbage.end());
  bytes.insert(bytes.end(), file.begin() + static_cast<ptrdiff_t>(at), file.end());
  return bytes;
}

Bytes noise(size_t count) {
  Sequence sequence(5);
  Bytes bytes(count);
  for (uint8_t& byte : bytes)
    byte = static_cast<uint8_t>(sequence.below(256));
  return bytes;
}

// Counts the bytes that are read from a part of it.
class CountingSource : public Source {
 public:
  explicit CountingSource(ByteSpan bytes_in) : limit_end(bytes_in.size()), source_(bytes_in) {}
  uint64_t size() const override { return source_.size(); }
  Status read(uint64_t offset, std::span<uint8_t> out) override {
    if (offset >= limit_begin && offset < limit_end) bytes += out.size();
    return source_.read(offset, out);
  }
  uint64_t limit_begin = 0, limit_end, bytes = 0;

 private:
  MemorySource source_;
};

TEST(Resume, GarbageBetweenRecordsCostsNothing) {
  const Bytes file = unindexed();
  const ReadResult whole = read_all(file);
  size_t offset = 0, borders = 0;
  for (const LooseFrame& frame : split_frames(file)) {
    if (offset != 0 && frame.magic != format::kZstdFrame) {
      for (const size_t count : {size_t{1}, size_t{7}, size_t{3000}, size_t{100'000}}) {
        const ReadResult read = read_all(with_insertion(file, offset, noise(count)));
        EXPECT_EQ(read.failure, "");
        EXPECT_TRUE(read.blocks == whole.blocks) << offset << " + " << count;
        EXPECT_TRUE(read.catalog == whole.catalog);
        EXPECT_TRUE(std::any_of(read.warnings.begin(), read.warnings.end(),
                                [&](const Warning& warning) {
                                  return warning.error.offset == offset &&
                                         warning.error.message.find(std::to_string(count) +
                                                                    " bytes are passed over") !=
                                             std::string::npos;
                                }))
            << offset << " + " << count;
      }
      ++borders;
    }
    offset += frame.bytes.size();
  }
  EXPECT_GT(borders, 8u);
}

TEST(Resume, GarbageInsideABlockCostsThatBlock) {
  const Bytes file = unindexed();
  const ReadResult whole = read_all(file);
  size_t offset = 0;
  for (const LooseFrame& frame : split_frames(file)) {
    if (frame.magic == format::kZstdFrame) {
      const ReadResult read = read_all(with_insertion(file, offset + 5, noise(50)));
      EXPECT_EQ(read.blocks.size(), whole.blocks.size() - 1) << offset;
    }
    offset += frame.bytes.size();
  }
}

TEST(Resume, AWrongSizeOfARecordCostsThatRecord) {
  const Bytes file = unindexed();
  const ReadResult whole = read_all(file);
  size_t offset = 0;
  for (const LooseFrame& frame : split_frames(file)) {
    if (frame.magic == format::kBlockHeader) {
      for (const int byte : {4, 5, 6, 7}) {
        Bytes damaged = file;
        damaged[offset + byte] ^= 0x41;
        const ReadResult read = read_all(damaged);
        EXPECT_EQ(read.blocks.size(), whole.blocks.size() - 1) << offset << " " << byte;
        EXPECT_FALSE(read.warnings.empty());
      }
    }
    offset += frame.bytes.size();
  }
}

// A writer that was killed, and another one that went on behind what it left.
TEST(Resume, ASegmentBehindATornOneIsWhole) {
  const Bytes torn = unindexed(), second = recording().written();
  const size_t events = recording().events.size();
  for (size_t length = torn.size() - 400; length < torn.size(); ++length) {
    for (const bool has_index : {true, false}) {
      const Bytes behind = has_index ? second : LooseFile(second).without_index();
      Bytes both(torn.begin(), torn.begin() + static_cast<ptrdiff_t>(length));
      both.insert(both.end(), behind.begin(), behind.end());
      const ReadResult first = read_all(ByteSpan(torn).first(length)), read = read_all(both);
      ASSERT_EQ(flat(read.blocks).size(), flat(first.blocks).size() + events) << length << has_index;
    }
  }
}

// Only the segment with the bad index is walked.
TEST(Resume, EarlierSegmentsKeepTheirIndex) {
  const Bytes first = recording().written();
  Bytes second = first;
  second[second.size() - split_frames(first).back().bytes.size() - 1] ^= 1;  // the index's checksum
  Bytes both = first;
  both.insert(both.end(), second.begin(), second.end());
  CountingSource source(both);
  std::vector<LooseFrame> frames = split_frames(first);
  source.limit_begin = frames[0].bytes.size() + frames[1].bytes.size();  // behind the catalog
  source.limit_end = first.size() - frames.back().bytes.size() - frames[frames.size() - 2].bytes.size();
  const Reader reader = must(Reader::open(source));
  EXPECT_TRUE(reader.recovered());
  EXPECT_EQ(reader.event_count(), 2 * recording().events.size());
  EXPECT_EQ(source.bytes, 0u);
}

// Every eight bytes something looks like a record that claims the rest of the file.
TEST(Resume, WorkIsBounded) {
  Bytes file = unindexed();
  for (uint32_t count = 0; count < 20'000; ++count) {
    ByteWriter frame;
    frame.u32(format::kIndex);
    frame.u32(8 * (20'000 - count) - 8);
    file.insert(file.end(), frame.bytes().begin(), frame.bytes().end());
  }
  CountingSource source(file);
  const Reader reader = must(Reader::open(source));
  EXPECT_EQ(reader.event_count(), recording().events.size());
  EXPECT_LT(source.bytes, 20 * file.size());
}

TEST(FrameScanner, TrustsChecksumsOnly) {
  const Bytes file = recording().written();
  MemorySource source(file);
  FrameScanner scanner(source, 0, file.size());
  size_t offset = 0, records = 0;
  for (const LooseFrame& frame : split_frames(file)) {
    EXPECT_EQ(scanner.is_record(offset), frame.magic != format::kZstdFrame) << offset;
    EXPECT_TRUE(scanner.starts_frame(offset));
    EXPECT_FALSE(scanner.is_record(offset + 1));
    records += frame.magic != format::kZstdFrame ? 1 : 0;
    offset += frame.bytes.size();
  }
  EXPECT_GT(records, 5u);
  EXPECT_TRUE(scanner.starts_frame(file.size()));
  EXPECT_EQ(scanner.find_record(file.size() - 8), std::nullopt);
}

}  // namespace
}  // namespace isotherm::resume_test
