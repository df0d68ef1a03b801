// A writer that holds few events writes the same recording.
#include <gtest/gtest.h>

#include <algorithm>

#include "stream/writer.h"
#include "unit/stream/read_back.h"

namespace isotherm::spool_test {
namespace {

// Three page views of two pages; events of all classes, those of each page view in time order.
void fill(Writer& writer, int rounds) {
  const uint32_t session = *writer.add_session({"s", {}});
  std::vector<uint32_t> views;
  for (int i = 0; i < 3; ++i) {
    const uint32_t page = *writer.add_page({"https://a.example/" + std::to_string(i % 2), ""});
    views.push_back(*writer.add_page_view(
        {.session = session, .page = page, .start_ms = 1'000'000 + i, .viewport_width = 800}));
  }
  constexpr EventKind kKinds[] = {EventKind::move,   EventKind::move,   EventKind::click,
                                  EventKind::scroll, EventKind::resize, EventKind::touch_move};
  for (int i = 0; i < rounds; ++i) {
    const EventKind kind = kKinds[i % 6];
    const Event event{.t_ms = i / 3,
                      .x = (i * 37 % 800) * kUnitsPerPx,
                      .y = (i * 53 % 3000) * kUnitsPerPx,
                      .tag = make_tag(kind),
                      .target = kind == EventKind::click ? static_cast<uint32_t>(i) : 0};
    ASSERT_TRUE(writer.add_event(views[static_cast<size_t>(i % 7) % 3], event).ok());
  }
}

Bytes written(const WriterOptions& options, int rounds) {
  MemorySink sink;
  Writer writer(sink, options);
  fill(writer, rounds);
  EXPECT_EQ(writer.event_count(), static_cast<uint64_t>(rounds));
  const Status finished = writer.finish();
  EXPECT_TRUE(finished.ok()) << finished.error().to_string();
  return sink.take();
}

TEST(Spool, HoldsTheSameRecording) {
  const ReadResult held = read_all(written({.events_per_block = 256}, 20'000));
  for (const uint32_t max_events : {1u, 1000u, 19'999u}) {
    MemorySpool spool;
    const int rounds = max_events == 1 ? 100 : 20'000;
    const Bytes file =
        written({.events_per_block = 256, .spool = &spool, .max_events_held = max_events}, rounds);
    const ReadResult read = read_all(file);
    EXPECT_EQ(read.failure, "");
    EXPECT_TRUE(read.warnings.empty());
    const ReadResult expected = rounds == 20'000 ? held : read_all(written({}, rounds));
    EXPECT_EQ(read.catalog, expected.catalog);
    EXPECT_EQ(in_order(flat(read.blocks)), in_order(flat(expected.blocks))) << max_events;
    EXPECT_TRUE(parse_all(file, 1000).failure.empty());
    // by class, as without a spool
    EXPECT_TRUE(std::is_sorted(
        read.blocks.begin(), read.blocks.end(),
        [](const EventBlock& a, const EventBlock& b) { return a.stream_class < b.stream_class; }));
  }
}

TEST(Spool, IsNotUsedForFewEvents) {
  MemorySpool spool;
  EXPECT_EQ(written({.spool = &spool, .max_events_held = 5000}, 5000), written({}, 5000));
}

class FullSpool : public Spool {
 public:
  Status append(ByteSpan) override { return make_error(ErrorCode::io, "full"); }
  Status read(uint64_t, std::span<uint8_t>) override { return success(); }
};

TEST(Spool, ItsErrorsEndTheWriting) {
  FullSpool spool;
  MemorySink sink;
  Writer writer(sink, {.spool = &spool, .max_events_held = 1});
  const uint32_t session = *writer.add_session({"s", {}});
  const uint32_t page = *writer.add_page({"u", ""});
  const uint32_t view = *writer.add_page_view({.session = session, .page = page});
  EXPECT_TRUE(writer.add_event(view, {}).ok());
  EXPECT_EQ(writer.add_event(view, {}).error().message, "full");
}

}  // namespace
}  // namespace isotherm::spool_test
