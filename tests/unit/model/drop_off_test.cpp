#include "model/drop_off.h"

#include <gtest/gtest.h>

#include <numeric>

#include "unit/model/recordings.h"

namespace isotherm::drop_off_test {
namespace {

using test::append_block;
using test::make_event;

// Two sessions; the first has two page views of the page.
Recording three_views() {
  Recording recording;
  recording.catalog.pages.resize(1);
  recording.catalog.sessions.resize(2);
  for (uint32_t i = 0; i < 3; ++i) {
    PageView view;
    view.session = i == 2 ? 1 : 0;
    view.start_ms =
        1000 * (2 - static_cast<int>(i));  // the second page view of the first session is the earlier one
    view.duration_ms = 500;
    view.viewport_height = 700;
    recording.catalog.page_views.push_back(view);
  }
  append_block(recording, StreamClass::scroll,
               {{0, make_event(EventKind::scroll, 100, 0, 900)},
                {0, make_event(EventKind::scroll, 200, 0, 100)},
                {1, make_event(EventKind::scroll, 100, 0, 1000.5)}});
  return recording;
}

DropOff drop_off_of(const Recording& recording, uint32_t page_height_px, const ScrollSettings& settings = {},
                    const Filter& filter = {}) {
  return drop_off(recording, ReachIndex(recording), select(recording, filter), filter, page_height_px,
                  settings);
}

TEST(DropOff, IsWherePageViewsEnd) {
  const DropOff ends = drop_off_of(three_views(), 2000);
  EXPECT_EQ(ends.units, 3u);
  EXPECT_EQ(ends.ends[800], 1u) << "scrolled back up";
  EXPECT_EQ(ends.ends[1701], 1u);
  EXPECT_EQ(ends.ends[700], 1u) << "never scrolled";
  ASSERT_EQ(ends.bands.size(), 40u);
  EXPECT_EQ(ends.bands[16], 1u);
  EXPECT_EQ(ends.bands[14], 1u);
  EXPECT_EQ(ends.bands[34], 1u);
  EXPECT_EQ(ends.largest_band(), 1u);
}

TEST(DropOff, CountsEachSessionsLastPageViewOnce) {
  ScrollSettings settings;
  settings.unit = ScrollUnit::sessions;
  const DropOff ends = drop_off_of(three_views(), 2000, settings);
  EXPECT_EQ(ends.units, 2u);
  EXPECT_EQ(ends.ends[800], 1u) << "the later one, although it comes first in the catalog";
  EXPECT_EQ(ends.ends[1701], 0u);
  EXPECT_EQ(ends.ends[700], 1u);
}

TEST(DropOff, FollowsReferenceLineTimeRangeAndPage) {
  ScrollSettings settings;
  settings.line = ReferenceLine::top;
  EXPECT_EQ(drop_off_of(three_views(), 2000, settings).ends[100], 1u);
  settings.line = ReferenceLine::centre;
  EXPECT_EQ(drop_off_of(three_views(), 2000, settings).ends[450], 1u);
  Filter filter;
  filter.time_from_ms = 2000;
  filter.time_to_ms = 2150;
  EXPECT_EQ(drop_off_of(three_views(), 2000, {}, filter).ends[1600], 1u) << "before it scrolled back";
  const DropOff clipped = drop_off_of(three_views(), 1600);
  EXPECT_EQ(clipped.ends[1600], 1u);
  EXPECT_EQ(clipped.bands.size(), 32u);
  EXPECT_EQ(clipped.bands[31], 1u) << "the page's end belongs to the last band";
}

TEST(DropOff, CountsEveryUnitOnce) {
  for (uint32_t seed = 1; seed <= 5; ++seed) {
    const auto made = test::generate(seed, false);
    Filter filter;
    filter.page = seed % 3;
    const Selection selection = select(made.recording, filter);
    const DropOff ends = drop_off(made.recording, ReachIndex(made.recording), selection, filter, 2490);
    EXPECT_EQ(ends.units, selection.page_views);
    EXPECT_EQ(std::accumulate(ends.ends.begin(), ends.ends.end(), 0u), selection.page_views);
    EXPECT_EQ(std::accumulate(ends.bands.begin(), ends.bands.end(), 0u), selection.page_views);
    // Plainly: the last scroll and the last resize of each page view.
    for (uint32_t i = 0; i < selection.keeps.size(); ++i) {
      if (!selection.keeps[i]) continue;
      double top = 0, height = made.recording.catalog.page_views[i].viewport_height;
      for (const auto& flat : made.events) {
        if (flat.page_view != i) continue;
        if (kind_of(flat.event.tag) == EventKind::scroll) top = flat.event.y / 16.0;
        if (kind_of(flat.event.tag) == EventKind::resize) height = flat.event.y / 16.0;
      }
      const auto y = static_cast<size_t>(std::min(std::floor(top + height + 0.5), 2490.0));
      EXPECT_GE(ends.ends[y], 1u) << "seed " << seed << " page view " << i;
    }
  }
}

TEST(DropOff, OfNobodyIsZero) {
  EXPECT_EQ(drop_off_of(Recording{}, 0).units, 0u);
  EXPECT_EQ(drop_off_of(Recording{}, 0).largest_band(), 0u);
  EXPECT_EQ(DropOff{}.largest_band(), 0u);
}

}  // namespace
}  // namespace isotherm::drop_off_test
