#include "app/navigation.h"

#include <cmath>

#include "unit/app/recordings.h"

namespace isotherm::navigation_test {
namespace {

const glm::dvec2 kCorner(0, 0);  // of the page
const Stage kStage{.page_px = {1000, 3000}, .view_px = {800, 600}, .pixel_ratio = 1};

// The part of the page that is in view, view px.
double visible_width(const Stage& stage, const PageTransform& t) {
  const Rect page = t.view_from_page(
      Rect{0, 0, static_cast<double>(stage.page_px.width), static_cast<double>(stage.page_px.height)});
  return intersection(page, {0, 0, static_cast<double>(stage.view_px.width),
                             static_cast<double>(stage.view_px.height)})
      .width();
}
double visible_height(const Stage& stage, const PageTransform& t) {
  const Rect page = t.view_from_page(
      Rect{0, 0, static_cast<double>(stage.page_px.width), static_cast<double>(stage.page_px.height)});
  return intersection(page, {0, 0, static_cast<double>(stage.view_px.width),
                             static_cast<double>(stage.view_px.height)})
      .height();
}

TEST(Navigation, FitWidthFillsTheViewFromTheTop) {
  const auto t = fit_width(kStage);
  EXPECT_DOUBLE_EQ(t.view_px_per_page_px.x, 0.8);
  EXPECT_DOUBLE_EQ(t.view_px_per_page_px.y, 0.8);
  EXPECT_EQ(t.origin_page, glm::dvec2(0, 0));
}

TEST(Navigation, ASmallPageStartsAtTwiceItsSizeInTheMiddle) {
  const Stage stage{.page_px = {200, 3000}, .view_px = {800, 600}, .pixel_ratio = 1};
  const auto t = first_view(stage);
  EXPECT_DOUBLE_EQ(t.view_px_per_page_px.x, 2);
  EXPECT_DOUBLE_EQ(t.view_from_page(kCorner).x, 200);
  EXPECT_DOUBLE_EQ(fit_width(stage).view_px_per_page_px.x, 4);
}

TEST(Navigation, ZoomKeepsThePointUnderThePointer) {
  auto t = fit_width(kStage);
  t = pan_by(kStage, t, {0, -900});
  for (const glm::dvec2 pointer : {glm::dvec2(400, 300), glm::dvec2(1, 599), glm::dvec2(760, 20)}) {
    auto zoomed = t;
    const auto page = t.page_from_view(pointer);
    for (int i = 0; i < 12; ++i) {
      zoomed = zoom_at(kStage, zoomed, pointer, 1.2);
      EXPECT_NEAR(zoomed.page_from_view(pointer).x, page.x, 1e-6);
      EXPECT_NEAR(zoomed.page_from_view(pointer).y, page.y, 1e-6);
    }
    for (int i = 0; i < 12; ++i)
      zoomed = zoom_at(kStage, zoomed, pointer, 1 / 1.2);
    EXPECT_NEAR(zoomed.view_px_per_page_px.x, t.view_px_per_page_px.x, 1e-9);
    EXPECT_NEAR(zoomed.origin_page.x, t.origin_page.x, 1e-6);
    EXPECT_NEAR(zoomed.origin_page.y, t.origin_page.y, 1e-6);
  }
}

TEST(Navigation, ZoomStopsAtItsLimits) {
  const auto range = scale_range(kStage);
  EXPECT_DOUBLE_EQ(range.max, 16);
  EXPECT_DOUBLE_EQ(range.min, 0.1);
  auto t = fit_width(kStage);
  for (int i = 0; i < 100; ++i)
    t = zoom_at(kStage, t, {400, 300}, 2);
  EXPECT_DOUBLE_EQ(t.view_px_per_page_px.x, range.max);
  for (int i = 0; i < 100; ++i)
    t = zoom_at(kStage, t, {400, 300}, 0.5);
  EXPECT_DOUBLE_EQ(t.view_px_per_page_px.x, range.min);
  const Stage tall{.page_px = {1440, 65'535}, .view_px = {800, 600}, .pixel_ratio = 1};
  EXPECT_DOUBLE_EQ(scale_range(tall).min, 600.0 / 65'535);  // the whole page can be seen
}

TEST(Navigation, PanCannotLoseThePage) {
  const auto t = fit_width(kStage);
  for (const glm::dvec2 far : {glm::dvec2(1e9, 1e9), glm::dvec2(-1e9, -1e9), glm::dvec2(1e9, -1e9)}) {
    const auto panned = pan_by(kStage, t, far);
    EXPECT_GE(visible_width(kStage, panned), 750);
    EXPECT_GE(visible_height(kStage, panned), 550);
  }
}

TEST(Navigation, PanMovesByWholePointerSteps) {
  auto t = zoom_at(kStage, fit_width(kStage), {400, 300}, 3);
  const auto panned = pan_by(kStage, t, {-13, -21});
  EXPECT_NEAR(panned.view_from_page(kCorner).x, t.view_from_page(kCorner).x - 13, 1e-9);
  EXPECT_NEAR(panned.view_from_page(kCorner).y, t.view_from_page(kCorner).y - 21, 1e-9);
}

TEST(Navigation, WhatZoomingPulledOutPanDoesNotSnapBack) {
  auto t = fit_width(kStage);
  for (int i = 0; i < 4; ++i)
    t = zoom_at(kStage, t, {400, 550}, 0.8);
  const double top = t.view_from_page(kCorner).y;
  ASSERT_GT(top, 100);                                                                 // far inside the view
  EXPECT_NEAR(pan_by(kStage, t, {1, 50}).view_from_page(kCorner).y, top, 1e-9);        // not further out
  EXPECT_NEAR(pan_by(kStage, t, {1, -50}).view_from_page(kCorner).y, top - 50, 1e-9);  // but back
}

TEST(Navigation, AnyTransformIsBroughtIntoReach) {
  for (const glm::dvec2 origin :
       {glm::dvec2(1e7, 1e7), glm::dvec2(-1e7, 20), glm::dvec2(NAN, 0), glm::dvec2(0, INFINITY)}) {
    const auto t = bring_into_reach(kStage, {.origin_page = origin, .view_px_per_page_px = {1, 1}});
    EXPECT_GE(visible_width(kStage, t), 300);
    EXPECT_GE(visible_height(kStage, t), 250);
  }
  const auto negative = bring_into_reach(kStage, {.origin_page = {0, 0}, .view_px_per_page_px = {-1, -1}});
  EXPECT_GT(negative.view_px_per_page_px.x, 0);
  const auto unequal = bring_into_reach(kStage, {.origin_page = {0, 0}, .view_px_per_page_px = {1, 2}});
  EXPECT_EQ(unequal.view_px_per_page_px.x, unequal.view_px_per_page_px.y);
}

TEST(Navigation, BadFactorsChangeNothing) {
  const auto t = fit_width(kStage);
  for (const double factor : {0.0, -1.0, static_cast<double>(NAN)})
    EXPECT_EQ(zoom_at(kStage, t, {10, 10}, factor), t);
  EXPECT_EQ(zoom_at(kStage, t, {NAN, 10}, 2), t);
  EXPECT_EQ(pan_by(kStage, t, {NAN, 10}), t);
}

TEST(Navigation, AtFullSizeThePageLiesOnWholePixels) {
  auto t = fit_width(kStage);
  t = zoom_at(kStage, t, {333.3, 222.2}, 1 / 0.8);
  const auto corner = t.view_from_page(kCorner);
  EXPECT_DOUBLE_EQ(t.view_px_per_page_px.x, 1);
  EXPECT_DOUBLE_EQ(corner.x, std::round(corner.x));
  EXPECT_DOUBLE_EQ(corner.y, std::round(corner.y));
}

// --- through the app ---

TEST(View, StartsAtThePagesTopAsWideAsTheCanvas) {
  auto app = make_app(make_recording());
  EXPECT_EQ(app.state().view_from_page, fit_width(kStage));
  EXPECT_DOUBLE_EQ(app.state().css_zoom(), 0.8);
}

TEST(View, HiDpiShowsTheSamePartInMorePixels) {
  auto app = make_app(make_recording(), {1600, 1200}, 2);
  EXPECT_DOUBLE_EQ(app.state().view_from_page.view_px_per_page_px.x, 1.6);
  EXPECT_DOUBLE_EQ(app.state().css_zoom(), 0.8);
  app.apply(command::ZoomTo{.css_zoom = 1});
  EXPECT_DOUBLE_EQ(app.state().view_from_page.view_px_per_page_px.x, 2);
}

TEST(View, FollowsTheWindowsWidthUntilTheUserZooms) {
  auto app = make_app(make_recording());
  app.apply(command::PanBy{.view_px = {0, -400}});
  app.resize({500, 600}, 1);
  EXPECT_DOUBLE_EQ(app.state().view_from_page.view_px_per_page_px.x, 0.5);
  EXPECT_NEAR(app.state().view_from_page.origin_page.y, 500, 1e-9);
  app.apply(command::ZoomAt{.view = {250, 300}, .factor = 2});
  const auto zoomed = app.state().view_from_page;
  app.resize({900, 600}, 1);
  EXPECT_EQ(app.state().view_from_page, zoomed);
  app.apply(command::FitWidth{});
  EXPECT_DOUBLE_EQ(app.state().view_from_page.view_px_per_page_px.x, 0.9);
}

TEST(View, AnotherPageOrDeviceStartsAtItsTop) {
  auto app = make_app(make_recording());
  app.apply(command::ZoomAt{.view = {250, 300}, .factor = 3});
  app.apply(command::ChangePicture{.settings = with_page(app, TestRecording::kFew)});
  EXPECT_EQ(app.state().view_from_page, fit_width(kStage));
  app.apply(command::PanBy{.view_px = {0, -700}});
  auto settings = with_page(app, TestRecording::kMany);
  app.apply(command::ChangePicture{.settings = settings});
  EXPECT_EQ(app.state().view_from_page.origin_page.y, 0);
  settings.device = DeviceChoice::mobile;
  app.apply(command::ChangePicture{.settings = settings});
  EXPECT_EQ(app.state().page_px.width, 390);
  EXPECT_EQ(app.state().layer_events, 40u);
  EXPECT_DOUBLE_EQ(app.state().view_from_page.view_px_per_page_px.x, 2);
}

TEST(View, AnotherLayerKeepsTheView) {
  auto app = make_app(make_recording());
  app.apply(command::ZoomAt{.view = {250, 300}, .factor = 3});
  const auto view = app.state().view_from_page;
  auto settings = app.state().settings;
  settings.layer = Layer::scroll;
  app.apply(command::ChangePicture{.settings = settings});
  EXPECT_EQ(app.state().view_from_page, view);
}

TEST(View, WithoutARecordingNothingMovesOrBreaks) {
  App app;
  app.apply(command::ZoomAt{.view = {1, 1}, .factor = 2});
  app.apply(command::PanBy{.view_px = {5, 5}});
  app.apply(command::FitWidth{});
  app.apply(command::Undo{});
  app.apply(command::Hover{.view = glm::dvec2(5, 5)});
  EXPECT_FALSE(app.tick(50, fake_clock::read));
  EXPECT_TRUE(app.scene().tiles.empty());
  EXPECT_FALSE(app.state().has_page());
}

}  // namespace
}  // namespace isotherm::navigation_test
