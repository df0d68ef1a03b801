// Live writing: whoever is killed at any byte loses no block that was written.
#include <algorithm>

#include "stream/audit.h"
#include "stream/compaction.h"
#include "stream/durations.h"
#include "stream/live_writer.h"
#include "stream/repair.h"
#include "unit/stream/sample_recordings.h"

namespace isotherm::live_writer_test {
namespace {

SampleRecording recording() {
  return make_sample(
      {.seed = 51, .sessions = 3, .events_per_view = 40, .has_targets = true, .has_all_kinds = true});
}

// Rows just before they are needed, as they come live.
void write_live(LiveWriter& writer, const SampleRecording& sample, size_t flush_every) {
  must(writer.begin());
  CatalogCounts done;
  size_t count = 0;
  for (const TimedEvent& event : sample.events) {
    const PageView& view = sample.catalog.page_views[event.page_view];
    while (done.pages <= view.page)
      must(writer.add_page(sample.catalog.pages[done.pages++]));
    while (done.sessions <= view.session)
      must(writer.add_session(sample.catalog.sessions[done.sessions++]));
    while (done.page_views <= event.page_view)
      must(writer.add_page_view(sample.catalog.page_views[done.page_views++]));
    must(writer.add_event(event.page_view, event.event));
    if (++count % flush_every == 0) must(writer.flush());
  }
}

Catalog without_durations(Catalog catalog) {
  for (PageView& view : catalog.page_views)
    view.duration_ms = 0;
  return catalog;
}

// Rows that no event has needed are not sent.
Catalog written_rows(const SampleRecording& sample) {
  Catalog catalog = sample.catalog;
  CatalogCounts used;
  for (const TimedEvent& event : sample.events) {
    const PageView& view = catalog.page_views[event.page_view];
    used.pages = std::max(used.pages, view.page + 1);
    used.sessions = std::max(used.sessions, view.session + 1);
    used.page_views = std::max(used.page_views, event.page_view + 1);
  }
  catalog.pages.resize(used.pages);
  catalog.sessions.resize(used.sessions);
  catalog.page_views.resize(used.page_views);
  return catalog;
}

TEST(LiveWriter, WritesWhatWasAdded) {
  const SampleRecording sample = recording();
  MemorySink sink;
  LiveWriter writer(sink, {.events_per_block = 64});
  write_live(writer, sample, 1'000'000);
  EXPECT_EQ(writer.events_written() + writer.events_waiting(), sample.events.size());
  EXPECT_GT(writer.events_written(), 0u);
  must(writer.finish());
  EXPECT_EQ(writer.events_waiting(), 0u);
  const ReadResult read = read_all(sink.bytes());
  EXPECT_EQ(read.failure, "");
  EXPECT_TRUE(read.warnings.empty());
  EXPECT_FALSE(read.is_recovered);
  EXPECT_TRUE(without_durations(read.catalog) == without_durations(written_rows(sample)));
  EXPECT_TRUE(flat(read.blocks) == flat(sample));
  MemorySource source(sink.bytes());
  EXPECT_TRUE(must(audit(source, LostHeaders::leave_out, nullptr)).is_clean());
}

TEST(LiveWriter, CutAtAnyByteKeepsEveryWholeBlock) {
  MemorySink sink;
  LiveWriter writer(sink, {.events_per_block = 16});
  write_live(writer, make_sample({.seed = 52, .pages = 2, .sessions = 2, .events_per_view = 25}), 40);
  must(writer.finish());
  const Bytes& file = sink.bytes();
  const ReadResult whole = read_all(file);
  MemorySource source(file);
  const Reader reader = must(Reader::open(source));
  ASSERT_GT(reader.blocks().size(), 6u);
  for (size_t length = 0; length < file.size(); ++length) {
    const auto infos = reader.blocks();
    const size_t expected =
        static_cast<size_t>(std::count_if(infos.begin(), infos.end(), [&](const BlockInfo& info) {
          return info.offset + info.stored_bytes <= length;
        }));
    MemorySource cut(ByteSpan(file).first(length));
    const auto opened = Reader::open(cut);
    if (!opened.ok()) {
      ASSERT_EQ(expected, 0u) << length;
      continue;
    }
    ASSERT_EQ(opened->blocks().size(), expected) << length;
    for (size_t index = 0; index < expected; ++index)
      ASSERT_TRUE(must(opened->read_block(index)) == whole.blocks[index]) << length;
    MemorySink mended;
    const AuditReport report = must(repair(cut, mended));
    ASSERT_EQ(report.blocks, expected) << length;
    MemorySource again(mended.bytes());
    ASSERT_TRUE(must(audit(again, LostHeaders::leave_out, nullptr)).is_clean()) << length;
  }
}

TEST(LiveWriter, RowsThatNothingNeedsYetAreWrittenByFlush) {
  MemorySink sink;
  LiveWriter writer(sink, {});
  must(writer.begin());
  must(writer.add_page({"https://a.example/", ""}));
  EXPECT_TRUE(writer.has_waiting());
  must(writer.flush());
  EXPECT_FALSE(writer.has_waiting());
  EXPECT_EQ(read_all(sink.bytes()).catalog.pages.size(), 1u);
}

// A page view's row is written while it lasts; its events say how long it was.
TEST(LiveWriter, LastingPageViewsBecomeAsLongAsTheirEvents) {
  MemorySink sink;
  LiveWriter writer(sink, {});
  must(writer.begin());
  must(writer.add_page({"https://a.example/", ""}));
  must(writer.add_session({"s", {}}));
  const uint32_t view = must(writer.add_page_view({.start_ms = 1000}));
  must(writer.add_event(view, {.t_ms = 10, .tag = make_tag(EventKind::move)}));
  must(writer.flush());
  must(writer.add_event(view, {.t_ms = 9000, .tag = make_tag(EventKind::click)}));
  must(writer.finish());
  ReadResult read = read_all(sink.bytes());
  EXPECT_EQ(read.catalog.page_views[0].duration_ms, 10u);
  for (const EventBlock& block : read.blocks)
    extend_durations(read.catalog.page_views, block);
  EXPECT_EQ(read.catalog.page_views[0].duration_ms, 9000u);
  MemorySource source(sink.bytes());
  const Reader reader = must(Reader::open(source));
  const Reader* readers[] = {&reader};
  MemorySink merged;
  must(compact(must(plan_merge(readers)), {}, merged));
  EXPECT_EQ(read_all(merged.bytes()).catalog.page_views[0].duration_ms, 9000u);
}

TEST(LiveWriter, ErrorsOfTheSinkAreTold) {
  struct SmallDisk : MemorySink {
    Status write(ByteSpan more) override {
      if (bytes().size() + more.size() > 2000) return make_error(ErrorCode::io, "disk is full");
      return MemorySink::write(more);
    }
  } sink;
  LiveWriter writer(sink, {.events_per_block = 16});
  must(writer.begin());
  must(writer.add_page({"p", ""}));
  must(writer.add_session({"s", {}}));
  must(writer.add_page_view({}));
  Status status = success();
  int32_t events = 0;
  for (; events < 10'000 && status.ok(); ++events)
    status = writer.add_event(0, {.t_ms = events, .x = events * 7 % 100, .tag = make_tag(EventKind::move)});
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::io);
  const ReadResult read = read_all(sink.bytes());
  EXPECT_EQ(flat(read.blocks).size(), writer.events_written());
  EXPECT_GT(writer.events_written(), 0u);
  EXPECT_EQ(writer.add_event(0, {.t_ms = -1}).error().code, ErrorCode::limit);
}

}  // namespace
}  // namespace isotherm::live_writer_test
