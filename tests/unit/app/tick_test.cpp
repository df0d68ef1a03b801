#include "unit/app/recordings.h"

namespace isotherm::tick_test {
namespace {

TEST(Tick, WithoutAClockShowsAtOnce) {
  const auto recording = make_recording();
  App app;
  app.resize({800, 600}, 1);
  StreamFeed feed(app, "a.ist");
  feed.push(ByteSpan(recording.bytes).first(recording.bytes.size() / 2));
  app.tick(50, nullptr);
  const auto half = app.state().events;
  EXPECT_GT(half, 0u);
  feed.push(ByteSpan(recording.bytes).subspan(recording.bytes.size() / 2));
  feed.finish();
  app.tick(50, nullptr);
  EXPECT_GT(app.state().events, half);
  EXPECT_EQ(app.state().events, recording.clicks.size());
}

TEST(Tick, AtRestDoesNothing) {
  auto app = make_app(make_recording({.has_screenshot = true}));
  (void)app.scene();
  const auto work = app.work();
  const auto revision = app.state().revision;
  for (int i = 0; i < 10; ++i) {
    EXPECT_FALSE(app.tick(50, fake_clock::read));
    (void)app.scene();
  }
  EXPECT_EQ(app.state().revision, revision);
  EXPECT_EQ(app.work().selections, work.selections);
  EXPECT_EQ(app.work().binnings, work.binnings);
  EXPECT_EQ(app.work().peaks, work.peaks);
  EXPECT_EQ(app.work().blurs, work.blurs);
}

TEST(Tick, DecodesScreenshotsOfThePageOnScreenOnly) {
  auto app = make_app(make_recording({.has_screenshot = true}));
  ASSERT_EQ(app.scene().tiles.size(), 1u);
  EXPECT_EQ(app.scene().tiles[0].image->width, 100);
  EXPECT_EQ(app.state().page_px, (PixelSize{1000, 3000}));
  app.apply(command::ChangePicture{.settings = with_page(app, TestRecording::kFew)});
  finish_work(app);
  EXPECT_TRUE(app.scene().tiles.empty());
  app.apply(command::ChangePicture{.settings = with_page(app, TestRecording::kMany)});
  EXPECT_TRUE(app.scene().tiles.empty());  // freed; wished for again
  finish_work(app);
  EXPECT_EQ(app.scene().tiles.size(), 1u);
}

TEST(Tick, ChangesThatOnlyColourDoNotCountOrBlurAgain) {
  auto app = make_app(make_recording());
  (void)app.scene();
  const auto work = app.work();
  auto settings = app.state().settings;
  settings.ramp = Ramp::inferno;
  settings.opacity = 0.3;
  settings.dimming = 0.5;
  app.apply(command::ChangePicture{.settings = settings});
  finish_work(app);
  (void)app.scene();
  EXPECT_EQ(app.work().binnings, work.binnings);
  EXPECT_EQ(app.work().blurs, work.blurs);
  EXPECT_EQ(app.work().peaks, work.peaks);
}

TEST(Tick, DrawsAChangeBeforeItLooksThroughThePageForTheScale) {
  auto app = make_app(make_recording());
  (void)app.scene();
  const auto cells = app.work().blurred_cells;
  auto settings = app.state().settings;
  settings.radius_px = 90;
  app.apply(command::ChangePicture{.settings = settings});
  const auto after_change = app.work().blurred_cells;
  EXPECT_GT(after_change, cells);  // the likeliest places
  EXPECT_TRUE(app.tick(50, fake_clock::read));
  EXPECT_EQ(app.work().blurred_cells, after_change);
  EXPECT_FALSE(app.state().is_scale_exact);
  finish_work(app);
  EXPECT_TRUE(app.state().is_scale_exact);
  EXPECT_GT(app.work().blurred_cells, after_change);
}

}  // namespace
}  // namespace isotherm::tick_test
