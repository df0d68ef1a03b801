#include "model/reach.h"

#include <gtest/gtest.h>

#include <cmath>

#include "unit/model/recordings.h"

namespace isotherm::reach_test {
namespace {

using test::append_block;
using test::make_event;

Recording with_heights(const std::vector<uint32_t>& viewport_heights, uint32_t duration_ms = 1000) {
  Recording recording;
  recording.catalog.pages.resize(1);
  recording.catalog.sessions.resize(1);
  for (const uint32_t height : viewport_heights) {
    PageView view;
    view.viewport_height = height;
    view.viewport_width = 1440;
    view.duration_ms = duration_ms;
    recording.catalog.page_views.push_back(view);
  }
  return recording;
}

ReachCurve reach_of(const Recording& recording, uint32_t page_height_px, const Filter& filter = {}) {
  return scroll_reach(recording, select(recording, filter), filter, page_height_px);
}

TEST(Reach, IsTheFirstScreenWithoutScrolling) {
  const ReachCurve curve = reach_of(with_heights({800}), 3000);
  EXPECT_EQ(curve.units, 1u);
  ASSERT_EQ(curve.reached.size(), 3001u);
  EXPECT_EQ(curve.reached[0], 1u);
  EXPECT_EQ(curve.reached[800], 1u);
  EXPECT_EQ(curve.reached[801], 0u);
}

TEST(Reach, TakesTheFurthestLineOfEachPageView) {
  Recording recording = with_heights({800, 800, 800, 800});
  append_block(recording, StreamClass::scroll,
               {{0, make_event(EventKind::scroll, 10, 0, 1000)},
                {0, make_event(EventKind::scroll, 20, 0, 200)},
                {1, make_event(EventKind::scroll, 10, 0, 500.5)},
                {2, make_event(EventKind::element_scroll, 10, 0, 2000)}});
  append_block(recording, StreamClass::scroll, {{0, make_event(EventKind::scroll, 5, 0, 100)}});
  const ReachCurve curve = reach_of(recording, 3000);
  EXPECT_EQ(curve.reached[800], 4u);
  EXPECT_EQ(curve.reached[801], 2u) << "a nested scroller does not scroll the page";
  EXPECT_EQ(curve.reached[1301], 2u) << "1300.5 rounds up";
  EXPECT_EQ(curve.reached[1302], 1u);
  EXPECT_EQ(curve.reached[1800], 1u);
  EXPECT_EQ(curve.reached[1801], 0u);
  EXPECT_EQ(curve.share(800), 1.0);
  EXPECT_EQ(curve.share(801), 0.5);
  EXPECT_EQ(curve.depth_of_share(1), 800);
  EXPECT_EQ(curve.depth_of_share(0.75), 800);
  EXPECT_EQ(curve.depth_of_share(0.5), 1301);
  EXPECT_EQ(curve.depth_of_share(0.26), 1301);
  EXPECT_EQ(curve.depth_of_share(0.25), 1800);
  EXPECT_EQ(curve.depth_of_share(0), 3000);
}

TEST(Reach, UsesTheViewportHeightOfThatTime) {
  Recording recording = with_heights({800});
  append_block(
      recording, StreamClass::viewport,
      {{0, make_event(EventKind::resize, 20, 1440, 400)}, {0, make_event(EventKind::resize, 40, 1440, 600)}});
  append_block(recording, StreamClass::scroll, {{0, make_event(EventKind::scroll, 30, 0, 500)}});
  // 800 at first, 400 after the resize, 900 after the scroll, 1100 after the second resize.
  EXPECT_EQ(reach_of(recording, 3000).depth_of_share(1), 1100);
  EXPECT_EQ(reach_of(with_heights({800}), 3000).depth_of_share(1), 800);
}

TEST(Reach, IsClippedToThePage) {
  Recording recording = with_heights({800});
  append_block(recording, StreamClass::scroll, {{0, make_event(EventKind::scroll, 10, 0, 131'000)}});
  const ReachCurve curve = reach_of(recording, 3000);
  EXPECT_EQ(curve.reached[3000], 1u);
  EXPECT_EQ(curve.share(3001), 0);
  EXPECT_EQ(curve.share(-5), 1);
}

TEST(Reach, IgnoresOverscroll) {
  Recording recording = with_heights({800});
  append_block(recording, StreamClass::scroll, {{0, make_event(EventKind::scroll, 10, 0, -120)}});
  EXPECT_EQ(reach_of(recording, 3000).depth_of_share(1), 800);
}

TEST(Reach, CountsOnlyWhatWasVisibleInTheTimeRange) {
  Recording recording = with_heights({800});
  append_block(recording, StreamClass::scroll,
               {{0, make_event(EventKind::scroll, 100, 0, 2000)},
                {0, make_event(EventKind::scroll, 200, 0, 500)},
                {0, make_event(EventKind::scroll, 300, 0, 1000)}});
  const auto furthest = [&](int64_t from, int64_t to) {
    Filter filter;
    filter.time_from_ms = from;
    filter.time_to_ms = to;
    return reach_of(recording, 5000, filter).depth_of_share(1);
  };
  EXPECT_EQ(furthest(0, 100), 800);
  EXPECT_EQ(furthest(0, 101), 2800);
  EXPECT_EQ(furthest(150, 180), 2800) << "it stays visible until the next scroll";
  EXPECT_EQ(furthest(200, 300), 1300);
  EXPECT_EQ(furthest(250, 10'000), 1800);
}

TEST(Reach, OfNobodyIsZero) {
  const ReachCurve curve = reach_of(Recording{}, 100);
  EXPECT_EQ(curve.units, 0u);
  EXPECT_EQ(curve.share(0), 0);
  EXPECT_EQ(curve.depth_of_share(0.5), 0);
  EXPECT_EQ(curve.fold_px, 0);
  EXPECT_EQ(ReachCurve{}.share(0), 0);
  EXPECT_EQ(ReachCurve{}.depth_of_share(1), 0);
}

TEST(Reach, SurvivesSizesAtTheLimits) {
  Recording recording = with_heights({UINT32_MAX, 0});
  append_block(recording, StreamClass::scroll, {{1, make_event(EventKind::scroll, 10, 0, 131'071)}});
  append_block(recording, StreamClass::viewport, {{0, make_event(EventKind::resize, 10, 1, 131'071)}});
  recording.blocks[0].y[0] = INT32_MAX;
  recording.blocks[1].y[0] = INT32_MAX;
  EXPECT_EQ(reach_of(recording, 0).reached, (std::vector<uint32_t>{2}));
  EXPECT_EQ(reach_of(recording, 70'000).reached[70'000], 2u);
}

TEST(Reach, FoldIsTheMedianViewportHeight) {
  EXPECT_EQ(reach_of(with_heights({600, 900, 700}), 3000).fold_px, 700);
  EXPECT_EQ(reach_of(with_heights({600, 901, 700, 800}), 3000).fold_px, 750);
  EXPECT_EQ(reach_of(with_heights({600, 0, 0}), 3000).fold_px, 600) << "unknown heights do not count";
}

TEST(Reach, CountsAPersonOnce) {
  Recording recording = with_heights({800, 800, 800});
  recording.catalog.sessions.resize(2);
  recording.catalog.page_views[2].session = 1;
  append_block(
      recording, StreamClass::scroll,
      {{0, make_event(EventKind::scroll, 10, 0, 1000)}, {1, make_event(EventKind::scroll, 10, 0, 400)}});
  ScrollSettings settings;
  settings.unit = ScrollUnit::sessions;
  const ReachCurve curve = scroll_reach(recording, select(recording, {}), {}, 3000, settings);
  EXPECT_EQ(curve.units, 2u);
  EXPECT_EQ(curve.reached[800], 2u) << "the one that never scrolled counts";
  EXPECT_EQ(curve.reached[801], 1u);
  EXPECT_EQ(curve.reached[1800], 1u);
  EXPECT_EQ(curve.reached[1801], 0u);
}

TEST(Reach, FollowsTheReferenceLine) {
  Recording recording = with_heights({801});
  append_block(recording, StreamClass::scroll, {{0, make_event(EventKind::scroll, 10, 0, 1000)}});
  const auto depth = [&](ReferenceLine line) {
    ScrollSettings settings;
    settings.line = line;
    return scroll_reach(recording, select(recording, {}), {}, 3000, settings).depth_of_share(1);
  };
  EXPECT_EQ(depth(ReferenceLine::bottom), 1801);
  EXPECT_EQ(depth(ReferenceLine::centre), 1401) << "400.5 rounds up";
  EXPECT_EQ(depth(ReferenceLine::top), 1000);
}

TEST(Reach, ScalesToTheShareOfEachDocument) {
  Recording recording = with_heights({500, 500, 500});
  recording.catalog.page_views[0].document_height = 1000;
  recording.catalog.page_views[1].document_height = 4000;  // the third is not known and stays in px
  ScrollSettings settings;
  settings.depth = DepthScale::share;
  const ReachCurve curve = scroll_reach(recording, select(recording, {}), {}, 2000, settings);
  EXPECT_EQ(curve.reached[250], 3u);
  EXPECT_EQ(curve.reached[251], 2u);
  EXPECT_EQ(curve.reached[500], 2u);
  EXPECT_EQ(curve.reached[501], 1u);
  EXPECT_EQ(curve.reached[1000], 1u);
  EXPECT_EQ(curve.reached[1001], 0u);
}

TEST(Reach, FoldCanBeTheMean) {
  const Recording recording = with_heights({600, 901, 0});
  const Selection selection = select(recording, {});
  EXPECT_EQ(fold_height(recording, selection, FoldKind::mean), 750.5);
  EXPECT_EQ(fold_height(recording, selection, FoldKind::median), 750.5);
  EXPECT_EQ(fold_height(with_heights({1, 2, 9}), select(with_heights({1, 2, 9}), {}), FoldKind::mean), 4);
}

TEST(Reach, NeverRisesAndNeverPassesEverybody) {
  for (uint32_t seed = 1; seed <= 5; ++seed) {
    const auto made = test::generate(seed, true);
    for (const ScrollUnit unit : {ScrollUnit::page_views, ScrollUnit::sessions}) {
      for (const DepthScale depth : {DepthScale::px, DepthScale::share}) {
        ScrollSettings settings;
        settings.unit = unit;
        settings.depth = depth;
        Filter filter;
        filter.page = seed % 3;
        const Selection selection = select(made.recording, filter);
        const ReachCurve curve = scroll_reach(made.recording, selection, filter, 2500, settings);
        EXPECT_EQ(curve.units, unit == ScrollUnit::sessions ? selection.sessions : selection.page_views);
        EXPECT_EQ(curve.reached.front(), curve.units);
        EXPECT_TRUE(std::is_sorted(curve.reached.rbegin(), curve.reached.rend()));
      }
    }
  }
}

// What defines the interval: at its ends the observed share lies 1.96 standard deviations of that end away.
TEST(Reach, IntervalIsWilsons) {
  for (const uint64_t n : {1, 10, 1000}) {
    for (const uint64_t count : {uint64_t{0}, n / 3, n / 2, n}) {
      const ShareInterval interval = wilson_interval(count, n);
      const double share = static_cast<double>(count) / static_cast<double>(n);
      EXPECT_LE(interval.low, share + 1e-12);
      EXPECT_GE(interval.high, share - 1e-12);
      for (const double end : {interval.low, interval.high}) {
        if (end <= 1e-12 || end >= 1 - 1e-12) continue;
        const double deviation = std::sqrt(end * (1 - end) / static_cast<double>(n));
        EXPECT_NEAR(std::abs(share - end) / deviation, 1.959963984540054, 1e-9) << count << " of " << n;
      }
    }
  }
  EXPECT_EQ(wilson_interval(0, 0).low, 0);
  EXPECT_EQ(wilson_interval(0, 0).high, 1);
}

TEST(Reach, AgreesWithAPlainLoop) {
  for (const bool interleaves : {false, true}) {
    for (uint32_t seed = 1; seed <= 10; ++seed) {
      const auto made = test::generate(seed, interleaves);
      for (uint32_t page = 0; page < 3; ++page) {
        Filter filter;
        filter.page = page;
        const Selection selection = select(made.recording, filter);
        const auto& views = made.recording.catalog.page_views;
        std::vector<double> furthest(views.size(), 0), scroll(views.size(), 0), height(views.size(), 0);
        for (size_t i = 0; i < views.size(); ++i)
          furthest[i] = height[i] = views[i].viewport_height;
        for (const auto& [i, event] : made.events) {
          if (kind_of(event.tag) == EventKind::scroll) scroll[i] = event.y / 16.0;
          if (kind_of(event.tag) == EventKind::resize) height[i] = event.y / 16.0;
          furthest[i] = std::max(furthest[i], scroll[i] + height[i]);
        }
        const ReachCurve curve = scroll_reach(made.recording, selection, filter, 2500);
        for (int y = 0; y <= 2500; y += 7) {
          uint32_t reached = 0;
          for (size_t i = 0; i < views.size(); ++i)
            reached += selection.keeps[i] && std::min(std::floor(furthest[i] + 0.5), 2500.0) >= y;
          ASSERT_EQ(curve.reached[static_cast<size_t>(y)], reached) << "seed " << seed << " y " << y;
        }
      }
    }
  }
}

}  // namespace
}  // namespace isotherm::reach_test
