#include "model/region_stats.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "model/picture.h"
#include "unit/model/filtered.h"

namespace isotherm::region_stats_test {
namespace {

constexpr PixelSize kPage{1440, 3000};
const std::vector<Region> kRegions{{0, 0, 1440, 3000}, {100, 200, 400, 900}, {-50, -50, 300, 5000},
                                   {700, 1000, 1, 1},  {1400, 0, 500, 3000}, {10, 10, 0, 50}};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t n = values.size();
  if (n == 0) return 0;
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values)
    sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

int floor_px(int32_t units) {
  return static_cast<int>(std::floor(units / 16.0));
}

bool is_on_page(const Point& point) {
  const int x = floor_px(point.x), y = floor_px(point.y);
  return x >= 0 && y >= 0 && x < kPage.width && y < kPage.height;
}

// A loop over the points, and nothing clever.
void expect_plain(const Recording& recording, const std::vector<Point>& points, Layer layer,
                  const Region& region, const RegionStats& stats) {
  uint64_t events = 0, weight = 0, all_events = 0, all_weight = 0;
  std::set<uint32_t> sessions;
  std::map<uint32_t, double> first, dwell;  // by page view
  for (const Point& point : points) {
    if (!is_on_page(point)) continue;
    ++all_events;
    all_weight += point.weight;
    const int x = floor_px(point.x), y = floor_px(point.y);
    if (x < region.x || y < region.y || x >= region.x + region.width || y >= region.y + region.height)
      continue;
    ++events;
    weight += point.weight;
    sessions.insert(recording.catalog.page_views[point.page_view].session);
    first.try_emplace(point.page_view, point.t_ms);
    dwell[point.page_view] += point.weight;
  }
  const auto values = [](const std::map<uint32_t, double>& by_view) {
    std::vector<double> list;
    for (const auto& [view, value] : by_view)
      list.push_back(value);
    return list;
  };
  ASSERT_EQ(stats.events, events);
  ASSERT_EQ(stats.weight, weight);
  ASSERT_EQ(stats.sessions, sessions.size());
  ASSERT_EQ(stats.page_views, first.size());
  ASSERT_EQ(stats.share, all_events == 0 ? 0 : static_cast<double>(events) / static_cast<double>(all_events));
  ASSERT_EQ(stats.weight_share,
            all_weight == 0 ? 0 : static_cast<double>(weight) / static_cast<double>(all_weight));
  ASSERT_EQ(stats.first.median_ms, median(values(first)));
  ASSERT_EQ(stats.first.mean_ms, mean(values(first)));
  ASSERT_EQ(stats.dwell.has_value(), layer == Layer::moves);
  if (!stats.dwell) return;
  ASSERT_EQ(stats.dwell->total_ms, weight);
  ASSERT_EQ(stats.dwell->median_ms, median(values(dwell)));
  ASSERT_EQ(stats.dwell->mean_ms, mean(values(dwell)));
}

TEST(RegionStats, equal_a_plain_loop_for_every_layer_and_pair_of_filters) {
  for (uint32_t seed = 0; seed < 3; ++seed) {
    const auto made = test::generate_visits(seed);
    for (const Filter& filter : test::filter_pairs(made.recording)) {
      const Selection selection = select(made.recording, filter);
      for (const Layer layer : {Layer::clicks, Layer::moves}) {
        const auto points = test::plain_points(made, filter, layer);
        const auto stats = region_stats(made.recording, selection, filter, layer, kPage, kRegions);
        ASSERT_EQ(stats.size(), kRegions.size());
        for (size_t i = 0; i < stats.size(); ++i)
          expect_plain(made.recording, points, layer, kRegions[i], stats[i]);
      }
    }
  }
}

TEST(RegionStats, of_a_grid_are_those_of_its_cells) {
  const auto made = test::generate_visits(7);
  Filter filter;
  filter.conditions.pages = "*";
  const Selection selection = select(made.recording, filter);
  for (const int32_t cell_px : {1, 64, 333, 5000}) {
    for (const Layer layer : {Layer::clicks, Layer::moves}) {
      const auto points = test::plain_points(made, filter, layer);
      const auto grid = grid_stats(made.recording, selection, filter, layer, kPage, cell_px);
      uint64_t events = 0;
      for (const GridCell& cell : grid.cells) {
        expect_plain(made.recording, points, layer, cell.region, cell.stats);
        EXPECT_LE(cell.region.x + cell.region.width, kPage.width);
        EXPECT_LE(cell.region.y + cell.region.height, kPage.height);
        events += cell.stats.events;
      }
      EXPECT_EQ(events, grid.all_events);
      EXPECT_EQ(events, static_cast<uint64_t>(std::count_if(points.begin(), points.end(), is_on_page)));
    }
  }
}

TEST(RegionStats, of_the_whole_page_are_the_pictures) {
  const auto made = test::generate_visits(3);
  Picture picture;
  for (const Layer layer : {Layer::clicks, Layer::moves}) {
    PictureSettings settings;
    settings.layer = layer;
    settings.conditions.pages = "*";
    settings.fixed = FixedPlane::spread;
    ASSERT_TRUE(picture.update(made.recording, settings).ok());
    auto counter = picture.count_regions({{0, 0, picture.page_px().width, picture.page_px().height}});
    while (counter.step(10)) {
    }
    const RegionStats whole = counter.stats().front();
    EXPECT_GT(whole.events, 100u);
    EXPECT_EQ(whole.events, picture.events());
    EXPECT_EQ(whole.weight, picture.weight());
    EXPECT_EQ(whole.share, 1);
  }
}

}  // namespace
}  // namespace isotherm::region_stats_test
