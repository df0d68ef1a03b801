// Sessions and their replay as a user meets them: keys and clicks in, state and pixels out.
#include "native/viewer_driver.h"
#include "unit/app/recordings.h"

namespace isotherm::replay_viewer_test {
namespace {

void open_recording(ViewerDriver& driver) {
  load(driver.app(), make_recording({.clicks_per_view = 40, .has_screenshot = true}).bytes);
  driver.viewer().request_frame();
  driver.settle();
}

const ReplayState& replay_of(ViewerDriver& driver) {
  return driver.state().replay;
}

// Keys without waiting for rest: what plays never rests.
void tap(ViewerDriver& driver, ImGuiKey key) {
  ImGui::GetIO().AddKeyEvent(key, true);
  driver.frame();
  ImGui::GetIO().AddKeyEvent(key, false);
  driver.frame();
}

TEST(ReplayViewer, TheListOpensASessionWhichPlaysAndRests) {
  ViewerDriver driver;
  open_recording(driver);
  tap(driver, ImGuiKey_S);
  EXPECT_TRUE(replay_of(driver).shows_sessions);
  tap(driver, ImGuiKey_DownArrow);
  tap(driver, ImGuiKey_M);
  EXPECT_TRUE(replay_of(driver).has_seen(replay_of(driver).listed[1]));
  tap(driver, ImGuiKey_M);
  EXPECT_FALSE(replay_of(driver).has_seen(replay_of(driver).listed[1]));
  tap(driver, ImGuiKey_Enter);
  ASSERT_EQ(replay_of(driver).mode, ViewMode::session);
  EXPECT_EQ(replay_of(driver).session, replay_of(driver).listed[1]);
  EXPECT_TRUE(replay_of(driver).is_playing);
  EXPECT_TRUE(driver.viewer().needs_frame());
  const double before = replay_of(driver).time_ms;
  driver.frame(100);
  EXPECT_NEAR(replay_of(driver).time_ms, before + 100, 1e-6);
  tap(driver, ImGuiKey_Space);
  EXPECT_FALSE(replay_of(driver).is_playing);
  driver.settle();
  EXPECT_FALSE(driver.viewer().needs_frame());
  const double paused = replay_of(driver).time_ms;
  driver.frame(100);
  EXPECT_EQ(replay_of(driver).time_ms, paused);
  // The time line takes its place below the page.
  EXPECT_LT(driver.viewer().canvas_px().y1, 800);
  tap(driver, ImGuiKey_Escape);
  EXPECT_EQ(replay_of(driver).mode, ViewMode::heatmap);
  driver.settle();
  EXPECT_EQ(driver.viewer().canvas_px().y1, 800);
}

TEST(ReplayViewer, TheTimeLineSeeks) {
  ViewerDriver driver;
  open_recording(driver);
  driver.app().apply(command::OpenSession{.session = 1});
  driver.viewer().request_frame();
  driver.settle();
  const auto canvas = driver.viewer().canvas_px();
  const auto left = static_cast<float>(canvas.x0) + 12, width = static_cast<float>(canvas.width()) - 24;
  const float y = static_cast<float>(canvas.y1) + 60;
  const auto blank = driver.picture();
  driver.click(left + width / 2, y);
  EXPECT_NEAR(replay_of(driver).time_ms, replay_of(driver).duration_ms / 2,
              replay_of(driver).duration_ms * 0.002);
  driver.drag(left + width / 2, y, left + width * 0.1f, y);
  EXPECT_NEAR(replay_of(driver).time_ms, replay_of(driver).duration_ms * 0.1,
              replay_of(driver).duration_ms * 0.002);
  EXPECT_NE(driver.picture().pixels, blank.pixels);
  // With Shift the range that is repeated.
  driver.hold(ImGuiMod_Shift, true);
  driver.drag(left + width * 0.25f, y, left + width * 0.5f, y);
  driver.hold(ImGuiMod_Shift, false);
  ASSERT_TRUE(replay_of(driver).loop);
  EXPECT_NEAR(replay_of(driver).loop->from_ms, replay_of(driver).duration_ms * 0.25,
              replay_of(driver).duration_ms * 0.002);
  EXPECT_NEAR(replay_of(driver).loop->to_ms, replay_of(driver).duration_ms * 0.5,
              replay_of(driver).duration_ms * 0.002);
}

TEST(ReplayViewer, TheEventListFollowsAndJumps) {
  ViewerDriver driver;
  open_recording(driver);
  driver.app().apply(command::OpenSession{.session = 0});
  driver.viewer().request_frame();
  driver.settle();
  const auto events = replay_of(driver).track->events();
  constexpr float kRow = 23;
  const float y = static_cast<float>(driver.viewer().canvas_px().y1) - 30;  // in the middle of the list
  driver.click(150, y);
  const size_t first = replay_of(driver).event;
  ASSERT_GT(first, 0u);
  EXPECT_EQ(replay_of(driver).time_ms, static_cast<double>(events[first].t_ms));
  driver.click(150, y + kRow);
  EXPECT_EQ(replay_of(driver).event, first + 1);
  EXPECT_EQ(replay_of(driver).time_ms, static_cast<double>(events[first + 1].t_ms));
  // Far from there the list scrolls along: the same place is another event.
  driver.app().apply(command::Seek{.t_ms = 63'900});
  driver.viewer().request_frame();
  driver.settle();
  EXPECT_EQ(replay_of(driver).event, events.size() - 1);
  driver.click(150, y);
  EXPECT_GT(replay_of(driver).event, first + 10);
}

TEST(ReplayViewer, AClickOnThePageLeadsToTheSessionsBehindIt) {
  ViewerDriver driver;
  open_recording(driver);
  const auto recording = make_recording({.clicks_per_view = 40, .has_screenshot = true});
  // One of the second page view's that the window shows.
  const auto shown = std::find_if(recording.clicks.begin() + 40, recording.clicks.begin() + 80,
                                  [](const ClickAt& click) { return click.y > 100 && click.y < 450; });
  ASSERT_NE(shown, recording.clicks.begin() + 80);
  const ClickAt click = *shown;
  const auto view = driver.app().view().transform.view_from_page(glm::dvec2(click.x, click.y));
  const auto x = static_cast<float>(view.x + driver.viewer().canvas_px().x0), y = static_cast<float>(view.y);
  ASSERT_GT(y, 0);
  ASSERT_LT(y, 600);
  driver.click(x, y);
  ASSERT_TRUE(replay_of(driver).spot);
  const SessionHit hit = replay_of(driver).spot->hits.front();
  tap(driver, ImGuiKey_Enter);
  EXPECT_EQ(replay_of(driver).session, hit.session);
  // It plays from 2 s before the hit; skipping inactivity may already have shortened the way to it.
  EXPECT_GE(replay_of(driver).time_ms, std::max<double>(0, static_cast<double>(hit.t_ms) - 2000));
  EXPECT_LE(replay_of(driver).time_ms, static_cast<double>(hit.t_ms));
  tap(driver, ImGuiKey_Space);
  tap(driver, ImGuiKey_Escape);
  // A drag is no click.
  driver.app().apply(command::ClearSpot{});
  driver.drag(x, y, x, y - 60);
  EXPECT_FALSE(replay_of(driver).spot);
}

TEST(ReplayViewer, ASwarmPlaysBelowItsPanel) {
  ViewerDriver driver;
  open_recording(driver);
  driver.app().apply(command::OpenSwarm{});
  driver.app().apply(command::Seek{.t_ms = 2000});
  driver.viewer().request_frame();
  driver.settle();
  EXPECT_EQ(replay_of(driver).swarm_present, replay_of(driver).swarm_size);
  const auto png = driver.viewer().export_png(false);
  ASSERT_TRUE(png.ok());
  const auto image = decode_image(*png);
  ASSERT_TRUE(image.ok());
  EXPECT_EQ(image->width, driver.state().view_px.width);
}

}  // namespace
}  // namespace isotherm::replay_viewer_test
