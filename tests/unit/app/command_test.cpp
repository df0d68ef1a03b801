#include <cmath>
#include <set>

#include "unit/app/recordings.h"

namespace isotherm::command_test {
namespace {

void set_radius(App& app, double radius_px, uint64_t gesture = 0) {
  auto settings = app.state().settings;
  settings.radius_px = radius_px;
  app.apply(command::ChangePicture{.settings = settings, .gesture = gesture});
}

TEST(Undo, GoesBackAndForth) {
  auto app = make_app(make_recording());
  EXPECT_FALSE(app.state().can_undo);
  set_radius(app, 50);
  set_radius(app, 60);
  EXPECT_TRUE(app.state().can_undo);
  app.apply(command::Undo{});
  EXPECT_EQ(app.state().settings.radius_px, 50);
  EXPECT_TRUE(app.state().can_redo);
  app.apply(command::Undo{});
  EXPECT_EQ(app.state().settings.radius_px, 40);
  EXPECT_FALSE(app.state().can_undo);
  app.apply(command::Undo{});
  EXPECT_EQ(app.state().settings.radius_px, 40);
  app.apply(command::Redo{});
  app.apply(command::Redo{});
  EXPECT_EQ(app.state().settings.radius_px, 60);
  EXPECT_FALSE(app.state().can_redo);
}

TEST(Undo, ADragIsOneStep) {
  auto app = make_app(make_recording());
  for (int radius = 41; radius <= 90; ++radius)
    set_radius(app, radius, 7);
  for (int radius = 91; radius <= 99; ++radius)
    set_radius(app, radius, 8);
  app.apply(command::Undo{});
  EXPECT_EQ(app.state().settings.radius_px, 90);
  app.apply(command::Undo{});
  EXPECT_EQ(app.state().settings.radius_px, 40);
  EXPECT_FALSE(app.state().can_undo);
}

TEST(Undo, ANewChangeEndsTheRedos) {
  auto app = make_app(make_recording());
  set_radius(app, 50);
  app.apply(command::Undo{});
  set_radius(app, 70);
  EXPECT_FALSE(app.state().can_redo);
  app.apply(command::Redo{});
  EXPECT_EQ(app.state().settings.radius_px, 70);
}

TEST(Undo, TheSameSettingsAreNoStep) {
  auto app = make_app(make_recording());
  set_radius(app, 40);
  EXPECT_FALSE(app.state().can_undo);
}

TEST(Undo, AlsoOfThePage) {
  auto app = make_app(make_recording());
  app.apply(command::ChangePicture{.settings = with_page(app, TestRecording::kFew)});
  EXPECT_EQ(app.state().layer_events, 40u);
  app.apply(command::Undo{});
  EXPECT_EQ(app.state().settings.page, TestRecording::kMany);
  EXPECT_EQ(app.state().layer_events, 200u);  // no screenshot: widths cannot be compared
}

TEST(Change, RefusedSettingsLeaveThePictureAndSayWhy) {
  auto app = make_app(make_recording());
  const auto before = app.state();
  set_radius(app, 5000);
  ASSERT_TRUE(app.state().error);
  EXPECT_EQ(app.state().settings, before.settings);
  EXPECT_EQ(app.state().layer_events, before.layer_events);
  EXPECT_FALSE(app.state().can_undo);
  app.apply(command::DismissError{});
  app.apply(command::ChangePicture{.settings = with_page(app, 99)});
  EXPECT_TRUE(app.state().error);
  EXPECT_EQ(app.state().settings.page, TestRecording::kMany);
  EXPECT_EQ(app.state().page_px, before.page_px);
}

TEST(Change, AnotherLayerDropsAFixedMaximum) {
  auto app = make_app(make_recording());
  auto settings = app.state().settings;
  settings.maximum = 5;
  app.apply(command::ChangePicture{.settings = settings});
  EXPECT_EQ(app.state().maximum, 5);
  EXPECT_NE(app.state().automatic_maximum, 5);
  settings.layer = Layer::moves;
  app.apply(command::ChangePicture{.settings = settings});
  EXPECT_FALSE(app.state().settings.maximum);
}

TEST(Change, ATimeRangeCountsOnlyWhatLiesInIt) {
  auto app = make_app(make_recording());
  auto settings = app.state().settings;
  settings.time_from_ms =
      TestRecording::kStartMs + 60'000;  // the first page view of the page, of 40 clicks in 4 s
  settings.time_to_ms = TestRecording::kStartMs + 60'000 + 1000;
  app.apply(command::ChangePicture{.settings = settings});
  EXPECT_EQ(app.state().layer_events, 10u);
}

TEST(Change, LooksAndDrawingsAreStepsOfUndo) {
  auto app = make_app(make_recording());
  const auto before = app.state().settings;
  auto settings = before;
  settings.look.scale = Scale::equalised;
  settings.look.shows_contours = true;
  settings.overlays.push_back({});
  settings.ramp = Ramp::mono;  // begins with a tint that white paper hides
  app.apply(command::ChangePicture{.settings = settings});
  EXPECT_FALSE(app.state().legend.keys.empty()) << "confetti says what its colours mean";
  app.apply(command::ChooseReadableRamp{});
  EXPECT_NE(app.state().settings.ramp, Ramp::mono);
  app.apply(command::Undo{});
  EXPECT_EQ(app.state().settings, settings);
  app.apply(command::Undo{});
  EXPECT_EQ(app.state().settings, before);
  EXPECT_TRUE(app.state().legend.keys.empty());
}

TEST(Change, AnotherLayerDropsTheDensityToFadeBelow) {
  auto app = make_app(make_recording());
  auto settings = app.state().settings;
  settings.look.fade_below = 4;
  app.apply(command::ChangePicture{.settings = settings});
  settings.layer = Layer::moves;
  app.apply(command::ChangePicture{.settings = settings});
  EXPECT_EQ(app.state().settings.look.fade_below, 0);
}

TEST(Tick, LooksThroughThePageUntilTheScaleIsExact) {
  auto app = make_app(make_recording());
  set_radius(app, 33);
  for (int i = 0; i < 1000 && app.tick(0, nullptr); ++i) {
  }
  EXPECT_TRUE(app.state().is_scale_exact);
  Picture fresh;
  ASSERT_TRUE(fresh.update(app.recording(), app.state().settings).ok());
  EXPECT_EQ(app.state().maximum, fresh.maximum());
}

TEST(Switches, LegendAndPanel) {
  App app;
  app.apply(command::ShowLegend{.shown = false});
  app.apply(command::ShowPanel{.shown = false});
  EXPECT_FALSE(app.state().shows_legend);
  EXPECT_FALSE(app.state().shows_panel);
}

// Clicks and sessions within the radius, by the plainest loop.
struct Plain {
  uint64_t events = 0;
  std::set<uint32_t> sessions;
};
Plain count_plainly(const TestRecording& recording, glm::dvec2 center, double radius_px) {
  Plain plain;
  for (const auto& click : recording.clicks) {
    const auto& view = recording.page_views[click.page_view];
    if (view.page != TestRecording::kMany || std::hypot(click.x - center.x, click.y - center.y) > radius_px)
      continue;
    ++plain.events;
    plain.sessions.insert(view.session);
  }
  return plain;
}

TEST(Hover, NumbersEqualAPlainLoop) {
  const auto recording = make_recording({.clicks_per_view = 300});
  auto app = make_app(recording);
  uint64_t met = 0;
  for (const glm::dvec2 view :
       {glm::dvec2(100, 100), glm::dvec2(20, 400), glm::dvec2(200, 333), glm::dvec2(799, 5)}) {
    app.apply(command::Hover{.view = view});
    EXPECT_FALSE(app.tick(50, fake_clock::read));
    const auto plain = count_plainly(recording, view / 0.8, 40);
    ASSERT_TRUE(app.state().hover);
    EXPECT_EQ(app.state().hover->events, plain.events);
    EXPECT_EQ(app.state().hover->sessions, plain.sessions.size());
    met += plain.events;
  }
  EXPECT_GT(met, 10u);
}

TEST(Hover, FollowsThePageUnderAPointerAtRest) {
  const auto recording = make_recording({.clicks_per_view = 300});
  auto app = make_app(recording);
  app.apply(command::Hover{.view = glm::dvec2(100, 100)});
  finish_work(app);
  app.apply(command::PanBy{.view_px = {0, -400}});
  finish_work(app);
  EXPECT_EQ(app.state().hover->events, count_plainly(recording, {125, 625}, 40).events);
  set_radius(app, 120);
  finish_work(app);
  EXPECT_EQ(app.state().hover->events, count_plainly(recording, {125, 625}, 120).events);
}

TEST(Hover, OfManyEventsLooksAtThoseNearThePointerOnceTheyAreInOrder) {
  const auto recording = make_recording({.clicks_per_view = 18'000, .events_per_block = 8192});
  App app;
  app.resize({800, 600}, 1);
  load(app, recording.bytes, recording.bytes.size());
  app.apply(command::Hover{.view = glm::dvec2(100, 100)});
  EXPECT_TRUE(app.tick(50, fake_clock::read));
  EXPECT_FALSE(app.state().hover) << "no frame waits for it";
  finish_work(app);
  ASSERT_TRUE(app.state().hover);
  EXPECT_EQ(app.state().hover->events, count_plainly(recording, {125, 125}, 40).events);
  EXPECT_EQ(app.work().sorts, 1u);
  const uint64_t looked_at = app.work().hover_points;
  app.apply(command::Hover{.view = glm::dvec2(300, 200)});
  EXPECT_FALSE(app.tick(50, fake_clock::read));
  ASSERT_TRUE(app.state().hover);
  EXPECT_EQ(app.state().hover->events, count_plainly(recording, {375, 250}, 40).events);
  EXPECT_LT((app.work().hover_points - looked_at) * 20, app.state().layer_events);
  EXPECT_EQ(app.work().hover_walks, 0u);
  // Other conditions ask for no other order; another choice of clicks does.
  auto settings = app.state().settings;
  settings.conditions.hours = 1u;
  app.apply(command::ChangePicture{.settings = settings});
  EXPECT_EQ(app.work().sorts, 1u);
  settings.conditions = {};
  settings.clicks = ClickChoice::touch;
  app.apply(command::ChangePicture{.settings = settings});
  finish_work(app);
  EXPECT_EQ(app.work().sorts, 2u);
}

TEST(Hover, EndsOutsideThePage) {
  auto app = make_app(make_recording());
  app.apply(command::Hover{.view = glm::dvec2(100, 100)});
  finish_work(app);
  EXPECT_TRUE(app.state().hover);
  app.apply(command::ZoomAt{.view = {0, 0}, .factor = 0.1});
  app.apply(command::Hover{.view = glm::dvec2(700, 500)});
  finish_work(app);
  EXPECT_FALSE(app.state().hover);
  app.apply(command::Hover{.view = std::nullopt});
  finish_work(app);
  EXPECT_FALSE(app.state().hover);
}

}  // namespace
}  // namespace isotherm::command_test
