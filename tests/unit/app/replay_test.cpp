// Sessions and their replay through the app: commands in, state and scene out.
#include <algorithm>
#include <cmath>
#include <set>

#include "unit/app/recordings.h"

namespace isotherm::replay_test {
namespace {

App ready_app(bool has_screenshot = false) {
  return make_app(make_recording({.has_screenshot = has_screenshot}));
}

const ReplayState& replay_of(const App& app) {
  return app.state().replay;
}

void play_for(App& app, double ms) {
  for (double t = 0; t < ms; t += 10)
    app.advance(10);
}

// Session 0 has clicks from 0 to 3.9 s on one page and from 60 to 63.9 s on another, each seen for 30 s.
TEST(ReplayApp, PlaysAndStopsAtTheEnd) {
  App app = ready_app();
  app.apply(command::OpenSession{.session = 0, .t_ms = 1000, .plays = true});
  EXPECT_EQ(replay_of(app).mode, ViewMode::session);
  EXPECT_EQ(replay_of(app).duration_ms, 90'000);
  EXPECT_EQ(replay_of(app).time_ms, 1000);
  play_for(app, 500);
  EXPECT_NEAR(replay_of(app).time_ms, 1500, 1e-6);
  app.apply(command::SetSpeed{.speed = 4});
  play_for(app, 500);
  EXPECT_NEAR(replay_of(app).time_ms, 3500, 1e-6);
  app.apply(command::Play{.plays = false});
  const uint64_t revision = app.state().revision;
  play_for(app, 500);
  EXPECT_NEAR(replay_of(app).time_ms, 3500, 1e-6);
  EXPECT_EQ(app.state().revision, revision) << "at rest nothing changes";
  app.apply(command::Play{});
  play_for(app, 20'000);
  EXPECT_EQ(replay_of(app).time_ms, 90'000);
  EXPECT_FALSE(replay_of(app).is_playing);
  app.apply(command::Play{});
  EXPECT_EQ(replay_of(app).time_ms, 0) << "played again from the start";
}

TEST(ReplayApp, SkipsInactivityInHalfASecondAndSeeksIntoIt) {
  App app = ready_app();
  app.apply(command::OpenSession{.session = 0, .t_ms = 3900, .plays = true});
  play_for(app, 250);
  EXPECT_NEAR(replay_of(app).time_ms, (3'900 + 60'000) / 2.0, 300);
  play_for(app, 250);
  EXPECT_NEAR(replay_of(app).time_ms, 60'000, 20);
  app.apply(command::Seek{.t_ms = 30'000});
  EXPECT_EQ(replay_of(app).time_ms, 30'000);
  app.apply(command::SkipInactivity{.skips = false});
  play_for(app, 1000);
  EXPECT_NEAR(replay_of(app).time_ms, 31'000, 1e-6);
}

TEST(ReplayApp, LoopsARange) {
  App app = ready_app();
  app.apply(command::OpenSession{.session = 0, .t_ms = 0, .plays = true});
  app.apply(command::SetLoop{.range = LoopRange{1000, 1500}});
  std::set<int> seconds;
  for (int i = 0; i < 400; ++i) {
    app.advance(10);
    EXPECT_LT(replay_of(app).time_ms, 1500);
    if (i > 150) {
      EXPECT_GE(replay_of(app).time_ms, 1000);
    }
  }
  EXPECT_TRUE(replay_of(app).is_playing);
  app.apply(command::SetLoop{.range = LoopRange{5, 5}});
  EXPECT_FALSE(replay_of(app).loop);
}

TEST(ReplayApp, StepsSpeedsEventsAndSessions) {
  App app = ready_app();
  app.apply(command::OpenSession{.session = 0});
  for (int i = 0; i < 9; ++i)
    app.apply(command::StepSpeed{.steps = 1});
  EXPECT_EQ(replay_of(app).speed, 16);
  for (int i = 0; i < 9; ++i)
    app.apply(command::StepSpeed{.steps = -1});
  EXPECT_EQ(replay_of(app).speed, 0.25);
  app.apply(command::Seek{.t_ms = 150});
  app.apply(command::StepEvent{.steps = 1});
  EXPECT_EQ(replay_of(app).time_ms, 200);
  app.apply(command::StepEvent{.steps = -1});
  app.apply(command::StepEvent{.steps = -1});
  EXPECT_EQ(replay_of(app).time_ms, 0);
  app.apply(command::SeekBy{.ms = 5000});
  EXPECT_EQ(replay_of(app).time_ms, 5000);
  app.apply(command::StepSession{.steps = 1});
  EXPECT_EQ(replay_of(app).session, 1u);
  EXPECT_EQ(replay_of(app).time_ms, 0);
  app.apply(command::StepSession{.steps = -1});
  app.apply(command::StepSession{.steps = -1});
  EXPECT_EQ(replay_of(app).session, 0u) << "there is none before the first";
}

TEST(ReplayApp, EachPageViewIsShownOnItsOwnPage) {
  App app = ready_app(true);
  app.apply(command::OpenSession{.session = 0, .t_ms = 100});
  finish_work(app);
  EXPECT_EQ(replay_of(app).visit, 0u);
  EXPECT_TRUE(app.scene().tiles.empty());
  EXPECT_FALSE(app.scene().fills.empty()) << "the neutral grid";
  EXPECT_EQ(app.state().page_px, (PixelSize{1000, 3000}));
  app.apply(command::Seek{.t_ms = 61'000});
  finish_work(app);
  EXPECT_EQ(replay_of(app).visit, 1u);
  ASSERT_EQ(app.scene().tiles.size(), 1u);
  EXPECT_EQ(app.scene().tiles[0].image->width, 100);
  app.apply(command::CloseReplay{});
  EXPECT_EQ(replay_of(app).mode, ViewMode::heatmap);
  EXPECT_FALSE(app.scene().heats.empty());
}

TEST(ReplayApp, TheCursorIsDrawnWhereTheSampleIs) {
  const auto recording = make_recording();
  App app = make_app(recording);
  app.apply(command::OpenSession{.session = 0, .t_ms = 200});
  const ClickAt& click = recording.clicks[2];
  const Scene scene = app.scene();
  ASSERT_FALSE(scene.sprites.empty());
  EXPECT_EQ(scene.sprites.back().anchor_page, glm::dvec2(click.x, click.y));
  // Follow: the whole viewport, and only that, is in view.
  const auto corner = app.view().transform.view_from_page(glm::dvec2(0, 0));
  const auto end = app.view().transform.view_from_page(glm::dvec2(1000, 700));
  EXPECT_NEAR(std::min(corner.x, corner.y), 0, 1e-6);
  EXPECT_NEAR(end.x - corner.x, 800, 1e-6);
  // Moving the page by hand ends following.
  app.apply(command::PanBy{.view_px = {0, -50}});
  EXPECT_EQ(replay_of(app).look, ReplayLook::overview);
}

TEST(ReplayApp, ASpotHasTheSessionsThatTheTooltipCounts) {
  const auto recording = make_recording();
  App app = make_app(recording);
  const ClickAt& click = recording.clicks[40];  // of page /many
  app.apply(command::Hover{.view = app.view().transform.view_from_page(glm::dvec2(click.x, click.y))});
  finish_work(app);
  ASSERT_TRUE(app.state().hover);
  app.apply(command::PickSpot{.page = {click.x, click.y}});
  ASSERT_TRUE(replay_of(app).spot);
  const SpotState spot = *replay_of(app).spot;
  EXPECT_EQ(spot.events, app.state().hover->events);
  EXPECT_EQ(spot.hits.size(), app.state().hover->sessions);
  uint64_t events = 0;
  for (const SessionHit& hit : spot.hits)
    events += hit.events;
  EXPECT_EQ(events, spot.events);
  // Opened at its moment, the cursor is at the spot.
  const SessionHit hit = spot.hits[0];
  app.apply(command::OpenSession{.session = hit.session, .t_ms = static_cast<double>(hit.t_ms)});
  const auto at = app.scene().sprites.back().anchor_page;
  EXPECT_LE(std::hypot(at.x - click.x, at.y - click.y), app.state().settings.radius_px + 1e-9);
  // The next session is the spot's next, two seconds before its moment.
  if (spot.hits.size() > 1) {
    app.apply(command::StepSession{.steps = 1});
    EXPECT_EQ(replay_of(app).session, spot.hits[1].session);
    EXPECT_EQ(replay_of(app).time_ms, std::max<int64_t>(0, spot.hits[1].t_ms - 2000));
  }
  app.apply(command::CloseReplay{});
  auto settings = app.state().settings;
  settings.opacity = 0.3;
  app.apply(command::ChangePicture{settings});
  EXPECT_TRUE(replay_of(app).spot) << "the same events";
  settings.radius_px = 80;
  app.apply(command::ChangePicture{settings});
  EXPECT_FALSE(replay_of(app).spot);
  app.apply(command::PickRegion{.page = {0, 0, 1000, 3000}});
  EXPECT_EQ(replay_of(app).spot->events, app.state().layer_events);
  app.apply(command::PickSpot{.page = {-500, -500}});
  EXPECT_FALSE(replay_of(app).spot);
}

TEST(ReplayApp, ListsAndMarksSessions) {
  App app = ready_app();
  app.apply(command::ShowSessions{});
  ASSERT_NE(replay_of(app).rows, nullptr);
  EXPECT_EQ(replay_of(app).listed.size(), 5u);
  SessionQuery query;
  query.order = SessionOrder::length;
  query.is_descending = true;
  app.apply(command::QuerySessions{.query = query});
  EXPECT_EQ(replay_of(app).listed[0], 0u);
  app.apply(command::OpenSession{.session = 3});
  EXPECT_EQ(replay_of(app).is_seen, (std::vector<uint8_t>{0, 0, 0, 1, 0}));
  app.apply(command::MarkSeen{.session = 3, .is_seen = false});
  EXPECT_EQ(replay_of(app).is_seen[3], 0);
}

TEST(ReplayApp, MarksAreKeptAndComeBackByTheSessionsNames) {
  App app = ready_app();
  app.apply(command::OpenSession{.session = 3});  // the list was never shown
  app.apply(command::MarkSeen{.session = 1});
  const uint64_t revision = replay_of(app).seen_revision;
  app.apply(command::MarkSeen{.session = 1});
  EXPECT_EQ(replay_of(app).seen_revision, revision) << "nothing new";
  const std::string kept = app.seen_json();
  App later = ready_app();
  later.apply(command::MarkSeen{.session = 0});
  ASSERT_TRUE(later.restore_seen(kept).ok());
  EXPECT_EQ(replay_of(later).is_seen, (std::vector<uint8_t>{1, 1, 0, 1, 0}));
  EXPECT_NE(later.seen_json(), kept);
  const std::string as_it_was = later.seen_json();
  EXPECT_TRUE(later.restore_seen(R"({"version":1,"seen":["nobody"]})").ok());
  for (const char* bad : {"", "{}", R"({"version":2,"seen":[]})", R"({"version":1,"seen":3})",
                          R"({"version":1,"seen":["a",1]})", R"({"version":1})"})
    EXPECT_EQ(later.restore_seen(bad).error().code, ErrorCode::damaged) << bad;
  EXPECT_EQ(later.seen_json(), as_it_was);
}

TEST(ReplayApp, SwarmMovesEverybodyOfThePicture) {
  App app = ready_app();
  app.apply(command::OpenSwarm{});
  EXPECT_EQ(replay_of(app).mode, ViewMode::swarm);
  EXPECT_EQ(replay_of(app).swarm_size, 5u);
  EXPECT_EQ(replay_of(app).swarm_present, 5u);
  app.apply(command::Seek{.t_ms = 2000});
  const Scene scene = app.scene();
  EXPECT_EQ(scene.shapes.size(), 5u);
  EXPECT_TRUE(scene.heats.empty());
  auto settings = app.state().settings;
  settings.device = DeviceChoice::mobile;
  app.apply(command::ChangePicture{settings});
  EXPECT_EQ(replay_of(app).swarm_size, 1u) << "the filter holds for the swarm";
  EXPECT_EQ(replay_of(app).time_ms, 2000);
}

// The time line comes with the swarm and leaves the page less room.
TEST(ReplayApp, TheWholeSwarmStaysInSightUntilTheUserMoves) {
  App app = ready_app();
  const PageTransform before = app.state().view_from_page;
  app.apply(command::OpenSwarm{});
  const PixelSize view = app.state().view_px;
  app.resize({view.width, view.height - 100}, 1);
  App smaller = ready_app();
  smaller.resize({view.width, view.height - 100}, 1);
  smaller.apply(command::OpenSwarm{});
  EXPECT_EQ(app.state().view_from_page.origin_page, smaller.state().view_from_page.origin_page);
  EXPECT_EQ(app.state().view_from_page.view_px_per_page_px,
            smaller.state().view_from_page.view_px_per_page_px);
  EXPECT_LT(app.state().view_from_page.view_px_per_page_px.y, before.view_px_per_page_px.y);
  app.apply(command::ZoomAt{.view = {10, 10}, .factor = 4});
  const PageTransform zoomed = app.state().view_from_page;
  app.resize({view.width, view.height - 110}, 1);
  EXPECT_EQ(app.state().view_from_page.view_px_per_page_px, zoomed.view_px_per_page_px);
  app.resize(view, 1);
  app.apply(command::CloseReplay{});
  EXPECT_EQ(app.state().view_from_page.origin_page, before.origin_page);
  EXPECT_EQ(app.state().view_from_page.view_px_per_page_px, before.view_px_per_page_px);
}

TEST(ReplayApp, AWayLiesOverTheHeatmap) {
  App app = ready_app();
  app.apply(command::OverlaySession{.session = 1});
  const Scene scene = app.scene();
  EXPECT_FALSE(scene.heats.empty());
  EXPECT_GT(scene.shapes.size(), 40u);
  app.apply(command::OverlaySession{});
  EXPECT_TRUE(app.scene().shapes.empty());
}

TEST(ReplayApp, WhatCannotBeOpenedIsSaid) {
  App app = ready_app();
  app.apply(command::OpenSession{.session = 99});
  ASSERT_TRUE(app.state().error);
  EXPECT_EQ(app.state().error->code, ErrorCode::not_found);
  EXPECT_EQ(replay_of(app).mode, ViewMode::heatmap);
  App empty;
  empty.apply(command::OpenSession{.session = 0});
  empty.apply(command::Play{});
  empty.apply(command::OpenSwarm{});
  EXPECT_EQ(replay_of(empty).mode, ViewMode::heatmap);
}

TEST(ReplayApp, ANewRecordingEndsTheReplay) {
  App app = ready_app();
  app.apply(command::ShowSessions{});
  app.apply(command::OpenSession{.session = 4, .t_ms = 1000, .plays = true});
  load(app, make_recording({.clicks_per_view = 3}).bytes);
  EXPECT_EQ(replay_of(app).mode, ViewMode::heatmap);
  EXPECT_EQ(replay_of(app).track, nullptr);
  EXPECT_EQ(replay_of(app).listed.size(), 5u) << "the list is that of the new recording";
  EXPECT_FALSE(app.scene().heats.empty());
}

}  // namespace
}  // namespace isotherm::replay_test
