// What a replay draws at a moment, and on which page.
#include "model/replay_overlay.h"

#include <gtest/gtest.h>

#include <array>

#include "model/replay_page.h"
#include "model/swarm.h"
#include "unit/model/recordings.h"

namespace isotherm::replay_overlay_test {
namespace {

using test::append_block;
using test::make_event;

constexpr PixelSize kPage{1000, 4000};

// One page view of 1000 x 600 px on a page of 1000 x 4000 px, scrolled to 1000 at 1 s and to 2000 at 5 s,
// made 800 x 400 px at 6 s. Buttons every 10 s from 10 s on.
Recording make_recording() {
  Recording recording;
  recording.catalog.pages.resize(1);
  recording.catalog.sessions.resize(1);
  PageView view;
  view.duration_ms = 60'000;
  view.viewport_width = 1000;
  view.viewport_height = 600;
  view.document_width = kPage.width;
  view.document_height = kPage.height;
  recording.catalog.page_views = {view};
  append_block(recording, StreamClass::scroll,
               {{0, make_event(EventKind::scroll, 1000, 0, 1000)},
                {0, make_event(EventKind::scroll, 5000, 0, 2000)},
                {0, make_event(EventKind::scroll, 50'500, 0, 1500)}});
  append_block(recording, StreamClass::viewport, {{0, make_event(EventKind::resize, 6000, 800, 400)}});
  append_block(recording, StreamClass::buttons,
               {{0, make_event(EventKind::click, 10'000, 100, 2100)},
                {0, make_event(EventKind::double_click, 20'000, 100, 2100)},
                {0, make_event(EventKind::context_menu, 30'000, 100, 2100)},
                {0, make_event(EventKind::click, 40'000, 100, 2100, kFlagTouchPointer)},
                {0, make_event(EventKind::click, 50'000, 300, 20, kFlagFixedTarget)}});
  return recording;
}

ReplayVisit visit_of(const Recording& recording) {
  return make_visit(recording, SessionIndex(recording), 0, 0);
}

const SceneView kView{{{0, 0}, {0.5, 0.5}}, {500, 2000}};

// Discs and rings; lines are of the trail.
std::vector<SceneShape> presses_at(double t_ms) {
  Scene scene;
  scene.page_px = kPage;
  ReplayOverlay().add_to(scene, kView, visit_of(make_recording()), t_ms, ReplayLook::overview, 1);
  std::vector<SceneShape> presses;
  for (const SceneShape& shape : scene.shapes) {
    if (shape.from_page == shape.to_page && shape.from_radius > 4) presses.push_back(shape);
  }
  return presses;
}

TEST(ReplayOverlay, EachKindOfClickHasItsForm) {
  const auto mouse = presses_at(10'100), twice = presses_at(20'100), menu = presses_at(30'100),
             finger = presses_at(40'100);
  const auto is_blue = [](const SceneShape& shape) { return shape.from_color.b > shape.from_color.r; };
  ASSERT_EQ(mouse.size(), 1u);
  EXPECT_GT(mouse[0].thickness, 0) << "a ring";
  EXPECT_EQ(mouse[0].from_page, glm::dvec2(100, 2100));
  EXPECT_FALSE(is_blue(mouse[0]));
  ASSERT_EQ(twice.size(), 2u) << "two rings";
  EXPECT_GT(twice[0].thickness, 0);
  EXPECT_GT(twice[1].thickness, 0);
  EXPECT_NE(twice[0].from_radius, twice[1].from_radius);
  ASSERT_EQ(menu.size(), 2u) << "a ring around a dot";
  EXPECT_GT(menu[0].thickness, 0);
  EXPECT_EQ(menu[1].thickness, 0);
  EXPECT_TRUE(is_blue(menu[0]));
  ASSERT_GE(finger.size(), 1u);
  EXPECT_EQ(finger[0].thickness, 0) << "a disc";
  EXPECT_EQ(finger[0].from_radius, static_cast<float>(kRingRadiusPx));
}

TEST(ReplayOverlay, ARingGrowsFadesAndIsGoneAfterItsTime) {
  const auto early = presses_at(10'100), late = presses_at(10'800);
  EXPECT_LT(early[0].from_radius, late[0].from_radius);
  EXPECT_GT(early[0].from_color.a, late[0].from_color.a);
  EXPECT_TRUE(presses_at(9'999).empty());
  EXPECT_EQ(presses_at(10'000).size(), 1u);
  EXPECT_TRUE(presses_at(11'001).empty());
}

// The bar at the top of the screen is still there when the page has moved below it.
TEST(ReplayOverlay, AHitOnAFixedElementStaysOnTheScreen) {
  EXPECT_EQ(presses_at(50'400)[0].from_page, glm::dvec2(300, 2020));
  EXPECT_EQ(presses_at(50'600)[0].from_page, glm::dvec2(300, 1520));
}

TEST(ReplayOverlay, TheFrameIsTheViewportAsItWasScrolledAndResized) {
  const ReplayVisit visit = visit_of(make_recording());
  const auto rect_at = [&](double t_ms) {
    const Rect r = viewport_rect(visit, t_ms, kPage);
    return std::array{r.x0, r.y0, r.x1, r.y1};
  };
  EXPECT_EQ(rect_at(999), (std::array<double, 4>{0, 0, 1000, 600}));
  EXPECT_EQ(rect_at(1000), (std::array<double, 4>{0, 1000, 1000, 1600}));
  EXPECT_EQ(rect_at(5500), (std::array<double, 4>{0, 2000, 1000, 2600}));
  EXPECT_EQ(rect_at(6000), (std::array<double, 4>{0, 2000, 800, 2400}));
  Scene scene;
  scene.page_px = kPage;
  ReplayOverlay().add_to(scene, kView, visit, 6000, ReplayLook::overview, 1);
  double covered = 0;  // what is darkened: all but the viewport
  for (size_t i = 0; i < 4; ++i)
    covered += scene.fills[i].page.width() * scene.fills[i].page.height();
  EXPECT_EQ(covered, 1000.0 * 4000 - 800 * 400);
}

TEST(ReplayOverlay, FollowingFitsTheViewportIntoTheView) {
  const PageTransform t = follow_transform({0, 2000, 800, 2400}, {400, 400});
  EXPECT_EQ(t.view_px_per_page_px, glm::dvec2(0.5, 0.5));
  EXPECT_EQ(t.view_from_page(glm::dvec2(0, 2000)), glm::dvec2(0, 100));
  EXPECT_EQ(t.view_from_page(glm::dvec2(800, 2400)), glm::dvec2(400, 300));
}

TEST(ReplayOverlay, AnOverviewShowsThePageOrThePartAroundTheViewport) {
  const Rect viewport{0, 9000, 1000, 9600};
  const PageTransform whole = overview_transform({1000, 1500}, {900, 700}, {0, 0, 1000, 600});
  EXPECT_GE(whole.view_from_page(glm::dvec2(0, 0)).y, 0);
  EXPECT_LE(whole.view_from_page(glm::dvec2(1000, 1500)).y, 700);
  // 20,000 px in 700 would be 0.034 view px each.
  const PageTransform part = overview_transform({1000, 20'000}, {900, 700}, viewport);
  EXPECT_EQ(part.view_px_per_page_px.y, kLeastOverviewScale);
  EXPECT_NEAR(part.view_from_page(glm::dvec2(500, 9300)).y, 350, 1e-6);
  EXPECT_NEAR(part.view_from_page(glm::dvec2(500, 9300)).x, 450, 1e-6);
  // At its ends nothing but a little air lies beyond the page.
  EXPECT_LT(
      overview_transform({1000, 20'000}, {900, 700}, {0, 0, 1000, 600}).view_from_page(glm::dvec2(0, 0)).y,
      30);
}

Screenshot screenshot_of(uint32_t css_width) {
  Screenshot screenshot;
  screenshot.info.css_width = css_width;
  screenshot.info.css_height = 2000;
  screenshot.info.image_width = css_width;
  screenshot.info.image_height = 2000;
  return screenshot;
}

TEST(ReplayPage, TakesTheNearestScreenshotOrTheDocumentsSize) {
  Recording recording = make_recording();
  EXPECT_EQ(choose_replay_page(recording, visit_of(recording)).page_px, kPage);
  EXPECT_TRUE(choose_replay_page(recording, visit_of(recording)).screenshots.empty());
  for (const uint32_t width : {400u, 800u, 1250u})
    recording.screenshots.push_back(screenshot_of(width));
  // 1000 : 800 and 1250 : 1000 are the same: the wider.
  EXPECT_EQ(choose_replay_page(recording, visit_of(recording)).screenshots, std::vector<uint32_t>{2});
  recording.screenshots[2].info.css_width = 1251;
  EXPECT_EQ(choose_replay_page(recording, visit_of(recording)).screenshots, std::vector<uint32_t>{1});
  EXPECT_EQ(choose_replay_page(recording, visit_of(recording)).page_px.width, 800);
}

TEST(SwarmScene, HasThePageButNotTheLayer) {
  Scene picture;
  picture.page_px = kPage;
  picture.heats.emplace_back();
  picture.fills.resize(3);
  picture.shapes.resize(3);
  picture.sprites.resize(3);
  const Image image;
  picture.tiles.push_back({&image, {0, 0, 1000, 4000}});
  SwarmMoment moment;
  moment.cursors.push_back({{20, 30}, false});
  moment.at_depth = {2, 1};
  const Scene scene = swarm_scene(std::move(picture), kView, moment, 2, 1);
  EXPECT_TRUE(scene.heats.empty());
  EXPECT_EQ(scene.tiles.size(), 1u);
  EXPECT_GT(scene.dimming, 0);
  ASSERT_EQ(scene.shapes.size(), 1u);
  EXPECT_EQ(scene.shapes[0].from_page, glm::dvec2(20, 30));
  ASSERT_EQ(scene.fills.size(), 3u) << "the bars and their ground";
  EXPECT_EQ(scene.fills[1].page.width(), 2 * scene.fills[2].page.width());
  EXPECT_TRUE(scene.sprites.empty());
}

}  // namespace
}  // namespace isotherm::replay_overlay_test
