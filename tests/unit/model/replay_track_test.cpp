#include "model/replay_track.h"

#include <gtest/gtest.h>

#include <map>

#include "model/playback_map.h"
#include "unit/model/recordings.h"

namespace isotherm::replay_track_test {
namespace {

using test::append_block;
using test::FlatEvent;
using test::make_event;

Recording one_session(std::vector<PageView> views) {
  Recording recording;
  recording.catalog.pages.resize(2);
  recording.catalog.sessions.resize(1);
  recording.catalog.page_views = std::move(views);
  return recording;
}

PageView view_of(int64_t start_ms, uint32_t duration_ms, uint32_t page = 0) {
  PageView view;
  view.page = page;
  view.start_ms = start_ms;
  view.duration_ms = duration_ms;
  view.viewport_width = 1000;
  view.viewport_height = 600;
  return view;
}

ReplayTrack track_of(const Recording& recording, uint32_t session = 0) {
  return {recording, SessionIndex(recording), session};
}

bool is_pointer(EventKind kind) {
  const StreamClass stream_class = class_of(kind);
  return stream_class == StreamClass::moves || stream_class == StreamClass::buttons ||
         stream_class == StreamClass::touch;
}

// Every recorded sample, at its own time, is where the recording says: no tolerance.
TEST(ReplayTrack, StatesAtSampleTimesAreTheSamples) {
  for (const uint32_t seed : {1u, 2u, 3u, 4u}) {
    const auto made = test::generate(seed, seed % 2 == 0);
    const auto& recording = made.recording;
    std::map<uint32_t, std::vector<Event>> by_view;
    for (const FlatEvent& flat : made.events)
      by_view[flat.page_view].push_back(flat.event);
    size_t pointer_samples = 0;
    for (uint32_t session = 0; session < recording.catalog.sessions.size(); ++session) {
      const ReplayTrack track = track_of(recording, session);
      for (const ReplayVisit& visit : track.visits()) {
        glm::dvec2 scroll(0, 0);
        for (const Event& event : by_view[visit.page_view]) {
          const glm::dvec2 recorded(px_from_units(event.x), px_from_units(event.y));
          const EventKind kind = kind_of(event.tag);
          if (kind == EventKind::scroll) scroll = recorded;
          ASSERT_EQ(visit.scroll_at(event.t_ms), scroll);
          if (kind == EventKind::resize) {
            ASSERT_EQ(visit.viewport_at(event.t_ms), recorded);
          }
          if (!is_pointer(kind)) continue;
          const auto cursor = visit.cursor_at(event.t_ms);
          ASSERT_TRUE(cursor);
          const bool is_fixed = (event.tag & kFlagFixedTarget) != 0;
          ASSERT_EQ(cursor->page, is_fixed ? recorded + scroll : recorded);
          ++pointer_samples;
        }
      }
    }
    EXPECT_GT(pointer_samples, 1000u);
  }
}

TEST(ReplayTrack, GlidesBetweenSamplesAndRestsBefore) {
  auto recording = one_session({view_of(0, 5000)});
  append_block(recording, StreamClass::moves,
               {{0, make_event(EventKind::move, 100, 10, 10)},
                {0, make_event(EventKind::move, 200, 30, 50)},
                {0, make_event(EventKind::move, 2200, 130, 50)}});
  const auto track = track_of(recording);
  const ReplayVisit& visit = track.visits()[0];
  EXPECT_FALSE(visit.cursor_at(99));
  EXPECT_EQ(visit.cursor_at(150)->page, glm::dvec2(20, 30));
  EXPECT_EQ(visit.cursor_at(1900)->page, glm::dvec2(30, 50));  // still at rest
  EXPECT_EQ(visit.cursor_at(2200 - kMaxGlideMs / 2)->page, glm::dvec2(80, 50));
  EXPECT_EQ(visit.cursor_at(4999)->page, glm::dvec2(130, 50));
}

// A mouse that rests while the page scrolls stays on the screen, not on the page.
TEST(ReplayTrack, ScrollCarriesTheRestingCursorAlong) {
  auto recording = one_session({view_of(0, 5000)});
  append_block(
      recording, StreamClass::moves,
      {{0, make_event(EventKind::move, 0, 10, 100)}, {0, make_event(EventKind::move, 3000, 10, 600)}});
  append_block(recording, StreamClass::scroll, {{0, make_event(EventKind::scroll, 1000, 0, 500)}});
  const auto track = track_of(recording);
  const ReplayVisit& visit = track.visits()[0];
  EXPECT_EQ(visit.cursor_at(999)->page, glm::dvec2(10, 100));
  EXPECT_EQ(visit.cursor_at(1000)->page, glm::dvec2(10, 600));
  EXPECT_EQ(visit.cursor_at(2900)->page, glm::dvec2(10, 600));  // moved neither on screen nor on the page
  EXPECT_EQ(visit.trail_at(1500, 3000)[0].page, glm::dvec2(10, 100));
  EXPECT_EQ(visit.trail_at(1500, 3000, TrailSpace::screen)[0].page, glm::dvec2(10, 600));
}

TEST(ReplayTrack, FingersAreShownOnlyWhileTheyAreDown) {
  auto recording = one_session({view_of(0, 5000)});
  append_block(recording, StreamClass::touch,
               {{0, make_event(EventKind::touch_start, 100, 10, 10, kFlagTouchPointer)},
                {0, make_event(EventKind::touch_move, 200, 10, 60, kFlagTouchPointer)},
                {0, make_event(EventKind::touch_end, 300, 10, 60, kFlagTouchPointer)},
                {0, make_event(EventKind::touch_start, 400, 900, 900, kFlagTouchPointer)}});
  append_block(recording, StreamClass::buttons,
               {{0, make_event(EventKind::click, 300, 10, 60, kFlagTouchPointer)}});
  const auto track = track_of(recording);
  const ReplayVisit& visit = track.visits()[0];
  EXPECT_TRUE(visit.cursor_at(150)->is_touch);
  EXPECT_TRUE(visit.cursor_at(150)->is_down);
  EXPECT_EQ(visit.cursor_at(150)->page, glm::dvec2(10, 35));
  EXPECT_FALSE(visit.cursor_at(350));
  EXPECT_EQ(visit.cursor_at(400)->page, glm::dvec2(900, 900));
  const auto trail = visit.trail_at(450, 3000);
  ASSERT_EQ(trail.size(), 6u);  // five samples and the present
  EXPECT_FALSE(trail[4].is_connected) << "the finger did not draw a line through the air";
}

TEST(ReplayTrack, TrailHoldsWhatWasRecordedInItsTime) {
  auto recording = one_session({view_of(0, 60'000)});
  std::vector<FlatEvent> moves;
  for (int i = 0; i < 1000; ++i)
    moves.push_back({0, make_event(EventKind::move, i * 10, i, 2 * i)});
  append_block(recording, StreamClass::moves, moves);
  const auto track = track_of(recording);
  const ReplayVisit& visit = track.visits()[0];
  const auto trail = visit.trail_at(5005, 3000);
  ASSERT_EQ(trail.size(), 301u);  // 2010 ... 5000 and the present
  EXPECT_EQ(trail.front().page, glm::dvec2(201, 402));
  EXPECT_DOUBLE_EQ(trail.front().age_ms, 2995);
  EXPECT_EQ(trail.back().page, glm::dvec2(500.5, 1001));
  EXPECT_DOUBLE_EQ(trail.back().age_ms, 0);
  EXPECT_LE(visit.trail_at(5005, 3000, TrailSpace::page, 50).size(), 51u);
  EXPECT_TRUE(visit.trail_at(-1, 3000).empty());
}

TEST(ReplayTrack, ShowsThePageViewWhereSomethingHappenedLast) {
  auto recording = one_session({view_of(1000, 9000), view_of(4000, 9000, 1)});
  append_block(recording, StreamClass::moves,
               {{0, make_event(EventKind::move, 100, 1, 1)},
                {0, make_event(EventKind::move, 5000, 1, 1)},
                {1, make_event(EventKind::move, 8000, 1, 1)}});
  const auto track = track_of(recording);
  EXPECT_EQ(track.start_unix_ms(), 1000);
  EXPECT_EQ(track.duration_ms(), 12'000);
  EXPECT_EQ(track.visit_at(2999), 0u);
  EXPECT_EQ(track.visit_at(3000), 1u);  // the other tab opens
  EXPECT_EQ(track.visit_at(5000), 0u);  // back in the first
  EXPECT_EQ(track.visit_at(11'000), 1u);
  EXPECT_EQ(track.next_event_ms(3000), 5000);
  EXPECT_EQ(track.previous_event_ms(3000), 100);
  EXPECT_EQ(track.previous_event_ms(0), 0);
  EXPECT_EQ(track.next_event_ms(11'000), 12'000);
}

TEST(ReplayTrack, GapsAreTimesWithoutEventsOfMoreThanTenSeconds) {
  auto recording = one_session({view_of(0, 50'000)});
  append_block(
      recording, StreamClass::moves,
      {{0, make_event(EventKind::move, 10'000, 1, 1)}, {0, make_event(EventKind::move, 20'001, 1, 1)}});
  const auto track = track_of(recording);
  ASSERT_EQ(track.gaps().size(), 2u);
  EXPECT_EQ(track.gaps()[0].from_ms, 10'000);
  EXPECT_EQ(track.gaps()[0].to_ms, 20'001);
  EXPECT_EQ(track.gaps()[1].from_ms, 20'001);
  EXPECT_EQ(track.gaps()[1].to_ms, 50'000);
  EXPECT_EQ(track.activity_histogram(5), (std::vector<uint32_t>{1, 1, 1, 0, 0}));
}

TEST(PlaybackMap, GapsTakeHalfASecondAndCanBeSought) {
  const std::vector<ReplayGap> gaps{{10'000, 30'000}, {40'000, 100'000}};
  const PlaybackMap map(gaps);
  EXPECT_DOUBLE_EQ(map.playing_from_session(10'000), 10'000);
  EXPECT_DOUBLE_EQ(map.playing_from_session(20'000), 10'250);
  EXPECT_DOUBLE_EQ(map.playing_from_session(30'000), 10'500);
  EXPECT_DOUBLE_EQ(map.playing_from_session(100'000), 21'000);
  EXPECT_DOUBLE_EQ(map.playing_from_session(101'000), 22'000);
  double before = -1;
  for (double t = 0; t <= 120'000; t += 37.5) {
    const double playing = map.playing_from_session(t);
    EXPECT_GT(playing, before);
    before = playing;
    EXPECT_NEAR(map.session_from_playing(playing), t, 1e-6);
  }
  const PlaybackMap none;
  EXPECT_DOUBLE_EQ(none.playing_from_session(20'000), 20'000);
}

TEST(ReplayTrack, ListsWhatHappened) {
  auto recording = one_session({view_of(0, 30'000), view_of(30'000, 5000, 1)});
  append_block(recording, StreamClass::buttons,
               {{0, make_event(EventKind::mouse_down, 900, 50, 560)},
                {0, make_event(EventKind::click, 1000, 50, 560)},
                {0, make_event(EventKind::click, 1500, 60, 570)},
                {0, make_event(EventKind::click, 2500, 50, 560)},
                {0, make_event(EventKind::click, 2600, 50, 560)},  // the same series goes on
                {0, make_event(EventKind::click, 4000, 50, 560)},
                {0, make_event(EventKind::double_click, 4001, 50, 560)},
                {0, make_event(EventKind::context_menu, 5000, 5, 6)},
                {1, make_event(EventKind::click, 100, 7, 8, kFlagTouchPointer)}});
  append_block(recording, StreamClass::scroll,
               {{0, make_event(EventKind::scroll, 100, 0, 100)},
                {0, make_event(EventKind::scroll, 500, 0, 500)},
                {0, make_event(EventKind::scroll, 20'000, 0, 0)}});
  append_block(recording, StreamClass::viewport, {{0, make_event(EventKind::resize, 6000, 800, 500)}});
  const auto track = track_of(recording);
  std::vector<std::pair<int64_t, std::string>> listed;
  for (const ReplayEvent& event : track.events())
    listed.emplace_back(event.t_ms, to_string(event.kind));
  const std::vector<std::pair<int64_t, std::string>> expected{
      {0, "page"},           {500, "scroll"},  {1000, "click"},
      {1500, "click"},       {2500, "click"},  {2500, "rage click"},
      {2600, "click"},       {4000, "click"},  {4001, "double click"},
      {5000, "right click"}, {6000, "resize"}, {20'000, "scroll"},
      {30'000, "page"},      {30'100, "tap"}};
  EXPECT_EQ(listed, expected);
  EXPECT_EQ(track.event_at(3000), 6u);
  EXPECT_EQ(track.events()[2].y, units_from_px(560));
  EXPECT_EQ(track.event_at(-1), track.events().size());
}

TEST(RageSeries, NeedsThreeNearClicksInQuickSuccession) {
  RageSeries series;
  const auto px = [](int value) { return value * kUnitsPerPx; };
  EXPECT_FALSE(series.add(0, px(10), px(10), false));
  EXPECT_FALSE(series.add(1000, px(25), px(25), false));
  EXPECT_TRUE(series.add(2000, px(10), px(10), false));
  EXPECT_FALSE(series.add(2100, px(10), px(10), false)) << "fires once";
  EXPECT_FALSE(series.add(3101, px(10), px(10), false)) << "too late: a new series";
  EXPECT_FALSE(series.add(3200, px(10), px(10), false));
  EXPECT_FALSE(series.add(3300, px(26), px(25), false)) << "31 px away";
  EXPECT_FALSE(series.add(3400, px(26), px(25), true)) << "on a fixed element";
  EXPECT_FALSE(series.add(3500, px(26), px(25), true));
  EXPECT_TRUE(series.add(3600, px(26), px(25), true));
}

TEST(ReplayTrack, SurvivesWhatNoRecorderWrites) {
  auto recording = one_session({view_of(std::numeric_limits<int64_t>::min(), 10),
                                view_of(std::numeric_limits<int64_t>::max(), 10), view_of(0, 10)});
  const auto track = track_of(recording);
  EXPECT_EQ(track.visits().size(), 3u);
  EXPECT_GT(track.duration_ms(), 0);
  for (const ReplayVisit& visit : track.visits())
    EXPECT_GE(visit.begin_ms, 0);
  EXPECT_TRUE(track_of(recording, 7).empty());
  EXPECT_EQ(track_of(recording, 7).visit_at(5), 0u);
  EXPECT_EQ(track_of(recording, 7).next_event_ms(5), 0);
}

}  // namespace
}  // namespace isotherm::replay_track_test
