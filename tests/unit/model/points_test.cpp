#include "model/points.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "unit/model/recordings.h"

namespace isotherm::points_test {
namespace {

using test::append_block;
using test::FlatEvent;
using test::make_event;

bool operator==(const Point& a, const Point& b) {
  return a.page_view == b.page_view && a.t_ms == b.t_ms && a.x == b.x && a.y == b.y && a.weight == b.weight;
}

std::vector<Point> points_of(const Recording& recording, const Filter& filter, Layer layer) {
  std::vector<Point> points;
  for_each_point(recording, select(recording, filter), filter, layer,
                 [&](const Point& point) { points.push_back(point); });
  return points;
}

Recording one_page_view(uint32_t duration_ms) {
  Recording recording;
  recording.catalog.pages.resize(1);
  recording.catalog.sessions.resize(1);
  PageView view;
  view.start_ms = 1'000'000;
  view.duration_ms = duration_ms;
  recording.catalog.page_views = {view};
  return recording;
}

std::vector<uint32_t> weights_of(const std::vector<Point>& points) {
  std::vector<uint32_t> weights;
  for (const Point& point : points)
    weights.push_back(point.weight);
  return weights;
}

TEST(Points, DwellLastsUntilTheNextSampleAndIsCapped) {
  Recording recording = one_page_view(10'000);
  append_block(recording, StreamClass::moves,
               {{0, make_event(EventKind::move, 0, 1, 1)},
                {0, make_event(EventKind::move, 40, 2, 1)},
                {0, make_event(EventKind::move, 1040, 3, 1)},
                {0, make_event(EventKind::move, 2041, 4, 1)},
                {0, make_event(EventKind::move, 2041, 5, 1)},
                {0, make_event(EventKind::move, 9'700, 6, 1)}});
  EXPECT_EQ(weights_of(points_of(recording, {}, Layer::moves)),
            (std::vector<uint32_t>{40, 1000, 1000, 0, 1000, 300}));
}

TEST(Points, LastSampleIsCappedAndNeverNegative) {
  Recording recording = one_page_view(5'000);
  append_block(recording, StreamClass::moves, {{0, make_event(EventKind::move, 3'000, 1, 1)}});
  EXPECT_EQ(weights_of(points_of(recording, {}, Layer::moves)), (std::vector<uint32_t>{1000}));
  recording.catalog.page_views[0].duration_ms = 0;  // shorter than its events
  EXPECT_EQ(weights_of(points_of(recording, {}, Layer::moves)), (std::vector<uint32_t>{0}));
}

TEST(Points, DwellCrossesBlocksInAnyOrder) {
  Recording recording = one_page_view(400);
  append_block(recording, StreamClass::moves, {{0, make_event(EventKind::move, 300, 3, 1)}});
  append_block(recording, StreamClass::moves,
               {{0, make_event(EventKind::move, 100, 1, 1)}, {0, make_event(EventKind::move, 200, 2, 1)}});
  EXPECT_EQ(weights_of(points_of(recording, {}, Layer::moves)), (std::vector<uint32_t>{100, 100, 100}));
}

TEST(Points, DwellIsTakenBeforeTheTimeRange) {
  Recording recording = one_page_view(900);
  append_block(recording, StreamClass::moves,
               {{0, make_event(EventKind::move, 0, 1, 1)}, {0, make_event(EventKind::move, 500, 2, 1)}});
  Filter filter;
  filter.time_from_ms = 1'000'000;
  filter.time_to_ms = 1'000'500;  // exclusive
  EXPECT_EQ(weights_of(points_of(recording, filter, Layer::moves)), (std::vector<uint32_t>{500}));
  filter.time_from_ms = 1'000'001;
  EXPECT_TRUE(points_of(recording, filter, Layer::moves).empty());
}

TEST(Points, FixedSamplesEndADwellButAreNotPoints) {
  Recording recording = one_page_view(900);
  append_block(recording, StreamClass::moves,
               {{0, make_event(EventKind::move, 0, 1, 1)},
                {0, make_event(EventKind::move, 100, 2, 1, kFlagFixedTarget)},
                {0, make_event(EventKind::move, 250, 3, 1)}});
  EXPECT_EQ(weights_of(points_of(recording, {}, Layer::moves)), (std::vector<uint32_t>{100, 650}));
  EXPECT_EQ(count_fixed(recording, select(recording, {}), {}, Layer::moves), 1u);
}

TEST(Points, ClicksAreOfKindClickWhateverThePointer) {
  Recording recording = one_page_view(900);
  append_block(recording, StreamClass::buttons,
               {{0, make_event(EventKind::mouse_down, 10, 1, 1)},
                {0, make_event(EventKind::mouse_up, 20, 1, 1)},
                {0, make_event(EventKind::click, 20, 1, 1)},
                {0, make_event(EventKind::double_click, 30, 1, 1)},
                {0, make_event(EventKind::click, 40, 7, 8, kFlagTouchPointer)},
                {0, make_event(EventKind::context_menu, 50, 1, 1)},
                {0, make_event(EventKind::click, 60, 1, 1, kFlagFixedTarget)}});
  const auto points = points_of(recording, {}, Layer::clicks);
  ASSERT_EQ(points.size(), 2u);
  EXPECT_TRUE(points[1] == (Point{0, 40, 7 * 16, 8 * 16, 1}));
  EXPECT_EQ(count_fixed(recording, select(recording, {}), {}, Layer::clicks), 1u);
}

TEST(Points, BlocksWithoutTagsHaveTheirClassDefaultKind) {
  Recording recording = one_page_view(100);
  append_block(recording, StreamClass::buttons, {{0, make_event(EventKind::click, 10, 1, 1)}});
  recording.blocks[0].tags.clear();
  EXPECT_EQ(points_of(recording, {}, Layer::clicks).size(), 1u);
}

TEST(Points, ScrollHasNone) {
  EXPECT_TRUE(points_of(test::generate(1, false).recording, {}, Layer::scroll).empty());
}

TEST(Points, SkipWhatTheCatalogDoesNotHave) {
  Recording recording = one_page_view(100);
  append_block(recording, StreamClass::buttons,
               {{7, make_event(EventKind::click, 10, 1, 1)}, {0, make_event(EventKind::click, 10, 1, 1)}});
  recording.blocks[0].runs[1].count = 1000;  // more than the block holds
  EXPECT_EQ(points_of(recording, {}, Layer::clicks).size(), 1u);
  EXPECT_TRUE(points_of(Recording{}, {}, Layer::clicks).empty());
}

// The definition as a plain loop over the flat list.
std::vector<Point> points_in_order(const test::Generated& made, const Filter& filter, Layer layer) {
  const Selection selection = select(made.recording, filter);
  const EventKind kind = layer == Layer::clicks ? EventKind::click : EventKind::move;
  std::vector<Point> points;
  for (size_t i = 0; i < made.events.size(); ++i) {
    const auto& [page_view, event] = made.events[i];
    if (!selection.keeps[page_view] || kind_of(event.tag) != kind || (event.tag & kFlagFixedTarget) != 0)
      continue;
    const PageView& view = made.recording.catalog.page_views[page_view];
    const int64_t time = view.start_ms + event.t_ms;
    if (time < filter.time_from_ms || time >= filter.time_to_ms) continue;
    int64_t until = view.duration_ms;
    for (size_t next = i + 1; next < made.events.size() && made.events[next].page_view == page_view; ++next) {
      if (kind_of(made.events[next].event.tag) != EventKind::move) continue;
      until = made.events[next].event.t_ms;
      break;
    }
    const auto dwell = static_cast<uint32_t>(std::min<int64_t>(until - event.t_ms, 1000));
    points.push_back({page_view, event.t_ms, event.x, event.y, layer == Layer::clicks ? 1 : dwell});
  }
  return points;
}

TEST(Points, AgreeWithAPlainLoop) {
  for (const bool interleaves : {false, true}) {
    for (uint32_t seed = 1; seed <= 8; ++seed) {
      const auto made = test::generate(seed, interleaves);
      for (const Layer layer : {Layer::clicks, Layer::moves}) {
        for (uint32_t page = 0; page < 3; ++page) {
          for (const uint8_t devices : {uint8_t{15}, uint8_t{1}, uint8_t{4}, uint8_t{0}}) {
            for (const bool has_range : {false, true}) {
              Filter filter;
              filter.page = page;
              filter.devices = devices;
              if (has_range) {
                filter.time_from_ms = 1'700'000'030'000;
                filter.time_to_ms = 1'700'000'060'000;
              }
              const auto found = points_of(made.recording, filter, layer),
                         expected = points_in_order(made, filter, layer);
              ASSERT_EQ(found.size(), expected.size());
              for (size_t i = 0; i < found.size(); ++i)
                ASSERT_TRUE(found[i] == expected[i]) << "seed " << seed << " point " << i;
            }
          }
        }
      }
    }
  }
}

TEST(Points, TotalsWithinARadiusAgreeWithAPlainLoop) {
  const auto made = test::generate(11, true);
  const Filter filter;
  const Selection selection = select(made.recording, filter);
  for (const Layer layer : {Layer::clicks, Layer::moves}) {
    for (const double radius : {0.0, 40.0, 500.0, 1e6}) {
      const glm::dvec2 center{700.25, 900};
      uint64_t events = 0, weight = 0;
      std::set<uint32_t> sessions;
      for (const Point& point : points_in_order(made, filter, layer)) {
        if (std::hypot(point.x / 16.0 - center.x, point.y / 16.0 - center.y) > radius) continue;
        ++events;
        weight += point.weight;
        sessions.insert(made.recording.catalog.page_views[point.page_view].session);
      }
      const PointTotals totals = count_within(made.recording, selection, filter, layer, center, radius);
      EXPECT_EQ(totals.events, events);
      EXPECT_EQ(totals.weight, weight);
      EXPECT_EQ(totals.sessions, sessions.size());
    }
  }
}

TEST(Points, TheRadiusIsInclusive) {
  Recording recording = one_page_view(100);
  append_block(recording, StreamClass::buttons, {{0, make_event(EventKind::click, 10, 30, 40)}});
  const Selection selection = select(recording, {});
  EXPECT_EQ(count_within(recording, selection, {}, Layer::clicks, {0, 0}, 50).events, 1u);
  EXPECT_EQ(count_within(recording, selection, {}, Layer::clicks, {0, 0}, 49.99).events, 0u);
}

TEST(Recording, CountsEventsByKind) {
  const auto made = test::generate(3, false);
  std::vector<uint64_t> expected(32, 0);
  for (const FlatEvent& flat : made.events)
    ++expected[static_cast<size_t>(kind_of(flat.event.tag))];
  EXPECT_EQ(count_by_kind(made.recording), expected);
  EXPECT_EQ(made.recording.event_count(), made.events.size());
  Recording untagged = one_page_view(10);
  append_block(untagged, StreamClass::scroll, {{0, make_event(EventKind::scroll, 1, 1, 1)}});
  untagged.blocks[0].tags.clear();
  EXPECT_EQ(count_by_kind(untagged)[static_cast<size_t>(EventKind::scroll)], 1u);
}

}  // namespace
}  // namespace isotherm::points_test
