#include "unit/app/recordings.h"

namespace isotherm::screenshot_test {
namespace {

Rgba first_tile_color(App& app) {
  const auto scene = app.scene();
  return scene.tiles.empty() ? Rgba{0, 0, 0, 0} : scene.tiles[0].image->at(0, 0);
}

TEST(UserScreenshot, TakesThePlaceOfTheRecordingsOwn) {
  auto app = make_app(make_recording({.has_screenshot = true}));
  ASSERT_EQ(first_tile_color(app), (Rgba{10, 20, 30}));
  app.set_screenshot("mine.png", png_of(200, 400, {200, 100, 50}), 0);
  finish_work(app);
  EXPECT_EQ(first_tile_color(app), (Rgba{200, 100, 50}));
  EXPECT_EQ(app.state().page_px, (PixelSize{1000, 2000}));  // as wide as the page, its own aspect ratio
  EXPECT_FALSE(app.state().error);
  app.set_screenshot("other.png", png_of(200, 400, {1, 2, 3}), 800);
  finish_work(app);
  EXPECT_EQ(first_tile_color(app), (Rgba{1, 2, 3}));
  EXPECT_EQ(app.state().page_px, (PixelSize{800, 1600}));
}

TEST(UserScreenshot, WaitsForTheRecordingAndWinsOverIts) {
  App app;
  app.resize({800, 600}, 1);
  app.set_screenshot("mine.png", png_of(200, 400, {200, 100, 50}), 0);
  load(app, make_recording({.has_screenshot = true}).bytes, 100);
  EXPECT_EQ(first_tile_color(app), (Rgba{200, 100, 50}));
  EXPECT_EQ(app.recording().screenshots.size(), 1u);
}

TEST(UserScreenshot, IsRefusedWhenItIsNoPicture) {
  auto app = make_app(make_recording());
  app.set_screenshot("notes.png", Bytes(100, 'x'), 0);
  finish_work(app);
  ASSERT_TRUE(app.state().error);
  EXPECT_NE(app.state().error->message.find("notes.png"), std::string::npos);
  EXPECT_TRUE(app.recording().screenshots.empty());
  app.set_screenshot("wide.png", png_of(20, 20, {}), 4'000'000'000u);
  EXPECT_NE(app.state().error->message.find("wide.png"), std::string::npos);
}

TEST(UserScreenshot, ThatFailsToDecodeIsAWarning) {
  auto app = make_app(make_recording());
  auto cut = png_of(200, 400, {200, 100, 50});
  cut.resize(60);
  app.set_screenshot("cut.png", cut, 0);
  finish_work(app);
  EXPECT_EQ(app.state().load.warning_count, 1u);
  EXPECT_TRUE(app.scene().tiles.empty());
}

}  // namespace
}  // namespace isotherm::screenshot_test
