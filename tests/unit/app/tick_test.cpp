#include "unit/app/recordings.h"

namespace isotherm {
namespace {

TEST(Tick, StopsAtItsBudgetBetweenItems) {
  const auto recording = make_recording({.clicks_per_view = 400});
  App app;
  app.resize({800, 600}, 1);
  app.begin_recording("a.ist", recording.bytes.size());
  app.push_recording(recording.bytes);
  app.finish_recording();
  fake_clock::now = 0;
  fake_clock::step = 10;  // ms per item
  int ticks = 0;
  while (app.tick(25, fake_clock::read)) {
    ++ticks;
    EXPECT_LE(app.state().load.decoded_bytes, recording.bytes.size());
  }
  fake_clock::step = 1;
  // 2400 clicks in blocks of 16 are 150 items, three to a tick.
  EXPECT_GE(ticks, 45);
  EXPECT_LE(ticks, 60);
}

TEST(Tick, WithoutAClockTakesOneItem) {
  const auto recording = make_recording();
  App app;
  app.resize({800, 600}, 1);
  app.begin_recording("a.ist", recording.bytes.size());
  app.push_recording(recording.bytes);
  app.finish_recording();
  int ticks = 1;
  while (app.tick(0, nullptr))
    ++ticks;
  EXPECT_GT(ticks, 15);
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
  EXPECT_TRUE(app.scene().tiles.empty());  // freed; decoded again by the next tick
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

}  // namespace
}  // namespace isotherm
