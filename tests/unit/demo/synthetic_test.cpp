#include "demo/synthetic.h"

#include <array>

#include "unit/demo/read_recording.h"

namespace isotherm::synthetic_test {
namespace {

SyntheticOptions small() {
  SyntheticOptions options;
  options.events = 20'003;
  options.sessions = 50;
  options.pages = 3;
  options.layer = SyntheticLayer::both;
  return options;
}

std::array<uint64_t, 32> count_by_kind(const ReadRecording& recording) {
  std::array<uint64_t, 32> counts{};
  for (const DemoEvent& event : recording.events)
    ++counts[static_cast<size_t>(event.kind())];
  return counts;
}

ReadRecording make(const SyntheticOptions& options) {
  const Result<Bytes> made = make_synthetic_recording(options);
  EXPECT_TRUE(made.ok());
  return made.ok() ? read_recording(made.value()) : ReadRecording{};
}

TEST(Synthetic, WritesTheEventsThatWereAskedFor) {
  const ReadRecording recording = make(small());
  const auto counts = count_by_kind(recording);
  EXPECT_EQ(counts[static_cast<size_t>(EventKind::move)] + counts[static_cast<size_t>(EventKind::click)],
            20'003u);
  EXPECT_EQ(counts[static_cast<size_t>(EventKind::click)], 2000u);
  EXPECT_EQ(counts[static_cast<size_t>(EventKind::scroll)], 100u);
  EXPECT_EQ(recording.catalog.sessions.size(), 50u);
  EXPECT_EQ(recording.catalog.pages.size(), 3u);
}

TEST(Synthetic, StaysOnThePage) {
  SyntheticOptions options = small();
  options.page_height = 65'535;
  options.layer = SyntheticLayer::clicks;
  bool reaches_bottom = false;
  for (const DemoEvent& event : make(options).events) {
    ASSERT_GE(event.x_px(), 0);
    ASSERT_LT(event.x_px(), 1440);
    ASSERT_GE(event.y_px(), 0);
    ASSERT_LT(event.y_px(), 65'535);
    if (event.y_px() > 65'000) reaches_bottom = true;
  }
  EXPECT_TRUE(reaches_bottom);
}

TEST(Synthetic, ClustersUnlessToldNotTo) {
  const auto hottest_share = [](const SyntheticOptions& options) {
    std::array<int, 15 * 60> cells{};
    int clicks = 0, hottest = 0;
    for (const DemoEvent& event : make(options).events) {
      if (event.kind() != EventKind::click) continue;
      ++clicks;
      int& cell =
          cells[static_cast<size_t>(event.y_px()) / 100 * 15 + static_cast<size_t>(event.x_px()) / 100];
      hottest = std::max(hottest, ++cell);
    }
    return static_cast<double>(hottest) / clicks;
  };
  SyntheticOptions options = small();
  options.pages = 1;
  options.layer = SyntheticLayer::clicks;
  EXPECT_GT(hottest_share(options), 0.03);
  options.uniform_share = 1;
  EXPECT_LT(hottest_share(options), 0.004);
}

TEST(Synthetic, DependsOnTheSeedAlone) {
  EXPECT_EQ(checksum(make(small())), checksum(make(small())));
  SyntheticOptions other = small();
  other.seed = 2;
  EXPECT_NE(checksum(make(other)), checksum(make(small())));
}

// Frozen: every target makes the same events.
TEST(Synthetic, IsTheSameOnEveryTarget) {
  EXPECT_EQ(checksum(make(small())), 9247248284257872696u);
}

TEST(Synthetic, RefusesWhatCannotBe) {
  SyntheticOptions options;
  options.page_height = 0;
  EXPECT_FALSE(make_synthetic_recording(options).ok());
  options = {};
  options.sessions = 0;
  EXPECT_FALSE(make_synthetic_recording(options).ok());
  options = {};
  options.uniform_share = 1.5;
  EXPECT_FALSE(make_synthetic_recording(options).ok());
}

}  // namespace
}  // namespace isotherm::synthetic_test
