#include "model/filter.h"

#include <gtest/gtest.h>

#include <set>

#include "unit/model/recordings.h"

namespace isotherm::filter_test {
namespace {

constexpr int64_t kFirst = std::numeric_limits<int64_t>::min(), kLast = std::numeric_limits<int64_t>::max();

Recording recording_of(std::vector<PageView> views) {
  Recording recording;
  recording.catalog.pages.resize(2);
  recording.catalog.sessions.resize(3);
  recording.catalog.page_views = std::move(views);
  return recording;
}

TEST(Filter, NamesDevicesByWidth) {
  EXPECT_EQ(device_of(0), Device::unknown);
  EXPECT_EQ(device_of(1), Device::mobile);
  EXPECT_EQ(device_of(767), Device::mobile);
  EXPECT_EQ(device_of(768), Device::tablet);
  EXPECT_EQ(device_of(1023), Device::tablet);
  EXPECT_EQ(device_of(1024), Device::desktop);
  EXPECT_EQ(device_of(UINT32_MAX), Device::desktop);
  EXPECT_EQ(to_string(Device::tablet), "tablet");
}

TEST(Filter, ComparableWidthsLieWithinTenPercent) {
  EXPECT_EQ(comparable_widths(1440).min, 1296u);
  EXPECT_EQ(comparable_widths(1440).max, 1584u);
  EXPECT_EQ(comparable_widths(375).min, 338u);  // 337.5
  EXPECT_EQ(comparable_widths(375).max, 412u);  // 412.5
  EXPECT_EQ(comparable_widths(1).min, 1u);
  EXPECT_EQ(comparable_widths(UINT32_MAX).max, UINT32_MAX);
  EXPECT_EQ(comparable_widths(0).min, 0u);
  EXPECT_EQ(comparable_widths(0).max, UINT32_MAX);
}

TEST(Filter, KnowsWhetherItHasATimeRange) {
  EXPECT_FALSE(Filter{}.has_time_range());
  Filter from, to;
  from.time_from_ms = 0;
  to.time_to_ms = 0;
  EXPECT_TRUE(from.has_time_range());
  EXPECT_TRUE(to.has_time_range());
}

TEST(Selection, CountsEachPageViewOnceUnderTheFirstReason) {
  PageView kept, other_page, other_device, other_width, other_time;
  kept = {1, 0, 1000, 500, 1440, 900, 0, 0, 0};
  other_page = {2, 1, 1000, 500, 1440, 900, 0, 0, 0};
  other_device = {0, 0, 9000, 500, 375, 900, 0, 0, 0};
  other_width = {0, 0, 9000, 500, 1920, 900, 0, 0, 0};
  other_time = {0, 0, 9000, 500, 1440, 900, 0, 0, 0};
  const Recording recording = recording_of({kept, other_page, other_device, other_width, other_time, kept});
  Filter filter;
  filter.devices = 1 << static_cast<int>(Device::desktop);
  filter.viewport_width_min = 1300;
  filter.viewport_width_max = 1500;
  filter.time_from_ms = 0;
  filter.time_to_ms = 2000;
  const Selection selection = select(recording, filter);
  EXPECT_EQ(selection.keeps, (std::vector<uint8_t>{1, 0, 0, 0, 0, 1}));
  EXPECT_EQ(selection.page_views, 2u);
  EXPECT_EQ(selection.sessions, 1u);
  EXPECT_EQ(selection.left_out_device, 1u);
  EXPECT_EQ(selection.left_out_width, 1u);
  EXPECT_EQ(selection.left_out_time, 1u);
}

TEST(Selection, KeepsUnknownWidthsOnlyInTheWidestRange) {
  PageView unknown;
  const Recording recording = recording_of({unknown});
  EXPECT_EQ(select(recording, {}).page_views, 1u);
  Filter filter;
  filter.viewport_width_max = 100'000;
  EXPECT_EQ(select(recording, filter).left_out_width, 1u);
  filter = {};
  filter.viewport_width_min = 1;
  EXPECT_EQ(select(recording, filter).left_out_width, 1u);
}

TEST(Selection, KeepsPageViewsThatTouchTheTimeRange) {
  PageView view;
  view.start_ms = 1000;
  view.duration_ms = 500;
  const Recording recording = recording_of({view});
  const auto keeps = [&](int64_t from, int64_t to) {
    Filter filter;
    filter.time_from_ms = from;
    filter.time_to_ms = to;
    return select(recording, filter).page_views == 1;
  };
  EXPECT_TRUE(keeps(1500, 1501)) << "an event may lie at the very end";
  EXPECT_FALSE(keeps(1501, 9999));
  EXPECT_TRUE(keeps(0, 1001));
  EXPECT_FALSE(keeps(0, 1000)) << "the end is exclusive";
  EXPECT_TRUE(keeps(1200, 1300));
}

TEST(Selection, SurvivesTimesAtTheLimits) {
  PageView earliest, latest;
  earliest.start_ms = kFirst;
  latest.start_ms = kLast - 1;
  latest.duration_ms = UINT32_MAX;
  const Recording recording = recording_of({earliest, latest});
  Filter filter;
  filter.time_from_ms = 0;
  filter.time_to_ms = 1;
  EXPECT_EQ(select(recording, filter).left_out_time, 2u);
  EXPECT_EQ(select(recording, {}).page_views, 2u);
  EXPECT_FALSE(time_window(latest, filter).contains(0));
  EXPECT_FALSE(time_window(earliest, filter).contains(0));
}

TEST(Selection, OfNothingIsEmpty) {
  EXPECT_EQ(select(Recording{}, {}).page_views, 0u);
  Filter filter;
  filter.page = 77;
  EXPECT_EQ(select(test::generate(1, false).recording, filter).page_views, 0u);
}

// All combinations of filters against a plain loop.
TEST(Selection, AgreesWithAPlainLoop) {
  const auto made = test::generate(4, false);
  const auto& views = made.recording.catalog.page_views;
  for (uint32_t page = 0; page < 3; ++page) {
    for (int devices = 0; devices < 16; ++devices) {
      for (const WidthRange widths : {WidthRange{}, comparable_widths(1440), comparable_widths(700)}) {
        for (const int64_t from : {kFirst, int64_t{1'700'000'030'000}}) {
          for (const int64_t to : {kLast, int64_t{1'700'000'060'000}}) {
            const Filter filter{page, static_cast<uint8_t>(devices), widths.min, widths.max, from, to};
            const Selection selection = select(made.recording, filter);
            uint32_t kept = 0, of_page = 0;
            std::set<uint32_t> sessions;
            for (size_t i = 0; i < views.size(); ++i) {
              const PageView& view = views[i];
              const uint32_t w = view.viewport_width;
              const int device = w == 0 ? 3 : w < 768 ? 0 : w < 1024 ? 1 : 2;
              const bool passes_width = (widths.min == 0 && widths.max == UINT32_MAX) ||
                                        (w > 0 && w >= widths.min && w <= widths.max);
              const bool passes = view.page == page && (devices >> device & 1) != 0 && passes_width &&
                                  view.start_ms < to && view.start_ms + view.duration_ms >= from;
              of_page += view.page == page;
              ASSERT_EQ(selection.keeps[i], passes ? 1 : 0);
              kept += passes;
              if (passes) sessions.insert(view.session);
            }
            EXPECT_EQ(selection.page_views, kept);
            EXPECT_EQ(selection.sessions, sessions.size());
            EXPECT_EQ(kept + selection.left_out_device + selection.left_out_width + selection.left_out_time,
                      of_page);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace isotherm::filter_test
