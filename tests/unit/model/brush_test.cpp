#include "model/brush.h"

#include <gtest/gtest.h>

#include "model/picture.h"
#include "model/tile_sorted_points.h"
#include "unit/model/filtered.h"

namespace isotherm::brush_test {
namespace {

struct Counts {
  CountGrid grid{PixelSize{700, 1300}};
  uint64_t fixed_points = 0;
};

Counts counted_afresh(const Recording& recording, const Filter& filter, Layer layer) {
  Counts counts;
  for_each_point_or_fixed(recording, RunIndex(recording, class_of(layer)), select(recording, filter), filter,
                          layer, [&](const Point& point, bool is_fixed) {
                            counts.fixed_points += is_fixed;
                            if (!is_fixed || filter.fixed != FixedPlane::hidden)
                              counts.grid.add(point.x, point.y, point.weight);
                          });
  return counts;
}

void expect_equal(const Counts& counts, const Counts& fresh) {
  ASSERT_EQ(counts.fixed_points, fresh.fixed_points);
  ASSERT_EQ(counts.grid.events(), fresh.grid.events());
  ASSERT_EQ(counts.grid.total(), fresh.grid.total());
  ASSERT_EQ(counts.grid.outside(), fresh.grid.outside());
  for (int y = 0; y < fresh.grid.page_px().height; ++y) {
    for (int x = 0; x < fresh.grid.page_px().width; ++x)
      ASSERT_EQ(counts.grid.at(x, y), fresh.grid.at(x, y)) << x << " " << y;
  }
}

void set_span(Filter& filter, TimeAxis axis, int64_t from, int64_t to) {
  (axis == TimeAxis::recording ? filter.time_from_ms : filter.age_from_ms) = from;
  (axis == TimeAxis::recording ? filter.time_to_ms : filter.age_to_ms) = to;
}

TEST(Brush, counts_what_a_fresh_binning_counts_after_any_moves) {
  std::mt19937 random(11);
  for (uint32_t round = 0; round < 12; ++round) {
    const auto made = test::generate_visits(round);
    const Recording& recording = made.recording;
    const auto axis = round % 2 == 0 ? TimeAxis::recording : TimeAxis::page_age;
    const Layer layer = round % 4 < 2 ? Layer::moves : Layer::clicks;
    Filter filter;
    filter.conditions.pages = "*";
    filter.fixed = static_cast<FixedPlane>(round % 3);
    if (round % 5 == 0) filter.age_to_ms = 12'000;
    const int64_t begin = axis == TimeAxis::recording ? 1'700'000'000'000 : 0;
    const uint32_t length = axis == TimeAxis::recording ? 200u * 3'600'000u : 30'000u;
    const RunIndex index(recording, class_of(layer));
    Brush brush;
    Counts counts = counted_afresh(recording, filter, layer);
    for (int move = 0; move < 12; ++move) {
      const Filter before = filter;
      const int64_t a = begin + random() % length, b = begin + random() % length;
      set_span(filter, axis, std::min(a, b), std::max(a, b));
      if (move == 7) set_span(filter, axis, std::min(a, b), std::numeric_limits<int64_t>::max());
      const bool moved =
          brush.move(recording, index, before, filter, layer, {counts.grid, counts.fixed_points});
      EXPECT_EQ(moved, move > 0);
      if (!moved) counts = counted_afresh(recording, filter, layer);
      ASSERT_NO_FATAL_FAILURE(expect_equal(counts, counted_afresh(recording, filter, layer)));
    }
    EXPECT_EQ(brush.work().sorts, 1u);
    EXPECT_EQ(brush.work().moves, 11u);
  }
}

// One click a second for 1,000 s.
Recording clicks_by_the_second() {
  Recording recording;
  recording.catalog.pages = {{"https://example.org/", ""}};
  recording.catalog.sessions = {{"s", {}}};
  recording.catalog.page_views = {PageView{.session = 0,
                                           .page = 0,
                                           .start_ms = 1'700'000'000'000,
                                           .duration_ms = 1'000'000,
                                           .viewport_width = 1000,
                                           .viewport_height = 800,
                                           .document_width = 1000,
                                           .document_height = 1000}};
  std::vector<test::FlatEvent> clicks;
  for (int32_t i = 0; i < 1000; ++i)
    clicks.push_back({0, test::make_event(EventKind::click, i * 1000, i % 900 + 10, i / 2)});
  test::append_block(recording, StreamClass::buttons, clicks);
  return recording;
}

TEST(Brush, touches_only_the_points_that_enter_or_leave) {
  const Recording recording = clicks_by_the_second();
  Picture picture;
  PictureSettings settings;
  const auto show = [&](int64_t from_s, int64_t to_s) {
    settings.age_from_ms = from_s * 1000;
    settings.age_to_ms = to_s * 1000;
    ASSERT_TRUE(picture.update(recording, settings).ok());
    EXPECT_EQ(picture.events(), static_cast<uint64_t>(to_s - from_s));
  };
  ASSERT_TRUE(picture.update(recording, settings).ok());
  show(100, 500);
  EXPECT_EQ(picture.work().binnings, 2u);  // the first move is a single change
  EXPECT_EQ(picture.work().brush.points, 0u);
  show(103, 505);
  EXPECT_EQ(picture.work().brush.points, 8u);
  show(103, 400);
  EXPECT_EQ(picture.work().brush.points, 8u + 105u);
  show(700, 720);  // nothing in common: only what is there now is counted
  EXPECT_EQ(picture.work().brush.points, 8u + 105u + 20u);
  EXPECT_EQ(picture.work().binnings, 2u);
  EXPECT_EQ(picture.work().brush.moves, 3u);
  EXPECT_EQ(picture.work().brush.sorts, 1u);
  settings.radius_px = 60;
  ASSERT_TRUE(picture.update(recording, settings).ok());
  EXPECT_EQ(picture.work().brush.moves, 3u);
  settings.time_from_ms = 1'700'000'710'000;  // the other axis: a first move again
  ASSERT_TRUE(picture.update(recording, settings).ok());
  EXPECT_EQ(picture.events(), 10u);
  EXPECT_EQ(picture.work().binnings, 3u);
}

TEST(Brush, leaves_the_page_its_size) {
  const Recording recording = clicks_by_the_second();
  Picture picture;
  PictureSettings settings;
  settings.age_from_ms = 2'000'000;  // nothing
  ASSERT_TRUE(picture.update(recording, settings).ok());
  EXPECT_EQ(picture.page_px(), (PixelSize{1000, 1000}));
  EXPECT_EQ(picture.events(), 0u);
}

TEST(TileSortedPoints, count_what_a_fresh_binning_counts_for_any_visits) {
  for (uint32_t round = 0; round < 3; ++round) {
    const auto made = test::generate_visits(round);
    const Recording& recording = made.recording;
    const Layer layer = round == 0 ? Layer::clicks : Layer::moves;
    const RunIndex index(recording, class_of(layer));
    for (const Filter& filter : test::many_filters(recording)) {
      if (!TileSortedPoints::can_answer(filter)) continue;
      const Counts fresh = counted_afresh(recording, filter, layer);
      TileSortedPoints points(recording, index, filter, layer, fresh.grid.page_px());
      while (points.step(100)) {
      }
      Counts counts;
      counts.grid = points.count(select(recording, filter), counts.fixed_points);
      ASSERT_NO_FATAL_FAILURE(expect_equal(counts, fresh));
      // The same points answer for other visits.
      Filter fewer = filter;
      fewer.conditions.tags = {{"variant", "A"}};
      fewer.conditions.hours = 0xFFF000;
      counts.grid = points.count(select(recording, fewer), counts.fixed_points);
      ASSERT_NO_FATAL_FAILURE(expect_equal(counts, counted_afresh(recording, fewer, layer)));
    }
  }
}

// Enough points for a picture to sort them when conditions change.
Recording many_clicks() {
  Recording recording = clicks_by_the_second();
  PageView view = recording.catalog.page_views.front();
  std::mt19937 random(3);
  const auto random_px = [&] { return static_cast<double>(random() % 1100); };
  for (uint32_t session = 1; session < 25; ++session) {
    recording.catalog.sessions.push_back(
        {"s" + std::to_string(session), {{"variant", session % 3 == 0 ? "A" : "B"}}});
    view.session = session;
    view.start_ms += 3'600'000;
    recording.catalog.page_views.push_back(view);
    std::vector<test::FlatEvent> clicks;
    for (int32_t i = 0; i < 5000; ++i)
      clicks.push_back({session, test::make_event(EventKind::click, i, random_px(), random_px())});
    test::append_block(recording, StreamClass::buttons, clicks);
  }
  return recording;
}

TEST(Picture, shows_after_changes_of_conditions_what_a_new_one_shows) {
  const Recording recording = many_clicks();
  Picture picture;
  PictureSettings settings;
  const auto expect_as_new = [&] {
    ASSERT_TRUE(picture.update(recording, settings).ok());
    Picture fresh;
    ASSERT_TRUE(fresh.update(recording, settings).ok());
    EXPECT_EQ(picture.events(), fresh.events());
    EXPECT_EQ(picture.outside_page(), fresh.outside_page());
    EXPECT_EQ(picture.peak().value, fresh.peak().value);
    EXPECT_EQ(picture.peak().page, fresh.peak().page);
  };
  expect_as_new();
  settings.conditions.tags = {{"variant", "A"}};
  expect_as_new();
  EXPECT_EQ(picture.events() + picture.outside_page(), 8u * 5000u);
  settings.conditions.tags = {{"variant", "B"}};
  expect_as_new();
  settings.conditions.hours = 0x00FF00;
  expect_as_new();
  settings.clicks = ClickChoice::first;  // other points
  expect_as_new();
  EXPECT_LT(picture.events(), 25u);
  settings.clicks = ClickChoice::all;
  settings.age_to_ms = 1000;  // parts of visits
  expect_as_new();
  settings.conditions.tags.clear();
  expect_as_new();
  settings.age_to_ms.reset();
  settings.conditions = {};
  expect_as_new();
}

}  // namespace
}  // namespace isotherm::brush_test
