// Truncated, flipped, glued and extended files: nothing crashes, nothing is invented, damage stays local.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/hash.h"
#include "unit/stream/file_surgery.h"
#include "unit/stream/sample_recordings.h"

namespace isotherm::damage_test {
namespace {

SampleRecording small_recording() {
  return make_sample({.seed = 6,
                      .pages = 2,
                      .sessions = 2,
                      .views_per_session = 1,
                      .events_per_view = 30,
                      .has_targets = true,
                      .has_flags = true,
                      .has_all_kinds = true});
}

WriterOptions small_blocks() {
  WriterOptions options;
  options.events_per_block = 12;
  return options;
}

Bytes glued(ByteSpan a, ByteSpan b) {
  Bytes out(a.begin(), a.end());
  out.insert(out.end(), b.begin(), b.end());
  return out;
}

TEST(Damage, TruncatedAtEveryByteGivesItsWholeBlocks) {
  const Bytes file = small_recording().written(small_blocks());
  const ReadResult whole = read_all(file);
  ASSERT_GT(whole.blocks.size(), 5u);
  MemorySource source(file);
  const Reader reader = must(Reader::open(source));
  for (size_t length = 0; length < file.size(); ++length) {
    const ByteSpan prefix = ByteSpan(file).first(length);
    const auto infos = reader.blocks();
    const auto is_inside = [&](const BlockInfo& info) { return info.offset + info.stored_bytes <= length; };
    const size_t expected = static_cast<size_t>(std::count_if(infos.begin(), infos.end(), is_inside));
    const std::vector<EventBlock> expected_blocks(whole.blocks.begin(),
                                                  whole.blocks.begin() + static_cast<ptrdiff_t>(expected));
    const ReadResult read = read_all(prefix);
    ASSERT_TRUE(read.blocks == expected_blocks) << length;
    ASSERT_TRUE(read.is_recovered || !read.failure.empty()) << length;
    const ReadResult parsed = parse_all(prefix, 4096);
    ASSERT_TRUE(parsed.blocks == expected_blocks) << length;
    ASSERT_FALSE(parsed.failure.empty()) << length;
  }
}

void expect_flips_are_local(const Bytes& file) {
  const ReadResult whole = read_all(file);
  Bytes flipped = file;
  for (size_t position = 0; position < file.size(); ++position) {
    for (const int bit : {0x01, 0x04, 0x10, 0x80}) {
      flipped[position] = static_cast<uint8_t>(file[position] ^ bit);
      for (const ReadResult& read : {read_all(flipped), parse_all(flipped, 1 << 20)}) {
        ASSERT_TRUE(is_subsequence(read.blocks, whole.blocks)) << position;
        const bool is_told = !read.failure.empty() || !read.warnings.empty();
        ASSERT_TRUE(is_told || (read.blocks.size() == whole.blocks.size() && read.catalog == whole.catalog))
            << position << " bit " << bit;
      }
    }
    flipped[position] = file[position];
  }
}

TEST(Damage, EveryFlippedByteIsFoundOrHarmless) {
  expect_flips_are_local(small_recording().written(small_blocks()));
}

TEST(Damage, EveryFlippedByteOfGluedFilesIsFoundOrHarmless) {
  const Bytes file = make_sample({.seed = 7, .pages = 1, .sessions = 1, .events_per_view = 10}).written();
  expect_flips_are_local(glued(file, file));
}

TEST(Damage, OneBadBlockLosesOnlyItself) {
  LooseFile file(small_recording().written(small_blocks()));
  const ReadResult whole = read_all(file.with_index());
  file.blocks[2].payload.back() ^= 1;
  for (const Bytes& bytes : {file.with_index(), file.without_index()}) {
    for (const ReadResult& read : {read_all(bytes), parse_all(bytes, 100)}) {
      EXPECT_EQ(read.blocks.size(), whole.blocks.size() - 1);
      EXPECT_TRUE(is_subsequence(read.blocks, whole.blocks));
      EXPECT_EQ(std::count_if(read.warnings.begin(), read.warnings.end(),
                              [&](const Warning& warning) {
                                return warning.events_lost == file.blocks[2].header.event_count;
                              }),
                1);
    }
  }
}

TEST(Damage, LostCatalogLosesItsBlocksWithAWarning) {
  LooseFile file(small_recording().written(small_blocks()));
  file.catalogs[0].back() ^= 1;
  const ReadResult read = read_all(file.with_index());
  EXPECT_TRUE(read.blocks.empty());
  EXPECT_EQ(read.warnings.size(), 1 + file.blocks.size());
}

TEST(Damage, ExtraBytesBehindTheEnd) {
  const Bytes file = small_recording().written(small_blocks());
  const ReadResult whole = read_all(file);
  for (const size_t count : {size_t{1}, size_t{7}, size_t{8}, size_t{40}}) {
    const Bytes longer = glued(file, Bytes(count, 0xAB));
    const ReadResult read = read_all(longer);
    EXPECT_TRUE(read.is_recovered);
    EXPECT_FALSE(read.warnings.empty());
    EXPECT_TRUE(read.blocks == whole.blocks);
    EXPECT_FALSE(parse_all(longer, 4096).failure.empty()) << count;
  }
}

TEST(Damage, NotAnIsothermFile) {
  const Bytes zstd_file = compressed(Bytes(100, 'x'));
  const Bytes text = {'h', 'e', 'l', 'l', 'o', ' ', 'w', 'o', 'r', 'l', 'd'};
  Bytes other_magic = small_recording().written();
  other_magic[9] = 'J';
  for (const Bytes& bytes : {Bytes{}, Bytes{0x50}, zstd_file, text, tiny_png(), other_magic}) {
    EXPECT_FALSE(read_all(bytes).failure.empty());
    EXPECT_FALSE(parse_all(bytes, 3).failure.empty());
  }
  EXPECT_NE(read_all(other_magic).failure.find("not an Isotherm file"), std::string::npos);
  EXPECT_NE(parse_all(zstd_file, 3).failure.find("not an Isotherm file"), std::string::npos);
}

// The file with other version numbers and a right checksum.
Bytes with_version(const Bytes& file, uint16_t major, uint16_t minor) {
  std::vector<LooseFrame> frames = split_frames(file);
  Bytes& header = frames[0].bytes;
  Bytes body(header.begin() + 8, header.end() - 8);
  std::memcpy(body.data() + 8, &major, 2);
  std::memcpy(body.data() + 10, &minor, 2);
  header = make_record(format::kFileHeader, body);
  return join_frames(frames);
}

TEST(Damage, NewerMajorVersionIsRefusedClearly) {
  const Bytes file = with_version(small_recording().written(), 2, 0);
  MemorySource source(file);
  const auto reader = Reader::open(source);
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().code, ErrorCode::unsupported);
  EXPECT_NE(reader.error().message.find("version 2.0"), std::string::npos);
  EXPECT_NE(parse_all(file, 5).failure.find("version 2.0"), std::string::npos);
}

TEST(Damage, NewerMinorVersionIsRead) {
  const SampleRecording recording = small_recording();
  const ReadResult read = read_all(with_version(recording.written(), 1, 9));
  EXPECT_EQ(read.failure, "");
  EXPECT_TRUE(flat(read.blocks) == flat(recording));
}

TEST(Damage, UnknownSkippableFramesAreSkipped) {
  const SampleRecording recording = small_recording();
  std::vector<LooseFrame> frames = split_frames(recording.written());
  const size_t end = frames.size() - 2;  // before the index, which then is at another place
  Bytes unknown;
  append_frame_header(unknown, 0x184D2A57, 5);
  unknown.resize(unknown.size() + 5, 0xCC);
  frames.insert(frames.begin() + static_cast<ptrdiff_t>(end), {0x184D2A57, unknown});
  frames.insert(frames.begin() + 1, {0x184D2A54, unknown});
  frames.insert(frames.begin() + 2,
                {format::kZstdFrame, compressed(Bytes(300, 'g'))});  // that record's payload
  for (const size_t piece : {size_t{1}, size_t{1000}}) {
    const ReadResult parsed = parse_all(join_frames(frames), piece);
    EXPECT_TRUE(flat(parsed.blocks) == flat(recording));
  }
  const ReadResult read = read_all(join_frames(frames));
  EXPECT_TRUE(read.is_recovered);
  EXPECT_TRUE(flat(read.blocks) == flat(recording));
}

TEST(Damage, UnknownGroupThatIsNotCriticalIsSkipped) {
  LooseFile file(small_recording().written(small_blocks()));
  const ReadResult whole = read_all(file.with_index());
  add_group(file.blocks[1], 77, 5, false, Bytes(20, 1));
  const ReadResult read = read_all(file.with_index());
  EXPECT_TRUE(read.warnings.empty());
  EXPECT_TRUE(read.blocks == whole.blocks);
}

TEST(Damage, UnknownCriticalGroupOrEncodingLosesOnlyThatBlock) {
  for (const bool is_encoding : {false, true}) {
    LooseFile file(small_recording().written(small_blocks()));
    const ReadResult whole = read_all(file.with_index());
    if (is_encoding) {
      file.blocks[1].header.groups.back().flags = format::kGroupCritical;
      file.blocks[1].header.groups.back().encoding = 9;
    } else {
      add_group(file.blocks[1], 77, 1, true, Bytes(20, 1));
    }
    for (const ReadResult& read : {read_all(file.with_index()), parse_all(file.with_index(), 64)}) {
      ASSERT_EQ(read.warnings.size(), 1u);
      EXPECT_EQ(read.warnings[0].error.code, ErrorCode::unsupported);
      EXPECT_EQ(read.blocks.size(), whole.blocks.size() - 1);
    }
  }
}

TEST(Damage, UnknownClassLosesOnlyThatBlock) {
  LooseFile file(small_recording().written(small_blocks()));
  file.blocks[0].header.stream_class = 130;
  for (const ReadResult& read : {read_all(file.with_index()), parse_all(file.with_index(), 64)}) {
    ASSERT_EQ(read.warnings.size(), 1u);
    EXPECT_EQ(read.warnings[0].error.code, ErrorCode::unsupported);
    EXPECT_EQ(read.blocks.size(), file.blocks.size() - 1);
  }
}

SampleRecording concatenation(const SampleRecording& a, const SampleRecording& b) {
  SampleRecording both = a;
  for (PageView view : b.catalog.page_views) {
    view.page += static_cast<uint32_t>(a.catalog.pages.size());
    view.session += static_cast<uint32_t>(a.catalog.sessions.size());
    both.catalog.page_views.push_back(view);
  }
  both.catalog.pages.insert(both.catalog.pages.end(), b.catalog.pages.begin(), b.catalog.pages.end());
  both.catalog.sessions.insert(both.catalog.sessions.end(), b.catalog.sessions.begin(),
                               b.catalog.sessions.end());
  for (TimedEvent event : b.events) {
    event.page_view += static_cast<uint32_t>(a.catalog.page_views.size());
    both.events.push_back(event);
  }
  return both;
}

TEST(Concatenation, ShowsBothRecordings) {
  const SampleRecording a = small_recording(), b = make_sample({.seed = 8});
  const SampleRecording both = concatenation(a, b);
  const Bytes file = glued(a.written(), b.written());
  for (const ReadResult& read : {read_all(file), parse_all(file, 7)}) {
    EXPECT_EQ(read.failure, "");
    EXPECT_FALSE(read.is_recovered);
    EXPECT_TRUE(read.warnings.empty());
    EXPECT_EQ(read.catalog, both.catalog);
    EXPECT_TRUE(flat(read.blocks) == flat(both));
  }
  MemorySource source(file);
  const Reader reader = must(Reader::open(source));
  EXPECT_EQ(reader.blocks().back().segment, 1u);
  EXPECT_EQ(reader.blocks().back().page_view_max, both.catalog.page_views.size() - 1);
  EXPECT_LT(reader.blocks().back().page_max, both.catalog.pages.size());
}

TEST(Concatenation, TruncatedFirstPartIsWalked) {
  const SampleRecording a = small_recording(), b = make_sample({.seed = 8});
  const Bytes whole_a = a.written(small_blocks());
  const Bytes file = glued(ByteSpan(whole_a).first(whole_a.size() / 2), b.written());
  const ReadResult read = read_all(file);
  EXPECT_TRUE(read.is_recovered);
  EXPECT_FALSE(read.warnings.empty());
  const std::vector<FlatEvent> events = flat(read.blocks);
  EXPECT_GT(events.size(), b.events.size());
  EXPECT_LT(events.size(), a.events.size() + b.events.size());
}

TEST(Determinism, TwoWritesGiveTheSameBytes) {
  const SampleRecording recording = make_sample({.seed = 9, .has_all_kinds = true});
  EXPECT_TRUE(recording.written() == recording.written());
}

// Natively and in wasm: the same zstd, the same bytes.
TEST(Determinism, BytesAreTheSameOnEveryTarget) {
  const Bytes file = make_sample({.seed = 10, .sessions = 30, .events_per_view = 1000}).written();
  EXPECT_EQ(xxh64(file), 2206949920810940471u) << file.size();
}

#ifndef __EMSCRIPTEN__
TEST(Zstd, ProgramAcceptsTheFile) {
  if (std::system("zstd --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "the zstd program is not here";
  const std::string path = testing::TempDir() + "isotherm_zstd_test.ist";
  const Bytes file = glued(small_recording().written(), make_sample({.seed = 8}).written());
  std::FILE* out = std::fopen(path.c_str(), "wb");
  ASSERT_NE(out, nullptr);
  ASSERT_EQ(std::fwrite(file.data(), 1, file.size(), out), file.size());
  std::fclose(out);
  EXPECT_EQ(std::system(("zstd -q -t '" + path + "'").c_str()), 0);
  std::remove(path.c_str());
}
#endif

TEST(Screenshots, TravelUntouched) {
  MemorySink sink;
  Writer writer(sink, {});
  const SampleRecording recording = small_recording();
  recording.add_to(writer);
  must(writer.add_screenshot(1, 1440, 0, tiny_png()));
  must(writer.add_screenshot(0, 390, 844, tiny_png()));
  must(writer.finish());
  for (const ReadResult& read :
       {read_all(sink.bytes()), parse_all(sink.bytes(), 7), read_all(glued(sink.bytes(), sink.bytes()))}) {
    EXPECT_TRUE(read.warnings.empty());
    ASSERT_GE(read.screenshots.size(), 2u);
    EXPECT_EQ(read.screenshots[0].info.page, 1u);
    EXPECT_EQ(read.screenshots[0].info.css_height, 1440u);
    EXPECT_EQ(read.screenshots[1].info.css_height, 844u);
    EXPECT_EQ(read.screenshots[0].info.image_width, 1u);
    EXPECT_TRUE(read.screenshots[1].encoded == tiny_png());
  }
  EXPECT_EQ(read_all(glued(sink.bytes(), sink.bytes())).screenshots[2].info.page, 3u);
}

TEST(Screenshots, DamageIsTold) {
  MemorySink sink;
  Writer writer(sink, {});
  small_recording().add_to(writer);
  must(writer.add_screenshot(1, 1440, 0, tiny_png()));
  must(writer.finish());
  std::vector<LooseFrame> frames = split_frames(sink.bytes());
  for (LooseFrame& frame : frames) {
    if (frame.magic == format::kAttachment) frame.bytes.back() ^= 1;
  }
  for (const ReadResult& read : {read_all(join_frames(frames)), parse_all(join_frames(frames), 99)}) {
    EXPECT_TRUE(read.screenshots.empty());
    EXPECT_EQ(read.warnings.size(), 1u);
  }
}

}  // namespace
}  // namespace isotherm::damage_test
