// What the viewers show where the pointer is and in a region that is drawn, against plain loops over the
// events, for settings as users make them.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "model/data_checksum.h"
#include "model/picture.h"
#include "unit/model/filtered.h"

namespace isotherm {
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

TEST(Exactness, HoverAndDrawnRegionsEqualAPlainLoopForEveryLayerAndPairOfFilters) {
  const auto made = test::generate_visits(5);
  const Region region{200, 300, 700, 1100};
  const glm::dvec2 spots[] = {{640, 900}, {33.25, 2700.5}};
  Picture picture;
  int asked = 0, found = 0;
  for (const Filter& filter : test::filter_pairs(made.recording)) {
    if (asks_for_the_view(filter)) continue;
    for (const Layer layer : {Layer::clicks, Layer::moves}) {
      PictureSettings settings = settings_of(filter, layer);
      settings.radius_px = 180;
      ASSERT_TRUE(picture.update(made.recording, settings, Picture::Survey::later).ok());
      const auto points = test::plain_points(made, filter, layer);
      const PixelSize page = picture.page_px();
      for (const glm::dvec2 spot : spots) {
        const Plain plain = count(made.recording, points, page, [&](double x, double y) {
          return (x - spot.x) * (x - spot.x) + (y - spot.y) * (y - spot.y) <= 180.0 * 180.0;
        });
        const HoverReading hover = picture.hover(spot);
        ASSERT_EQ(hover.events, plain.events);
        ASSERT_EQ(hover.weight, plain.weight);
        ASSERT_EQ(hover.sessions, plain.sessions.size());
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
  EXPECT_GT(asked, 500);
  EXPECT_GT(found, asked / 3);
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
}  // namespace isotherm
