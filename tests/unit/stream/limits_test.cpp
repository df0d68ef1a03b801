// Hostile numbers: each is refused before anything is allocated for it.
#include <algorithm>

#include "stream/catalog_codec.h"
#include "stream/index.h"
#include "stream/seek_table.h"
#include "stream/varint_column.h"
#include "unit/stream/file_surgery.h"
#include "unit/stream/sample_recordings.h"

namespace isotherm::limits_test {
namespace {

SampleRecording recording() {
  return make_sample({.seed = 11, .sessions = 2, .events_per_view = 20});
}

// The block cannot be read, the others can; both readers say so with the given words.
void expect_block_refused(const LooseFile& file, size_t other_blocks, std::string_view words) {
  const auto says_so = [&](const ReadResult& read) {
    EXPECT_EQ(read.blocks.size(), other_blocks) << words;
    const bool is_told = std::any_of(read.warnings.begin(), read.warnings.end(), [&](const Warning& warning) {
      return warning.error.message.find(words) != std::string::npos;
    });
    EXPECT_TRUE(is_told) << words << "; got "
                         << (read.warnings.empty() ? read.failure : read.warnings.back().error.message);
  };
  says_so(read_all(file.with_index()));
  says_so(read_all(file.without_index()));
  says_so(parse_all(file.with_index(), 1000));
}

LooseFile loose() {
  return LooseFile(recording().written());
}

TEST(Limits, ClaimOfTwoToThe32Events) {
  LooseFile file = loose();
  Bytes body = encode_block_header(file.blocks[0].header);
  // class, scale, order, gap, then the event count
  ByteReader reader(body);
  for (int field = 0; field < 4; ++field)
    must(reader.varint32("field"));
  const size_t start = reader.position();
  must(reader.varint32("event count"));
  const auto first = body.begin() + static_cast<ptrdiff_t>(start);
  const auto behind = body.erase(first, body.begin() + static_cast<ptrdiff_t>(reader.position()));
  const Bytes huge = {0xFF, 0xFF, 0xFF, 0xFF, 0x0F};
  body.insert(behind, huge.begin(), huge.end());
  file.blocks[0].body = body;
  const auto header = parse_block_header(body, 0);
  ASSERT_FALSE(header.ok());
  EXPECT_EQ(header.error().code, ErrorCode::limit);
  expect_block_refused(file, file.blocks.size() - 1, "event count");
}

TEST(Limits, RawSizeBomb) {
  LooseFile file = loose();
  file.blocks[0].header.groups[1].raw_bytes = uint64_t{1} << 40;
  expect_block_refused(file, file.blocks.size() - 1, "raw size");
}

TEST(Limits, RawSizeContradictsTheFrame) {
  LooseFile file = loose();
  file.blocks[0].header.groups[1].raw_bytes += 1;
  expect_block_refused(file, file.blocks.size() - 1, "content size");
}

TEST(Limits, WindowLog31) {
  // magic; descriptor: 4-byte content size, checksum; window descriptor: exponent 21 = 2 GiB; content size 3;
  // one raw last block of 3 bytes; a checksum that is never looked at
  const Bytes frame = {0x28, 0xB5, 0x2F, 0xFD, 0x84, 21 << 3, 3, 0, 0, 0, 0x19, 0, 0, 1, 2, 3, 0, 0, 0, 0};
  LooseFile file = loose();
  set_group_frame(file.blocks[0], 2, frame, 3);
  expect_block_refused(file, file.blocks.size() - 1, "window");
}

TEST(Limits, ContentSizeNotStated) {
  // window of 1 KiB, no content size, no checksum
  const Bytes frame = {0x28, 0xB5, 0x2F, 0xFD, 0x00, 0, 0x19, 0, 0, 1, 2, 3};
  LooseFile file = loose();
  set_group_frame(file.blocks[0], 2, frame, 3);
  expect_block_refused(file, file.blocks.size() - 1, "not stated");
}

TEST(Limits, CompressedSizeBeyondTheFile) {
  LooseFile file = loose();
  const size_t last = file.blocks.size() - 1;
  file.blocks[last].header.groups.back().compressed_bytes += 5000;
  const ReadResult walked = read_all(file.without_index());
  EXPECT_EQ(walked.blocks.size(), last);
  EXPECT_FALSE(walked.warnings.empty());
  const ReadResult parsed = parse_all(file.without_index(), 100);
  EXPECT_EQ(parsed.blocks.size(), last);
  EXPECT_FALSE(parsed.failure.empty());
}

TEST(Limits, CompressedSizeOverTheBound) {
  LooseFile file = loose();
  file.blocks[0].header.groups[1].compressed_bytes = uint64_t{1} << 50;
  EXPECT_EQ(parse_block_header(encode_block_header(file.blocks[0].header), 0).error().code, ErrorCode::limit);
}

TEST(Limits, GroupCount) {
  LooseFile file = loose();
  for (uint32_t id = 10; id < 40; ++id)
    add_group(file.blocks[0], id, 1, false, Bytes(1, 0));
  expect_block_refused(file, file.blocks.size() - 1, "group count");
}

TEST(Limits, RunsThatDoNotSumToTheEvents) {
  LooseFile file = loose();
  Bytes runs = raw_group(file.blocks[0], 0);
  runs.back() += 1;
  set_group(file.blocks[0], 0, runs);
  expect_block_refused(file, file.blocks.size() - 1, "runs hold");
}

TEST(Limits, RunOfNoEvents) {
  LooseFile file = loose();
  Bytes runs = raw_group(file.blocks[0], 0);
  runs.back() = 0;
  set_group(file.blocks[0], 0, runs);
  expect_block_refused(file, file.blocks.size() - 1, "a run is empty");
}

TEST(Limits, PageViewOutOfRange) {
  LooseFile file = loose();
  file.blocks[0].header.page_view_max = 1'000'000;
  expect_block_refused(file, file.blocks.size() - 1, "names page view");
}

TEST(Limits, RunOutsideTheHeadersPageViews) {
  LooseFile file = loose();
  Bytes runs = raw_group(file.blocks[0], 0);
  runs.front() = 100;  // +50
  set_group(file.blocks[0], 0, runs);
  expect_block_refused(file, file.blocks.size() - 1, "outside the header's range");
}

TEST(Limits, PageOutOfRange) {
  LooseFile file = loose();
  file.blocks[0].header.page_max = UINT32_MAX;
  expect_block_refused(file, file.blocks.size() - 1, "names page ");
}

TEST(Limits, PositionsOutsideTheBoundingBox) {
  LooseFile file = loose();
  file.blocks[0].header.x_max -= 1;
  expect_block_refused(file, file.blocks.size() - 1, "bounding box");
}

TEST(Limits, TimesOutsideTheRange) {
  LooseFile file = loose();
  file.blocks[0].header.time_max_ms -= 1;
  expect_block_refused(file, file.blocks.size() - 1, "outside the header's range");
}

TEST(Limits, TimesThatGoBackwards) {
  LooseFile file = loose();
  Bytes time;
  for (uint32_t index = 0; index < file.blocks[0].header.event_count; ++index) {
    append_varint32(time, zigzag32(index == 0 ? 5000 : -1));
  }
  set_group(file.blocks[0], 2, time);
  expect_block_refused(file, file.blocks.size() - 1, "backwards");
}

TEST(Limits, OverlongVarint) {
  LooseFile file = loose();
  Bytes time = raw_group(file.blocks[0], 2);
  time.insert(time.begin(), {0x80, 0x80, 0x80, 0x80, 0x80});
  set_group(file.blocks[0], 2, time);
  expect_block_refused(file, file.blocks.size() - 1, "times are malformed");
}

TEST(Limits, BytesBehindAColumn) {
  for (const uint32_t group : {0u, 2u, 3u}) {
    LooseFile file = loose();
    Bytes raw = raw_group(file.blocks[0], group);
    raw.push_back(0);
    set_group(file.blocks[0], group, raw);
    expect_block_refused(file, file.blocks.size() - 1, "malformed");
  }
}

TEST(Limits, KindOfAnotherClass) {
  LooseFile file(make_sample({.seed = 12, .has_all_kinds = true}).written());
  Bytes tags = raw_group(file.blocks[1], 1);
  tags[0] = make_tag(EventKind::scroll);
  set_group(file.blocks[1], 1, tags);
  expect_block_refused(file, file.blocks.size() - 1, "another class");
}

// An index whose entries are written by the test.
Bytes with_entries(ByteSpan segment, ByteSpan entries) {
  ByteWriter raw;
  raw.varint(segment.size());
  raw.append(entries);
  ByteWriter body;
  body.varint(raw.size());
  body.append(compressed(raw.bytes()));
  const Bytes record = make_record(format::kIndex, body.bytes());
  SeekTable seek_table;
  seek_table.add(segment.size(), 0);
  seek_table.add(record.size(), 0);
  Bytes file(segment.begin(), segment.end());
  file.insert(file.end(), record.begin(), record.end());
  const Bytes table = seek_table.encode();
  file.insert(file.end(), table.begin(), table.end());
  return file;
}

void add_entry(ByteWriter& entries, uint64_t gap, uint64_t stored_bytes, ByteSpan body) {
  entries.varint(static_cast<uint8_t>(format::IndexEntry::block));
  entries.varint(gap);
  entries.varint(stored_bytes);
  entries.varint(body.size());
  entries.append(body);
}

// The index is refused and the walk finds everything once.
void expect_index_refused(const LooseFile& file, const ByteWriter& entries) {
  const ReadResult whole = read_all(file.with_index());
  const ReadResult read = read_all(with_entries(file.without_index(), entries.bytes()));
  EXPECT_TRUE(read.is_recovered);
  EXPECT_FALSE(read.warnings.empty());
  EXPECT_TRUE(read.blocks == whole.blocks);
}

TEST(Limits, OverlappingIndexRanges) {
  const LooseFile file = loose();
  const Bytes body = encode_block_header(file.blocks[0].header);
  const uint64_t stored = 16 + body.size() + file.blocks[0].payload.size();
  ByteWriter entries;
  add_entry(entries, 0, stored, body);
  add_entry(entries, ~uint64_t{0} - 10, stored, body);  // 11 bytes back, if sums were allowed to wrap
  expect_index_refused(file, entries);
}

TEST(Limits, DuplicateIndexEntries) {
  const LooseFile file = loose();
  const Bytes body = encode_block_header(file.blocks[0].header);
  const uint64_t stored = 16 + body.size() + file.blocks[0].payload.size();
  ByteWriter entries;
  add_entry(entries, 0, stored, body);
  add_entry(entries, ~stored + 1, stored, body);  // back to the same place
  expect_index_refused(file, entries);
}

TEST(Limits, IndexEntryBeyondTheSegment) {
  const LooseFile file = loose();
  const Bytes body = encode_block_header(file.blocks[0].header);
  ByteWriter entries;
  add_entry(entries, 1'000'000, 16 + body.size() + file.blocks[0].payload.size(), body);
  expect_index_refused(file, entries);
}

TEST(Limits, IndexEntryContradictsItsHeader) {
  const LooseFile file = loose();
  const Bytes body = encode_block_header(file.blocks[0].header);
  ByteWriter entries;
  add_entry(entries, 0, 16 + body.size() + file.blocks[0].payload.size() - 1, body);
  expect_index_refused(file, entries);
}

TEST(Limits, IndexBomb) {
  ByteWriter body;
  body.varint(100u << 20);
  body.append(compressed(Bytes(100u << 20, 0)));
  Decompressor decompressor;
  const auto layout = parse_index(body.bytes(), 0, 5000, decompressor);
  ASSERT_FALSE(layout.ok());
  EXPECT_EQ(layout.error().code, ErrorCode::limit);
}

Bytes catalog_body(const CatalogCounts& counts, uint64_t raw_bytes, ByteSpan frame) {
  ByteWriter body;
  for (const uint32_t count : {counts.pages, counts.sessions, counts.page_views}) {
    body.varint(0);
    body.varint(count);
  }
  body.varint(raw_bytes);
  body.append(frame);
  return body.take();
}

Error catalog_error(const CatalogCounts& counts, ByteSpan raw) {
  Decompressor decompressor;
  return decode_catalog(catalog_body(counts, raw.size(), compressed(raw)), 0, {}, decompressor).error();
}

TEST(Limits, HugeCatalogCounts) {
  EXPECT_EQ(catalog_error({limits::kMaxPages + 1, 0, 0}, Bytes(10)).code, ErrorCode::limit);
  EXPECT_EQ(catalog_error({0, UINT32_MAX, 0}, Bytes(10)).code, ErrorCode::limit);
  EXPECT_EQ(catalog_error({0, 0, limits::kMaxPageViews + 1}, Bytes(10)).code, ErrorCode::limit);
}

TEST(Limits, CatalogCountsWithoutBytes) {
  for (const CatalogCounts& counts :
       {CatalogCounts{1'000'000, 0, 0}, CatalogCounts{0, 60'000'000, 0}, CatalogCounts{0, 0, 60'000'000}}) {
    const Error error = catalog_error(counts, Bytes(100));
    EXPECT_EQ(error.code, ErrorCode::damaged);
    EXPECT_NE(error.message.find("rows need"), std::string::npos);
  }
}

TEST(Limits, CatalogBomb) {
  EXPECT_EQ(catalog_error({0, 1'000'000, 0}, Bytes(60u << 20, 0)).code, ErrorCode::limit);
  Decompressor decompressor;
  const Bytes body = catalog_body({}, uint64_t{1} << 60, compressed(Bytes(10)));
  EXPECT_EQ(decode_catalog(body, 0, {}, decompressor).error().code, ErrorCode::limit);
}

TEST(Limits, CatalogsTextLongerThanItsRecord) {
  const Bytes raw = {0x80, 0x80, 0x01, 0};  // a URL of 16 KiB
  EXPECT_EQ(catalog_error({1, 0, 0}, raw).code, ErrorCode::damaged);
}

TEST(Limits, PageViewOfAMissingSession) {
  const Bytes raw(9, 0);
  EXPECT_NE(catalog_error({0, 0, 1}, raw).message.find("does not exist"), std::string::npos);
}

TEST(Limits, CatalogRowsOutOfOrder) {
  LooseFile file = loose();
  file.catalogs.push_back(file.catalogs[0]);
  const ReadResult read = read_all(file.with_index());
  EXPECT_EQ(read.warnings.size(), 1u);
  EXPECT_EQ(read.blocks.size(), file.blocks.size());
}

// Rows that compress beyond what a reader accepts are written as several records.
TEST(Limits, WriterSplitsCatalogsThatLookLikeBombs) {
  SampleRecording sample;
  sample.catalog.pages.push_back({std::string(limits::kMaxTextBytes, 'u'), ""});
  for (int count = 0; count < 100'000; ++count)
    sample.catalog.sessions.push_back({"same", {}});
  for (int count = 0; count < 100'000; ++count)
    sample.catalog.page_views.push_back({});
  const ReadResult read = read_all(sample.written());
  EXPECT_TRUE(read.warnings.empty());
  EXPECT_TRUE(read.catalog == sample.catalog);
}

TEST(Limits, VarintColumns) {
  const auto read = [](const Bytes& bytes, size_t count) {
    std::vector<uint32_t> out(count);
    return read_varint_column(bytes, out);
  };
  EXPECT_EQ(read({0xFF, 0xFF, 0xFF, 0xFF, 0x0F}, 1), 5u);
  EXPECT_EQ(read({0xFF, 0xFF, 0xFF, 0xFF, 0x1F}, 1), 0u);
  EXPECT_EQ(read({0xFF, 0xFF, 0xFF, 0xFF, 0x8F, 0}, 1), 0u);
  EXPECT_EQ(read({0x80}, 1), 0u);
  EXPECT_EQ(read({}, 1), 0u);
  EXPECT_EQ(read({1, 2, 3}, 4), 0u);
  Bytes long_column(200, 0x7F);
  EXPECT_EQ(read(long_column, 200), 200u);
  long_column[100] = 0xFF;
  EXPECT_EQ(read(long_column, 199), 200u);
  EXPECT_EQ(read(long_column, 200), 0u);
}

TEST(WriterLimits, AreErrorsThatChangeNothing) {
  MemorySink sink;
  Writer writer(sink, {});
  const SampleRecording sample = recording();
  sample.add_to(writer);
  EXPECT_EQ(writer.add_page({std::string(limits::kMaxTextBytes + 1, 'x'), ""}).error().code,
            ErrorCode::limit);
  EXPECT_EQ(writer.add_session({std::string(limits::kMaxTextBytes, 'x'), {{"k", "v"}}}).error().code,
            ErrorCode::limit);
  EXPECT_EQ(writer.add_page_view({.viewport_width = limits::kMaxSizePx + 1}).error().code, ErrorCode::limit);
  EXPECT_EQ(writer.add_event(0, {.t_ms = -1}).error().code, ErrorCode::limit);
  EXPECT_EQ(writer.add_event(0, {.t_ms = limits::kMaxTimeMs + 1}).error().code, ErrorCode::limit);
  EXPECT_EQ(writer.add_event(0, {.x = limits::kMaxCoordinateUnits + 1}).error().code, ErrorCode::limit);
  EXPECT_EQ(writer.add_event(0, {.tag = 31}).error().code, ErrorCode::invalid_argument);
  EXPECT_FALSE(writer.add_screenshot(0, 100, 100, Bytes(10, 0)).ok());
  EXPECT_FALSE(writer.add_screenshot(0, 0, 100, tiny_png()).ok());
  must(writer.finish());
  EXPECT_TRUE(sink.bytes() == sample.written());
}

TEST(WriterLimits, OptionsAreChecked) {
  MemorySink sink;
  EXPECT_FALSE(WriterOptions{.events_per_block = 0}.validate().ok());
  EXPECT_FALSE((WriterOptions{.zstd_level = 23}.validate().ok()));
  Writer writer(sink, {.events_per_block = limits::kMaxEventsPerBlock + 1});
  EXPECT_FALSE(writer.finish().ok());
  EXPECT_TRUE(sink.bytes().empty());
}

TEST(WriterLimits, SinkErrorsEndTheWriting) {
  struct FullSink : Sink {
    Status write(ByteSpan) override { return make_error(ErrorCode::io, "disk is full"); }
  } sink;
  Writer writer(sink, {});
  EXPECT_EQ(writer.finish().error().code, ErrorCode::io);
}

TEST(WriterGroups, ABigPageHasBlocksOfItsOwn) {
  SampleRecording sample = make_sample({.pages = 3, .sessions = 1, .events_per_view = 0});
  sample.catalog.page_views.assign(3, {.duration_ms = 1000});
  for (uint32_t page = 0; page < 3; ++page)
    sample.catalog.page_views[page].page = page;
  for (int32_t count = 0; count < 250; ++count) {
    if (count < 20) sample.events.push_back({0, {count, 0, 0, make_tag(EventKind::move), 0}});
    if (count < 10) sample.events.push_back({2, {count, 0, 0, make_tag(EventKind::move), 0}});
    sample.events.push_back({1, {count, 0, 0, make_tag(EventKind::move), 0}});
  }
  const Bytes file = sample.written({.events_per_block = 100});
  MemorySource source(file);
  const Reader reader = must(Reader::open(source));
  ASSERT_EQ(reader.blocks().size(), 4u);
  for (size_t index = 0; index < 3; ++index) {
    EXPECT_EQ(reader.blocks()[index].page_min, 1u);
    EXPECT_EQ(reader.blocks()[index].page_max, 1u);
    EXPECT_NEAR(reader.blocks()[index].event_count, 83, 1);
  }
  EXPECT_EQ(reader.blocks()[3].event_count, 30u);
  EXPECT_EQ(reader.blocks()[3].page_max, 2u);
}

}  // namespace
}  // namespace isotherm::limits_test
