// Merging and slicing, compared with plain loops over the inputs.
#include "stream/compaction.h"

#include <algorithm>

#include "stream/audit.h"
#include "unit/stream/sample_recordings.h"

namespace isotherm::compaction_test {
namespace {

constexpr int64_t kFirst = std::numeric_limits<int64_t>::min(), kLast = std::numeric_limits<int64_t>::max();

struct Open {
  explicit Open(Bytes bytes_in)
      : bytes(std::move(bytes_in)), source(bytes), reader(must(Reader::open(source))) {}
  Bytes bytes;
  MemorySource source;
  Reader reader;
};

Bytes merged(std::initializer_list<const Open*> inputs, WriterOptions options = {}) {
  std::vector<const Reader*> readers;
  for (const Open* input : inputs)
    readers.push_back(&input->reader);
  MemorySink sink;
  const CompactionReport report = must(compact(must(plan_merge(readers)), options, sink));
  EXPECT_EQ(report.bytes, sink.bytes().size());
  EXPECT_TRUE(report.damage.empty());
  MemorySource source(sink.bytes());
  EXPECT_TRUE(must(audit(source, LostHeaders::leave_out, nullptr)).is_clean());
  return sink.take();
}

SampleRecording sample(uint64_t seed) {
  return make_sample(
      {.seed = seed, .events_per_view = 200, .has_targets = true, .has_flags = true, .has_all_kinds = true});
}

TEST(Merge, AWritersFileComesOutAsItWas) {
  for (const uint32_t size : {64u, 500u, 16'384u}) {
    const Open file(sample(61).written({.events_per_block = size}));
    EXPECT_TRUE(merged({&file}, {.events_per_block = size}) == file.bytes) << size;
  }
}

TEST(Merge, SmallBlocksBecomeFullOnes) {
  const Open small(sample(61).written({.events_per_block = 10}));
  EXPECT_TRUE(merged({&small}) == sample(61).written());
}

// Samples share their addresses.
TEST(Merge, JoinsPagesAndKeepsSessions) {
  const Open a(sample(61).written()), b(sample(62).written({.events_per_block = 33}));
  const ReadResult read = read_all(merged({&a, &b}));
  EXPECT_EQ(read.catalog.pages, sample(61).catalog.pages);
  ASSERT_EQ(read.catalog.sessions.size(), sample(61).catalog.sessions.size() * 2);
  SampleRecording both = sample(61);
  const auto first_view = static_cast<uint32_t>(both.catalog.page_views.size());
  for (TimedEvent event : sample(62).events) {
    event.page_view += first_view;
    both.events.push_back(event);
  }
  EXPECT_TRUE(flat(read.blocks) == flat(both));
  for (size_t i = 0; i < sample(62).catalog.page_views.size(); ++i) {
    PageView expected = sample(62).catalog.page_views[i];
    expected.session += static_cast<uint32_t>(sample(61).catalog.sessions.size());
    EXPECT_EQ(read.catalog.page_views[first_view + i], expected);
  }
}

// Glued files show equal addresses as pages of their own until they are merged.
TEST(Merge, JoinsThePagesOfGluedFiles) {
  Bytes glued = sample(61).written();
  const Bytes second = sample(62).written();
  glued.insert(glued.end(), second.begin(), second.end());
  const Open a(sample(61).written()), b(second), both(glued);
  EXPECT_EQ(both.reader.catalog().pages.size(), 2 * a.reader.catalog().pages.size());
  EXPECT_TRUE(merged({&both}) == merged({&a, &b}));
}

Bytes pictured(uint64_t seed, uint32_t css_width, uint32_t css_height, uint8_t last_byte = 0) {
  MemorySink sink;
  Writer writer(sink, {});
  sample(seed).add_to(writer);
  Bytes png = tiny_png();
  if (last_byte != 0) png.push_back(last_byte);
  must(writer.add_screenshot(0, css_width, css_height, png));
  must(writer.finish());
  return sink.take();
}

TEST(Merge, TakesAPictureOnce) {
  const Open a(pictured(61, 1280, 3000)), b(pictured(62, 1280, 3000));
  const ReadResult read = read_all(merged({&a, &b}));
  EXPECT_EQ(read.catalog.pages.size(), 3u);
  ASSERT_EQ(read.screenshots.size(), 1u);
  EXPECT_TRUE(read.screenshots[0].encoded == tiny_png());
}

TEST(Merge, PicturesOfOtherWidthsComeTogether) {
  const Open a(pictured(61, 1280, 3000)), b(pictured(62, 390, 5000));
  const ReadResult read = read_all(merged({&a, &b}));
  EXPECT_EQ(read.catalog.pages.size(), 3u);
  EXPECT_EQ(read.screenshots.size(), 2u);
}

TEST(Merge, PagesThatLookDifferentStayApart) {
  const Open a(pictured(61, 1280, 3000)), b(pictured(62, 1280, 4000)), c(pictured(63, 1280, 3000, 1));
  const ReadResult read = read_all(merged({&a, &b, &c}));
  EXPECT_EQ(read.catalog.pages.size(), 5u);  // the first page three times
  ASSERT_EQ(read.screenshots.size(), 3u);
  for (const Screenshot& shot : read.screenshots)
    EXPECT_EQ(read.catalog.pages[shot.info.page].url, sample(61).catalog.pages[0].url);
}

TEST(Merge, DamagedBlocksAreLeftOutAndTold) {
  Bytes bytes = sample(61).written({.events_per_block = 100});
  Open whole(bytes);
  const BlockInfo& block = whole.reader.blocks()[3];
  bytes[static_cast<size_t>(block.offset + block.stored_bytes - 2)] ^= 1;
  const Open damaged(bytes);
  const Reader* readers[] = {&damaged.reader};
  MemorySink sink;
  const CompactionReport report = must(compact(must(plan_merge(readers)), {}, sink));
  ASSERT_EQ(report.damage.size(), 1u);
  EXPECT_EQ(report.damage[0].events_lost, block.event_count);
  EXPECT_EQ(report.events, sample(61).events.size() - block.event_count);
  EXPECT_EQ(flat(read_all(sink.bytes()).blocks).size(), report.events);
}

// More events on one page view than a batch holds.
TEST(Merge, LargeRecordings) {
  SampleRecording large =
      make_sample({.pages = 2, .sessions = 1, .views_per_session = 3, .events_per_view = 0});
  Sequence sequence(9);
  for (int32_t count = 0; count < 1'200'000; ++count) {
    const uint32_t view = count % 10 == 0 ? 0 : count % 10 == 1 ? 2 : 1;
    large.events.push_back(
        {view,
         {count / 4, sequence.between(0, 20000), sequence.between(0, 90000), make_tag(EventKind::move), 0}});
  }
  for (PageView& view : large.catalog.page_views)
    view.duration_ms = 400'000;
  const Open file(large.written({.zstd_level = 1}));
  EXPECT_TRUE(merged({&file}, {.zstd_level = 1}) == file.bytes);
}

struct Choice {
  std::vector<uint8_t> views, pages;
  int64_t from = kFirst, to = kLast;
};

// What must be in the slice, by a plain loop over everything.
std::vector<FlatEvent> expected_events(const Reader& reader, const Choice& choice) {
  std::vector<FlatEvent> events;
  std::vector<uint32_t> ids(choice.views.size());
  uint32_t next = 0;
  for (size_t view = 0; view < choice.views.size(); ++view)
    ids[view] = choice.views[view] != 0 ? next++ : kLeftOut;
  std::vector<EventBlock> blocks;
  for (size_t index = 0; index < reader.blocks().size(); ++index)
    blocks.push_back(must(reader.read_block(index)));
  for (const FlatEvent& event : flat(blocks)) {
    const int64_t time_ms = reader.catalog().page_views[event.page_view].start_ms + event.event.t_ms;
    if (ids[event.page_view] == kLeftOut || time_ms < choice.from || time_ms >= choice.to) continue;
    events.push_back({ids[event.page_view], event.stream_class, event.event});
  }
  return events;
}

// Returns how many events it holds.
size_t expect_exact_slice(const Open& file, const Choice& choice) {
  MemorySink sink;
  CompactionPlan plan = plan_slice(file.reader, choice.views, choice.pages, choice.from, choice.to);
  const CompactionReport report = must(compact(std::move(plan), {}, sink));
  const ReadResult read = read_all(sink.bytes());
  const auto expected = expected_events(file.reader, choice);
  EXPECT_EQ(report.events, expected.size());
  EXPECT_TRUE(flat(read.blocks) == expected);
  size_t row = 0;
  const Catalog& before = file.reader.catalog();
  for (size_t view = 0; view < choice.views.size(); ++view) {
    if (choice.views[view] == 0) continue;
    const PageView &old = before.page_views[view], &kept = read.catalog.page_views.at(row++);
    EXPECT_EQ(kept.start_ms, old.start_ms);
    EXPECT_EQ(kept.viewport_width, old.viewport_width);
    EXPECT_EQ(read.catalog.pages.at(kept.page), before.pages[old.page]);
    EXPECT_EQ(read.catalog.sessions.at(kept.session), before.sessions[old.session]);
  }
  EXPECT_EQ(read.catalog.page_views.size(), row);
  return expected.size();
}

TEST(Slice, HoldsExactlyWhatWasChosen) {
  const Open file(sample(64).written({.events_per_block = 70}));
  const Catalog& catalog = file.reader.catalog();
  const size_t views = catalog.page_views.size();
  int64_t first = kLast, last = kFirst;
  for (const BlockInfo& block : file.reader.blocks())
    first = std::min(first, block.time_min_ms), last = std::max(last, block.time_max_ms);
  Sequence sequence(65);
  size_t parts = 0;  // slices with some of the events
  const auto try_slice = [&](const Choice& choice) {
    const size_t events = expect_exact_slice(file, choice);
    parts += events > 0 && events < file.reader.event_count() ? 1 : 0;
  };
  for (int round = 0; round < 20; ++round) {
    Choice choice{std::vector<uint8_t>(views), std::vector<uint8_t>(catalog.pages.size()), kFirst, kLast};
    for (uint8_t& keeps : choice.views)
      keeps = sequence.below(3) == 0;
    choice.views[sequence.below(static_cast<uint32_t>(views))] = 1;
    try_slice(choice);
    std::fill(choice.views.begin(), choice.views.end(), uint8_t{1});
    choice.from = first + (last - first) * sequence.below(50) / 100;
    choice.to = first + (last - first) * (50 + sequence.below(51)) / 100;
    try_slice(choice);
  }
  EXPECT_GE(parts, 20u);
  // Ends are half-open, to the millisecond.
  Choice all{std::vector<uint8_t>(views, 1), std::vector<uint8_t>(catalog.pages.size()), first, last};
  EXPECT_LT(expect_exact_slice(file, all), file.reader.event_count());
  all.to = last + 1;
  EXPECT_EQ(expect_exact_slice(file, all), file.reader.event_count());
  all.from = last + 1, all.to = kLast;
  EXPECT_EQ(expect_exact_slice(file, all), 0u);
}

TEST(Slice, EverythingIsEverything) {
  const Open file(sample(66).written());
  MemorySink sink;
  const Catalog& catalog = file.reader.catalog();
  must(compact(plan_slice(file.reader, std::vector<uint8_t>(catalog.page_views.size(), 1),
                          std::vector<uint8_t>(catalog.pages.size(), 1), kFirst, kLast),
               {}, sink));
  EXPECT_TRUE(sink.bytes() == file.bytes);
}

TEST(Slice, TakesThePicturesOfItsPages) {
  const Open file(pictured(61, 1280, 3000));
  const auto views = std::vector<uint8_t>(file.reader.catalog().page_views.size(), 0);
  for (const bool keeps : {false, true}) {
    MemorySink sink;
    must(compact(plan_slice(file.reader, views, std::vector<uint8_t>{keeps, 0, 1}, kFirst, kLast), {}, sink));
    const ReadResult read = read_all(sink.bytes());
    EXPECT_EQ(read.screenshots.size(), keeps ? 1u : 0u);
    EXPECT_EQ(read.catalog.pages.size(), keeps ? 2u : 1u);
    EXPECT_TRUE(read.blocks.empty() && read.catalog.sessions.empty());
  }
}

}  // namespace
}  // namespace isotherm::compaction_test
