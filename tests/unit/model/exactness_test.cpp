// What the viewers show where the pointer is and in a region that is drawn, against plain loops over the
// events, for settings as users make them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "model/data_checksum.h"
#include "model/picture.h"
#include "unit/model/filtered.h"

namespace isotherm::exactness_test {
namespace {

// The same question as a filter and as settings, as far as settings ask it (devices and widths of a picture
// follow from its screenshots; there are none here).
PictureSettings settings_of(const Filter& filter, Layer layer) {
  const Filter none;
  PictureSettings settings;
  settings.layer = layer;
  settings.device = DeviceChoice::all;
  settings.conditions = filter.conditions;
  settings.clicks = filter.clicks;
  settings.fixed = filter.fixed;
  if (filter.time_from_ms != none.time_from_ms) settings.time_from_ms = filter.time_from_ms;
  if (filter.time_to_ms != none.time_to_ms) settings.time_to_ms = filter.time_to_ms;
  if (filter.age_from_ms != none.age_from_ms) settings.age_from_ms = filter.age_from_ms;
  if (filter.age_to_ms != none.age_to_ms) settings.age_to_ms = filter.age_to_ms;
  return settings;
}

bool asks_for_the_view(const Filter& filter) {
  const Filter none;
  return filter.devices != none.devices || filter.viewport_width_min != none.viewport_width_min ||
         filter.viewport_width_max != none.viewport_width_max;
}

struct Plain {
  uint64_t events = 0, weight = 0, all_events = 0;
  std::set<uint32_t> sessions;
};

// `is_in(x, y)` in page px.
template <typename IsIn>
Plain count(const Recording& recording, const std::vector<Point>& points, PixelSize page, IsIn&& is_in) {
  Plain plain;
  for (const Point& point : points) {
    const double x = point.x / 16.0, y = point.y / 16.0;
    plain.all_events += x >= 0 && y >= 0 && x < page.width && y < page.height;
    if (!is_in(x, y)) continue;
    ++plain.events;
    plain.weight += point.weight;
    plain.sessions.insert(recording.catalog.page_views[point.page_view].session);
  }
  return plain;
}

void expect_equal(const HoverReading& hover, const Plain& plain) {
  ASSERT_EQ(hover.events, plain.events);
  ASSERT_EQ(hover.weight, plain.weight);
  ASSERT_EQ(hover.sessions, plain.sessions.size());
}

TEST(Exactness, HoverAndDrawnRegionsEqualAPlainLoopForEveryLayerAndPairOfFilters) {
  const auto made = test::generate_visits(5);
  const Region region{200, 300, 700, 1100};
  // The last ones at the page's corner and outside of it.
  const glm::dvec2 spots[] = {{640, 900}, {33.25, 2700.5}, {0, 0}, {-300, 900}};
  Picture picture, walking;
  int asked = 0, found = 0;
  for (const Filter& filter : test::filter_pairs(made.recording)) {
    if (asks_for_the_view(filter)) continue;
    for (const Layer layer : {Layer::clicks, Layer::moves}) {
      PictureSettings settings = settings_of(filter, layer);
      settings.radius_px = 180;
      ASSERT_TRUE(picture.update(made.recording, settings, Picture::Survey::later).ok());
      ASSERT_TRUE(walking.update(made.recording, settings, Picture::Survey::later).ok());
      while (picture.prepare_hover(500)) {
      }
      const auto points = test::plain_points(made, filter, layer);
      const PixelSize page = picture.page_px();
      for (const glm::dvec2 spot : spots) {
        const Plain plain = count(made.recording, points, page, [&](double x, double y) {
          return (x - spot.x) * (x - spot.x) + (y - spot.y) * (y - spot.y) <= 180.0 * 180.0;
        });
        ASSERT_NO_FATAL_FAILURE(expect_equal(picture.hover(spot), plain));
        ASSERT_NO_FATAL_FAILURE(expect_equal(walking.hover(spot), plain));
        ASSERT_EQ(picture.events(), plain.all_events);
        found += plain.events > 0;
        ++asked;
      }
      const Plain plain = count(made.recording, points, page, [&](double x, double y) {
        return x >= region.x && y >= region.y && x < region.x + region.width && y < region.y + region.height;
      });
      RegionCounter counter = picture.count_regions({region});
      while (counter.step(7)) {
      }
      const RegionStats stats = counter.stats().front();
      ASSERT_EQ(stats.events, plain.events);
      ASSERT_EQ(stats.weight, plain.weight);
      ASSERT_EQ(stats.sessions, plain.sessions.size());
    }
  }
  EXPECT_GT(asked, 1000);
  EXPECT_GT(found, asked / 4);
  EXPECT_LT(picture.work().hover_walks * 3, walking.work().hover_walks);  // outside of the page
  EXPECT_EQ(walking.work().hover_walks, static_cast<uint64_t>(asked));
}

// --- layers made of rows ---

struct PlainRows {
  uint32_t units = 0;
  std::vector<uint32_t> reached, ends;  // per row, the page's end included
  std::vector<uint64_t> visible_ms;     // per row
};

// A page view's events of all kinds in time order; at its start nothing is scrolled.
struct Moment {
  int64_t t_ms = 0;
  double top = 0, height = 0;
};

std::vector<Moment> plain_moments(const test::Generated& made, uint32_t page_view) {
  const PageView& view = made.recording.catalog.page_views[page_view];
  std::vector<Moment> moments{{0, 0, double(view.viewport_height)}};
  for (const test::FlatEvent& flat : made.events) {
    if (flat.page_view != page_view) continue;
    Moment moment = moments.back();
    moment.t_ms = flat.event.t_ms;
    if (kind_of(flat.event.tag) == EventKind::scroll) moment.top = flat.event.y / 16.0;
    if (kind_of(flat.event.tag) == EventKind::resize) moment.height = flat.event.y / 16.0;
    moments.push_back(moment);
  }
  moments.push_back(moments.back());
  moments.back().t_ms = view.duration_ms;
  return moments;
}

// From docs/definitions.md: what was visible in the time range, from one event to the next.
PlainRows plain_rows(const test::Generated& made, const Filter& filter, int page_height) {
  PlainRows rows;
  rows.reached.resize(static_cast<size_t>(page_height) + 1);
  rows.ends = rows.reached;
  rows.visible_ms.resize(static_cast<size_t>(page_height));
  const auto row = [&](double px) {
    return static_cast<size_t>(std::clamp(std::floor(px + 0.5), 0.0, double(page_height)));
  };
  const auto& views = made.recording.catalog.page_views;
  for (uint32_t v = 0; v < views.size(); ++v) {
    if (!test::plainly_keeps(made.recording, filter, v)) continue;
    ++rows.units;
    // Limits that are not asked for lie far outside.
    const auto limit = [](int64_t ms) {
      return std::clamp<int64_t>(ms, -(int64_t{1} << 60), int64_t{1} << 60);
    };
    const int64_t from = std::max(limit(filter.time_from_ms) - views[v].start_ms, limit(filter.age_from_ms));
    const int64_t until = std::min(limit(filter.time_to_ms) - views[v].start_ms, limit(filter.age_to_ms));
    const auto moments = plain_moments(made, v);
    size_t furthest = 0, last = row(moments[0].height);
    for (size_t i = 0; i + 1 < moments.size(); ++i) {
      const Moment &now = moments[i], &next = moments[i + 1];
      const size_t line = row(now.top + now.height);
      const bool overlaps = now.t_ms < until && (next.t_ms > from || now.t_ms >= from);
      if (overlaps) furthest = std::max(furthest, line);
      if (now.t_ms < until) last = line;
      if (next.t_ms - now.t_ms > 30'000) continue;
      const int64_t ms = std::min(next.t_ms, until) - std::max(now.t_ms, from);
      for (size_t y = row(now.top); ms > 0 && y < line; ++y)
        rows.visible_ms[y] += static_cast<uint64_t>(ms);
    }
    for (size_t y = 0; y <= furthest; ++y)
      ++rows.reached[y];
    ++rows.ends[last];
  }
  return rows;
}

TEST(Exactness, RowsAndTheirReadOutEqualAPlainLoopForEveryPairOfFilters) {
  const auto made = test::generate_visits(5);
  Picture reach, attention, drop_off;
  uint64_t seen_ms = 0;
  for (const Filter& filter : test::filter_pairs(made.recording)) {
    if (asks_for_the_view(filter)) continue;
    ASSERT_TRUE(reach.update(made.recording, settings_of(filter, Layer::scroll)).ok());
    ASSERT_TRUE(attention.update(made.recording, settings_of(filter, Layer::attention)).ok());
    ASSERT_TRUE(drop_off.update(made.recording, settings_of(filter, Layer::drop_off)).ok());
    const int height = reach.page_px().height;
    const PlainRows plain = plain_rows(made, filter, height);
    ASSERT_EQ(reach.rows().reach().units, plain.units);
    ASSERT_EQ(reach.rows().reach().reached, plain.reached);
    ASSERT_EQ(attention.rows().attention().visible_ms, plain.visible_ms);
    ASSERT_EQ(drop_off.rows().ends().ends, plain.ends);
    for (const int y : {0, 417, 1500}) {
      if (y >= height) continue;
      const auto at = static_cast<size_t>(y);
      ASSERT_EQ(reach.hover({3, y + 0.5}).events, plain.reached[at]);
      ASSERT_EQ(reach.hover({3, y + 0.5}).of, plain.units);
      ASSERT_EQ(attention.hover({3, y + 0.5}).weight, plain.visible_ms[at]);
      const size_t band = std::min(at / 50, static_cast<size_t>((height + 49) / 50 - 1));
      uint64_t ends = 0;
      for (size_t row = 0; row < plain.ends.size(); ++row)
        ends += std::min(row / 50, static_cast<size_t>((height + 49) / 50 - 1)) == band ? plain.ends[row] : 0;
      ASSERT_EQ(drop_off.hover({3, y + 0.5}).events, ends);
      seen_ms += plain.visible_ms[at];
    }
  }
  EXPECT_GT(seen_ms, 1'000'000u);
}

Recording clicks_at(const std::vector<std::pair<int32_t, int32_t>>& units) {
  Recording recording;
  recording.catalog.pages = {{"https://example.org/", ""}};
  recording.catalog.sessions = {{"s0", {}}};
  PageView view;
  view.viewport_width = view.document_width = 1000;
  view.document_height = 1400;
  recording.catalog.page_views = {view};
  std::vector<test::FlatEvent> clicks;
  for (const auto& [x, y] : units)
    clicks.push_back({0, {0, x, y, make_tag(EventKind::click, 0), 0}});
  test::append_block(recording, StreamClass::buttons, clicks);
  return recording;
}

// Positions in 1/16 px, the finest there are: the clicks of one ring lie on the circle, or next to it.
TEST(Exactness, AClickCountsUpToTheCirclesEdgeAndNoSixteenthOfAPixelFurther) {
  const int32_t x0 = 500 * 16, y0 = 700 * 16;
  const std::pair<int32_t, int32_t> directions[] = {{5, 0},  {-5, 0}, {0, 5},  {0, -5}, {3, 4},  {4, 3},
                                                    {-3, 4}, {4, -3}, {-4, 3}, {3, -4}, {-4, -3}};
  for (const int32_t radius_px : {5, 40, 125, 200}) {
    std::vector<std::pair<int32_t, int32_t>> inside, on, outside;
    for (const auto& [x, y] : directions) {
      const int32_t dx = x * radius_px * 16 / 5, dy = y * radius_px * 16 / 5;
      const int32_t step_x = x > 0 ? 1 : x < 0 ? -1 : 0, step_y = x != 0 ? 0 : y > 0 ? 1 : -1;
      inside.push_back({x0 + dx - step_x, y0 + dy - step_y});
      on.push_back({x0 + dx, y0 + dy});
      outside.push_back({x0 + dx + step_x, y0 + dy + step_y});
    }
    for (const auto& [ring, counts] : {std::pair(inside, true), {on, true}, {outside, false}}) {
      const Recording recording = clicks_at(ring);
      PictureSettings settings;
      settings.radius_px = radius_px;
      Picture picture;
      ASSERT_TRUE(picture.update(recording, settings, Picture::Survey::later).ok());
      EXPECT_EQ(picture.hover({500, 700}).events, counts ? ring.size() : 0) << radius_px << " px, walking";
      while (picture.prepare_hover(1000)) {
      }
      EXPECT_EQ(picture.hover({500, 700}).events, counts ? ring.size() : 0) << radius_px << " px";
    }
  }
}

TEST(Exactness, AClickCountsInTheRegionThatHoldsItsSixteenthOfAPixel) {
  const int32_t x0 = 300 * 16, x1 = 420 * 16, y0 = 500 * 16, y1 = 510 * 16;
  const Region region{300, 500, 120, 10};
  const auto found = [&](std::pair<int32_t, int32_t> click) {
    const Recording recording = clicks_at({click});
    Picture picture;
    EXPECT_TRUE(picture.update(recording, {}, Picture::Survey::later).ok());
    RegionCounter counter = picture.count_regions({region});
    while (counter.step(1)) {
    }
    return counter.stats().front().events == 1;
  };
  EXPECT_TRUE(found({x0, y0}));
  EXPECT_TRUE(found({x1 - 1, y1 - 1}));
  EXPECT_FALSE(found({x0 - 1, y0}));
  EXPECT_FALSE(found({x0, y0 - 1}));
  EXPECT_FALSE(found({x1, y1 - 1}));
  EXPECT_FALSE(found({x1 - 1, y1}));
}

uint64_t checksum_of(const Recording& recording, const PictureSettings& settings) {
  Picture picture;
  EXPECT_TRUE(picture.update(recording, settings).ok());
  return data_checksum(recording, picture, settings.layer);
}

TEST(DataChecksum, IsThatOfTheDataAlone) {
  const auto made = test::generate_visits(2);
  Recording shuffled = made.recording;
  std::reverse(shuffled.blocks.begin(), shuffled.blocks.end());
  Recording other = made.recording;
  for (EventBlock& block : other.blocks) {
    for (int32_t& y : block.y)
      y += 16;
  }
  for (const Layer layer : {Layer::clicks, Layer::moves, Layer::scroll, Layer::attention, Layer::drop_off}) {
    PictureSettings settings = settings_of(Filter(), layer);
    settings.conditions.pages = "*";
    const uint64_t checksum = checksum_of(made.recording, settings);
    EXPECT_EQ(checksum_of(shuffled, settings), checksum) << to_string(layer);
    EXPECT_NE(checksum_of(other, settings), checksum) << to_string(layer);
    PictureSettings look = settings;
    look.radius_px = 10;
    look.ramp = Ramp::viridis;
    look.maximum = 7;
    EXPECT_EQ(checksum_of(made.recording, look), checksum) << to_string(layer);
    PictureSettings less = settings;
    less.conditions.tags = {{"variant", "B"}};
    EXPECT_NE(checksum_of(made.recording, less), checksum) << to_string(layer);
  }
}

}  // namespace
}  // namespace isotherm::exactness_test
