#include "model/attention.h"

#include <gtest/gtest.h>

#include "unit/model/recordings.h"

namespace isotherm::attention_test {
namespace {

using test::append_block;
using test::make_event;

Recording with_heights(const std::vector<uint32_t>& viewport_heights, uint32_t duration_ms) {
  Recording recording;
  recording.catalog.pages.resize(1);
  recording.catalog.sessions.resize(viewport_heights.size());
  for (uint32_t i = 0; i < viewport_heights.size(); ++i) {
    PageView view;
    view.session = i;
    view.viewport_width = 1440;
    view.viewport_height = viewport_heights[i];
    view.document_height = 2000;
    view.duration_ms = duration_ms;
    recording.catalog.page_views.push_back(view);
  }
  return recording;
}

AttentionRows attention_of(const Recording& recording, uint32_t page_height_px,
                           const ScrollSettings& settings = {}, const Filter& filter = {}) {
  return attention_rows(recording, ReachIndex(recording), ActivityIndex(recording), select(recording, filter),
                        filter, page_height_px, settings);
}

TEST(Attention, IsTheTimeThatARowWasVisible) {
  Recording recording = with_heights({800, 600}, 10'000);
  append_block(
      recording, StreamClass::scroll,
      {{0, make_event(EventKind::scroll, 2000, 0, 500)}, {0, make_event(EventKind::scroll, 5000, 0, 1000)}});
  const AttentionRows rows = attention_of(recording, 2000);
  EXPECT_EQ(rows.units, 2u);
  ASSERT_EQ(rows.visible_ms.size(), 2000u);
  // The first: 0-800 for 2 s, 500-1300 for 3 s, 1000-1800 for 5 s. The second: 0-600 for 10 s.
  EXPECT_EQ(rows.visible_ms[0], 12'000u);
  EXPECT_EQ(rows.visible_ms[499], 12'000u);
  EXPECT_EQ(rows.visible_ms[500], 15'000u);
  EXPECT_EQ(rows.visible_ms[600], 5'000u);
  EXPECT_EQ(rows.visible_ms[800], 3'000u);
  EXPECT_EQ(rows.visible_ms[1299], 8'000u);
  EXPECT_EQ(rows.visible_ms[1300], 5'000u);
  EXPECT_EQ(rows.visible_ms[1799], 5'000u);
  EXPECT_EQ(rows.visible_ms[1800], 0u);
  EXPECT_EQ(rows.mean_ms(500), 7500);
  EXPECT_EQ(rows.longest_mean_ms(), 7500);
  EXPECT_EQ(rows.mean_ms(-1), 0);
  EXPECT_EQ(rows.mean_ms(2000), 0);
}

TEST(Attention, CountsNoTimeInGapsOfMoreThanThirtySeconds) {
  Recording recording = with_heights({800}, 100'000);
  append_block(
      recording, StreamClass::moves,
      {{0, make_event(EventKind::move, 30'000, 5, 5)}, {0, make_event(EventKind::move, 60'001, 5, 5)}});
  append_block(recording, StreamClass::buttons, {{0, make_event(EventKind::click, 80'001, 5, 5)}});
  // 0-30 s counts, the gap of 30.001 s does not, 20 s and 19.999 s do.
  EXPECT_EQ(attention_of(recording, 1000).visible_ms[0], 30'000u + 20'000u + 19'999u);
  EXPECT_EQ(attention_of(with_heights({800}, 30'001), 1000).visible_ms[0], 0u);
  EXPECT_EQ(attention_of(with_heights({800}, 30'000), 1000).visible_ms[0], 30'000u);
}

TEST(Attention, LeavesOutExposuresBelowTheMinimum) {
  Recording recording = with_heights({800}, 1000);
  // Row 900 is visible 100-200 and 250-1000; row 850 from 100 on without a break although the page moves.
  append_block(recording, StreamClass::scroll,
               {{0, make_event(EventKind::scroll, 100, 0, 500)},
                {0, make_event(EventKind::scroll, 200, 0, 80)},
                {0, make_event(EventKind::scroll, 250, 0, 700)}});
  ScrollSettings settings;
  EXPECT_EQ(attention_of(recording, 2000, settings).visible_ms[900], 100u + 750u);
  settings.min_exposure_ms = 150;
  const AttentionRows rows = attention_of(recording, 2000, settings);
  EXPECT_EQ(rows.visible_ms[900], 750u);
  EXPECT_EQ(rows.visible_ms[850], 900u) << "one stretch of 900 ms, not three";
  EXPECT_EQ(rows.visible_ms[1250], 0u + 750u);
  EXPECT_EQ(rows.visible_ms[100], 0u + 0u) << "100 ms, then 50 ms";
}

TEST(Attention, CountsSessionsOrPageViews) {
  Recording recording = with_heights({800, 800, 800}, 1000);
  recording.catalog.page_views[2].session = 0;
  EXPECT_EQ(attention_of(recording, 1000).units, 3u);
  ScrollSettings settings;
  settings.unit = ScrollUnit::sessions;
  const AttentionRows rows = attention_of(recording, 1000, settings);
  EXPECT_EQ(rows.units, 2u);
  EXPECT_EQ(rows.visible_ms[0], 3000u) << "time adds up, units do not";
}

TEST(Attention, ScalesToTheShareOfThePage) {
  Recording recording = with_heights({500}, 1000);  // of 2000
  ScrollSettings settings;
  settings.depth = DepthScale::share;
  const AttentionRows rows = attention_of(recording, 4000, settings);
  EXPECT_EQ(rows.visible_ms[999], 1000u);
  EXPECT_EQ(rows.visible_ms[1000], 0u);
}

TEST(Attention, OfNobodyIsZero) {
  EXPECT_EQ(attention_of(Recording{}, 0).longest_mean_ms(), 0);
  EXPECT_EQ(attention_of(Recording{}, 10).visible_ms, std::vector<uint64_t>(10, 0));
}

// Row by row and millisecond by millisecond over generated recordings.
TEST(Attention, AgreesWithAPlainLoop) {
  constexpr int kHeight = 2500;
  for (uint32_t seed = 1; seed <= 6; ++seed) {
    const auto made = test::generate(seed, seed % 2 == 0);
    for (const uint32_t min_ms : {0u, 150u}) {
      Filter filter;
      filter.page = seed % 3;
      if (seed > 3) {
        filter.time_from_ms = 1'700'000'020'000;
        filter.time_to_ms = 1'700'000'060'000;
      }
      const Selection selection = select(made.recording, filter);
      ScrollSettings settings;
      settings.min_exposure_ms = min_ms;
      const AttentionRows rows = attention_of(made.recording, kHeight, settings, filter);
      EXPECT_EQ(rows.units, selection.page_views);
      for (int y = 0; y < kHeight; y += 97) {
        uint64_t expected = 0;
        for (uint32_t i = 0; i < selection.keeps.size(); ++i) {
          if (!selection.keeps[i]) continue;
          const PageView& view = made.recording.catalog.page_views[i];
          std::vector<Event> events;
          for (const auto& flat : made.events) {
            if (flat.page_view == i) events.push_back(flat.event);
          }
          Event end;
          end.t_ms = static_cast<int32_t>(view.duration_ms);
          end.tag = make_tag(EventKind::move);
          events.push_back(end);
          double top = 0, height = view.viewport_height;
          int64_t last = 0, stretch = 0;
          for (const Event& event : events) {
            const bool is_visible = y >= std::floor(top + 0.5) && y < std::floor(top + height + 0.5);
            int64_t ms = event.t_ms - last > kActiveGapMs ? 0 : event.t_ms - last;
            const int64_t from = std::max<int64_t>(view.start_ms + last, filter.time_from_ms);
            const int64_t to = std::min<int64_t>(view.start_ms + event.t_ms, filter.time_to_ms);
            ms = ms == 0 ? 0 : std::max<int64_t>(0, to - from);
            if (is_visible) {
              stretch += ms;
            } else {
              if (stretch >= min_ms) expected += static_cast<uint64_t>(stretch);
              stretch = 0;
            }
            last = event.t_ms;
            if (kind_of(event.tag) == EventKind::scroll) top = event.y / 16.0;
            if (kind_of(event.tag) == EventKind::resize) height = event.y / 16.0;
          }
          if (stretch >= min_ms) expected += static_cast<uint64_t>(stretch);
        }
        ASSERT_EQ(rows.visible_ms[static_cast<size_t>(y)], expected) << "seed " << seed << " row " << y;
      }
    }
  }
}

}  // namespace
}  // namespace isotherm::attention_test
