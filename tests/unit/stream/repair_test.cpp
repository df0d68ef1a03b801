// Auditing and repairing: everything that is damaged is told, everything that is whole is kept.
#include <algorithm>

#include "stream/repair.h"
#include "unit/stream/file_surgery.h"
#include "unit/stream/sample_recordings.h"

namespace isotherm::repair_test {
namespace {

Bytes with_screenshot(const SampleRecording& recording, uint32_t events_per_block) {
  MemorySink sink;
  Writer writer(sink, {.events_per_block = events_per_block});
  recording.add_to(writer);
  must(writer.add_screenshot(0, 1280, 3000, tiny_png()));
  must(writer.finish());
  return sink.take();
}

SampleRecording small_recording() {
  return make_sample({.seed = 41,
                      .pages = 2,
                      .sessions = 2,
                      .views_per_session = 1,
                      .events_per_view = 20,
                      .has_targets = true,
                      .has_all_kinds = true});
}

Bytes small_file() {
  return with_screenshot(small_recording(), 12);
}

AuditReport audited(const Bytes& file) {
  MemorySource source(file);
  return must(audit(source, LostHeaders::leave_out, nullptr));
}

struct Repaired {
  Bytes bytes;
  AuditReport report;
};
Result<Repaired> repaired(const Bytes& file) {
  MemorySource source(file);
  MemorySink sink;
  ISOTHERM_ASSIGN(AuditReport report, repair(source, sink));
  return Repaired{sink.take(), std::move(report)};
}

TEST(Audit, AnIntactFileHasNoFindings) {
  for (const Bytes& file : {small_file(), SampleRecording{}.written(), make_sample({}).written()}) {
    const AuditReport report = audited(file);
    EXPECT_TRUE(report.is_clean()) << report.findings[0].error.to_string();
    EXPECT_EQ(report.events, flat(read_all(file).blocks).size());
  }
  Bytes both = small_file();
  const Bytes second = make_sample({}).written();
  both.insert(both.end(), second.begin(), second.end());
  const AuditReport report = audited(both);
  EXPECT_TRUE(report.is_clean());
  EXPECT_EQ(report.segments, 2u);
  EXPECT_EQ(report.screenshots, 1u);
}

// A few bits inside zstd frames have no meaning.
TEST(Audit, EveryFlippedByteIsFoundOrHarmless) {
  const Bytes file = small_file();
  const ReadResult whole = read_all(file);
  const uint64_t events = small_recording().events.size();
  Bytes flipped = file;
  size_t harmless = 0;
  for (size_t position = 0; position < file.size(); ++position) {
    flipped[position] = static_cast<uint8_t>(flipped[position] ^ (1 << (position % 8)));
    MemorySource source(flipped);
    const auto report = audit(source, LostHeaders::leave_out, nullptr);
    if (report.ok()) {
      ASSERT_LE(report->events + report->lost_events, events) << position;
      if (report->is_clean()) {
        ASSERT_TRUE(read_all(flipped).blocks == whole.blocks) << position;
        ++harmless;
      }
    }
    flipped[position] = file[position];
  }
  EXPECT_LT(harmless, file.size() / 100);
}

TEST(Audit, SaysWhatIsLost) {
  LooseFile file(make_sample({.seed = 42}).written({.events_per_block = 50}));
  file.blocks[2].payload.back() ^= 1;
  const AuditReport report = audited(file.with_index());
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.lost_blocks, 1u);
  EXPECT_EQ(report.lost_events, file.blocks[2].header.event_count);
  EXPECT_EQ(report.events + report.lost_events, make_sample({.seed = 42}).events.size());
  EXPECT_GE(report.affected_sessions, 1u);
  EXPECT_LE(report.affected_sessions, 4u);
}

TEST(Repair, AnIntactFileComesOutAsItWas) {
  Bytes both = small_file();
  const Bytes second = make_sample({}).written();
  both.insert(both.end(), second.begin(), second.end());
  for (const Bytes& file : {small_file(), both}) {
    const Repaired result = must(repaired(file));
    EXPECT_TRUE(result.report.is_clean());
    EXPECT_TRUE(result.bytes == file);
  }
}

// Of a file without its last byte, up to one without anything.
TEST(Repair, EveryPrefixBecomesAWholeFile) {
  const Bytes file = small_file();
  for (size_t length = 60; length < file.size(); ++length) {
    const Bytes prefix(file.begin(), file.begin() + static_cast<ptrdiff_t>(length));
    const ReadResult read = read_all(prefix);
    const auto result = repaired(prefix);
    if (!read.failure.empty()) continue;  // not even a file header
    ASSERT_TRUE(result.ok()) << length;
    ASSERT_FALSE(result->report.is_clean());
    const ReadResult mended = read_all(result->bytes);
    ASSERT_TRUE(mended.warnings.empty() && !mended.is_recovered) << length;
    ASSERT_TRUE(mended.blocks == read.blocks && mended.catalog == read.catalog) << length;
    ASSERT_TRUE(audited(result->bytes).is_clean()) << length;
  }
}

TEST(Repair, AnyFlippedByteCostsOneRecordAtMost) {
  const Bytes file = small_file();
  const ReadResult whole = read_all(file);
  for (size_t position = 0; position < file.size(); position += 3) {
    Bytes flipped = file;
    flipped[position] ^= 0x10;
    const auto result = repaired(flipped);
    if (!result.ok()) {
      ASSERT_EQ(result.error().code, ErrorCode::unsupported) << position;  // another major version
      continue;
    }
    const ReadResult mended = read_all(result->bytes);
    ASSERT_EQ(mended.failure, "") << position;
    ASSERT_TRUE(mended.warnings.empty()) << position << " " << mended.warnings[0].error.to_string();
    const bool has_catalog = !mended.catalog.page_views.empty();
    if (has_catalog) {
      ASSERT_GE(mended.blocks.size() + mended.screenshots.size() + 1,
                whole.blocks.size() + whole.screenshots.size())
          << position;
    }
  }
}

TEST(Repair, ALostFileHeaderIsReplaced) {
  const Bytes file = small_file();
  const ReadResult whole = read_all(file);
  const size_t header_bytes = split_frames(file)[0].bytes.size();
  Bytes zeroed = file;
  std::fill(zeroed.begin(), zeroed.begin() + static_cast<ptrdiff_t>(header_bytes), uint8_t{0});
  const Bytes cut(file.begin() + 20, file.end());
  for (const Bytes& damaged : {zeroed, cut}) {
    EXPECT_FALSE(read_all(damaged).failure.empty());
    const ReadResult mended = read_all(must(repaired(damaged)).bytes);
    EXPECT_TRUE(mended.blocks == whole.blocks);
    EXPECT_TRUE(mended.catalog == whole.catalog);
    EXPECT_EQ(mended.screenshots.size(), 1u);
  }
  EXPECT_FALSE(repaired(Bytes(5000, 'x')).ok());
  EXPECT_FALSE(repaired({}).ok());
}

// What this version cannot read, but can tell whole, stays in the file.
TEST(Repair, KeepsWhatANewerVersionHasWritten) {
  LooseFile file(small_recording().written({.events_per_block = 12}));
  file.blocks[1].header.stream_class = 130;
  add_group(file.blocks[2], 60, 1, true, Bytes(30, 7));
  std::vector<LooseFrame> frames = split_frames(file.without_index());
  Bytes unknown;
  append_frame_header(unknown, 0x184D2A57, 5);
  unknown.resize(unknown.size() + 5, 0xCC);
  frames.insert(frames.begin() + 2, {0x184D2A57, unknown});
  frames.insert(frames.begin() + 3, {format::kZstdFrame, compressed(Bytes(300, 'g'))});
  const Bytes damaged = join_frames(frames);
  const Repaired result = must(repaired(damaged));
  const std::vector<LooseFrame> mended = split_frames(result.bytes);
  ASSERT_EQ(mended.size(), frames.size() + 2);  // and index and seek table
  for (size_t index = 0; index < frames.size(); ++index)
    EXPECT_TRUE(mended[index].bytes == frames[index].bytes) << index;
  EXPECT_EQ(read_all(result.bytes).blocks.size(), file.blocks.size() - 2);
}

// A valid index may name fewer blocks than there are: nobody who believes it finds the others.
TEST(Repair, BringsBackBlocksThatTheIndexLeavesOut) {
  LooseFile file(small_recording().written({.events_per_block = 12}));
  const Bytes whole = file.with_index();
  ASSERT_GE(file.blocks.size(), 4u);
  for (const size_t index : {size_t{0}, size_t{1}, file.blocks.size() - 1})
    file.blocks[index].is_listed = false;
  const Bytes poorer = file.with_index();
  EXPECT_EQ(read_all(poorer).blocks.size(), file.blocks.size() - 3);
  const AuditReport report = audited(poorer);
  ASSERT_EQ(report.findings.size(), 3u);
  EXPECT_NE(report.findings[0].error.message.find("a whole block of " +
                                                  std::to_string(file.blocks[0].header.event_count) +
                                                  " events that the index leaves out"),
            std::string::npos)
      << report.findings[0].error.message;
  EXPECT_EQ(report.lost_events, 0u);
  EXPECT_EQ(report.events, small_recording().events.size());
  EXPECT_TRUE(read_all(must(repaired(poorer)).bytes).blocks == read_all(whole).blocks);

  file.blocks[1].payload.back() ^= 1;
  const AuditReport damaged = audited(file.with_index());
  ASSERT_EQ(damaged.findings.size(), 4u);  // and the seek table
  EXPECT_NE(damaged.findings[1].error.message.find("bytes that the index does not list"), std::string::npos);
}

// The index has a second copy of a block's header.
TEST(Repair, TakesADamagedBlockHeaderFromTheIndex) {
  const Bytes file = small_file();
  std::vector<LooseFrame> frames = split_frames(file);
  const auto header = std::find_if(frames.begin(), frames.end(), [](const LooseFrame& frame) {
    return frame.magic == format::kBlockHeader;
  });
  header->bytes[12] ^= 1;
  const Bytes damaged = join_frames(frames);
  EXPECT_FALSE(audited(damaged).is_clean());
  EXPECT_TRUE(must(repaired(damaged)).bytes == file);
}

}  // namespace
}  // namespace isotherm::repair_test
