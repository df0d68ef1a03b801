#include "stream/live_writer.h"
#include "unit/app/recordings.h"

namespace isotherm::loading_test {
namespace {

using Phase = LoadState::Phase;

TEST(Loading, InPiecesOfAnySizeGivesTheSameRecording) {
  const auto recording = make_recording();
  for (const size_t piece : {size_t{1}, size_t{7}, size_t{1000}, recording.bytes.size()}) {
    App app;
    app.resize({800, 600}, 1);
    load(app, recording.bytes, piece);
    const auto& state = app.state();
    EXPECT_EQ(state.load.phase, Phase::ready) << piece;
    EXPECT_EQ(state.events, recording.clicks.size()) << piece;
    EXPECT_EQ(state.sessions, 5u);
    EXPECT_EQ(state.page_views, 6u);
    EXPECT_FALSE(state.error);
    EXPECT_TRUE(state.load.warnings.empty());
  }
}

TEST(Loading, ShowsTheBusiestPageFirst) {
  const auto app = make_app(make_recording());
  const auto& state = app.state();
  ASSERT_EQ(state.pages.size(), 2u);
  EXPECT_EQ(state.pages[0].url, "https://shop.example/many");
  EXPECT_EQ(state.pages[0].page_views, 5u);
  EXPECT_EQ(state.pages[1].page_views, 1u);
  EXPECT_EQ(state.settings.page, TestRecording::kMany);
  EXPECT_EQ(state.page_px, (PixelSize{1000, 3000}));
  EXPECT_EQ(state.time_begin_ms, TestRecording::kStartMs);
  EXPECT_EQ(state.time_end_ms, TestRecording::kStartMs + 5 * 60'000 + 30'000 + 1);
  EXPECT_EQ(state.views_by_device[static_cast<size_t>(Device::desktop)], 0u);  // 1000 px is a tablet's width
  EXPECT_EQ(state.views_by_device[static_cast<size_t>(Device::tablet)], 4u);
  EXPECT_EQ(state.views_by_device[static_cast<size_t>(Device::mobile)], 1u);
}

TEST(Loading, ProgressGrowsFromNothingToAll) {
  const auto recording = make_recording();
  App app;
  app.resize({800, 600}, 1);
  StreamFeed feed(app, "a.ist");
  EXPECT_EQ(app.state().load.phase, Phase::loading);
  app.deliver(feed.load(), LoadProgress{0, 0, recording.bytes.size()});
  EXPECT_EQ(load_share(app.state().load), 0.0);
  double before = 0;
  for (size_t at = 0; at < recording.bytes.size(); at += 256) {
    feed.push(ByteSpan(recording.bytes).subspan(at, std::min<size_t>(256, recording.bytes.size() - at)));
    app.tick(50, fake_clock::read);
    const double share = load_share(app.state().load).value();
    EXPECT_GE(share, before);
    EXPECT_LE(app.state().load.decoded_bytes, app.state().load.received_bytes);
    before = share;
  }
  EXPECT_EQ(app.state().load.received_bytes, recording.bytes.size());
  EXPECT_GT(before, 0.5);
  feed.finish();
  finish_work(app);
  EXPECT_EQ(load_share(app.state().load), 1.0);
}

TEST(Loading, UnknownTotalHasNoShare) {
  App app;
  app.begin_recording("stream");
  EXPECT_FALSE(load_share(app.state().load));
}

TEST(Loading, AFileThatIsNoRecordingKeepsTheOldOne) {
  const auto recording = make_recording();
  auto app = make_app(recording);
  const auto picture = app.state();
  const Bytes junk(5000, 'x');
  load(app, junk, 1000, "junk.ist");
  const auto& state = app.state();
  EXPECT_EQ(state.load.phase, Phase::failed);
  EXPECT_EQ(state.load.name, "test.ist");
  ASSERT_TRUE(state.error);
  EXPECT_NE(state.error->message.find("junk.ist"), std::string::npos) << state.error->message;
  EXPECT_EQ(state.events, picture.events);
  EXPECT_EQ(state.page_px, picture.page_px);
  EXPECT_EQ(app.recording().catalog.pages.size(), 2u);
  app.apply(command::DismissError{});
  EXPECT_FALSE(app.state().error);
  EXPECT_EQ(app.state().load.phase, Phase::ready);
}

TEST(Loading, AFailedTransferBeforeTheCatalogKeepsTheOldOne) {
  auto app = make_app(make_recording());
  const auto load = app.begin_recording("net.ist");
  app.deliver(load, make_error(ErrorCode::io, "404 Not Found"));
  EXPECT_FALSE(app.wants(load));
  EXPECT_EQ(app.state().error->message, "net.ist: 404 Not Found");
  EXPECT_EQ(app.state().load.name, "test.ist");
  EXPECT_FALSE(app.tick(50, fake_clock::read));
}

TEST(Loading, ACutFileShowsWhatCameAndSaysSo) {
  const auto recording = make_recording();
  App app;
  app.resize({800, 600}, 1);
  load(app, ByteSpan(recording.bytes).first(recording.bytes.size() * 2 / 3));
  EXPECT_EQ(app.state().load.phase, Phase::failed);
  EXPECT_TRUE(app.state().error);
  EXPECT_TRUE(app.state().has_page());
  EXPECT_GT(app.state().events, 0u);
  EXPECT_LT(app.state().events, recording.clicks.size());
  EXPECT_EQ(app.state().load.name, "test.ist");
}

TEST(Loading, ADamagedBlockIsAWarning) {
  auto recording = make_recording();
  // Breaks one block's payload: somewhere in the middle third, found by trying.
  bool has_met_damage = false;
  for (size_t at = recording.bytes.size() / 3; at < recording.bytes.size() * 2 / 3 && !has_met_damage;
       at += 11) {
    auto damaged = recording.bytes;
    damaged[at] ^= 0x5A;
    App app;
    app.resize({800, 600}, 1);
    load(app, damaged);
    if (app.state().load.phase != Phase::ready || app.state().load.warnings.empty()) continue;
    has_met_damage = true;
    EXPECT_FALSE(app.state().error);
    EXPECT_EQ(app.state().load.warning_count, app.state().load.warnings.size());
    EXPECT_LE(app.state().events + app.state().load.events_lost, recording.clicks.size());
    EXPECT_LT(app.state().events, recording.clicks.size());
  }
  EXPECT_TRUE(has_met_damage);
}

TEST(Loading, ASecondRecordingStartsAnewButKeepsTheLook) {
  auto app = make_app(make_recording());
  auto settings = with_page(app, TestRecording::kFew);
  settings.ramp = Ramp::viridis;
  settings.radius_px = 77;
  settings.maximum = 3;
  settings.time_from_ms = TestRecording::kStartMs;
  app.apply(command::ChangePicture{.settings = settings});
  ASSERT_EQ(app.state().settings.page, TestRecording::kFew);
  load(app, make_recording({.clicks_per_view = 5}).bytes, 300, "second.ist");
  const auto& state = app.state();
  EXPECT_EQ(state.load.name, "second.ist");
  EXPECT_EQ(state.events, 30u);
  EXPECT_EQ(state.settings.page, TestRecording::kMany);
  EXPECT_EQ(state.settings.ramp, Ramp::viridis);
  EXPECT_EQ(state.settings.radius_px, 77);
  EXPECT_FALSE(state.settings.maximum);
  EXPECT_FALSE(state.settings.time_from_ms);
  EXPECT_FALSE(state.can_undo);
}

TEST(Loading, SettingsBeforeTheFirstRecordingHoldForIt) {
  App app;
  app.resize({800, 600}, 1);
  auto settings = app.state().settings;
  settings.layer = Layer::scroll;
  settings.page = TestRecording::kMany;
  app.apply(command::ChangePicture{.settings = settings});
  auto other = settings;
  other.page = TestRecording::kFew;
  app.apply(command::ChangePicture{.settings = other});
  load(app, make_recording().bytes);
  EXPECT_EQ(app.state().settings.page, TestRecording::kFew);
  EXPECT_EQ(app.state().settings.layer, Layer::scroll);
  EXPECT_FALSE(app.state().error);
}

TEST(Loading, ThePictureFollowsWhileLoading) {
  const auto recording = make_recording({.clicks_per_view = 400});
  App app;
  app.resize({800, 600}, 1);
  StreamFeed feed(app, "a.ist");
  feed.decoder().push(recording.bytes);
  feed.decoder().finish();
  fake_clock::step = 20;  // ms between deliveries
  uint64_t updates = 0, events = 0;
  double last_ms = fake_clock::now;
  while (feed.step()) {
    app.tick(50, fake_clock::read);
    if (app.state().events == events) continue;
    events = app.state().events;
    if (app.state().is_partial) {
      EXPECT_GE(fake_clock::now - last_ms, App::kRefreshMs);
    }
    EXPECT_EQ(app.state().is_partial, app.state().load.phase == Phase::loading);
    last_ms = fake_clock::now;
    ++updates;
  }
  finish_work(app);
  fake_clock::step = 1;
  EXPECT_GT(updates, 2u);
  EXPECT_EQ(app.state().events, recording.clicks.size());
  EXPECT_EQ(app.state().layer_events, 2000u);
}

TEST(Loading, RepeatedBeginsNeverMixRecordings) {
  const auto first = make_recording(), second = make_recording({.clicks_per_view = 3});
  App app;
  app.resize({800, 600}, 1);
  StreamFeed feed(app, "first.ist");
  feed.push(ByteSpan(first.bytes).first(first.bytes.size() / 2));
  app.tick(50, nullptr);
  EXPECT_GT(app.state().events, 18u);
  load(app, second.bytes);
  EXPECT_FALSE(app.wants(feed.load()));
  feed.push(ByteSpan(first.bytes).subspan(first.bytes.size() / 2));  // its shell has not noticed yet
  finish_work(app);
  EXPECT_EQ(app.state().events, 18u);
  EXPECT_EQ(app.state().page_views, 6u);
}

TEST(Loading, CancelledBeforeItsFirstPageKeepsTheOldOne) {
  const auto recording = make_recording();
  auto app = make_app(recording);
  const auto picture = app.state();
  StreamFeed feed(app, "second.ist");
  feed.push(ByteSpan(recording.bytes).first(20));
  EXPECT_TRUE(app.is_waiting());
  app.apply(command::CancelLoading{});
  EXPECT_FALSE(app.wants(feed.load()));
  EXPECT_FALSE(app.is_waiting());
  EXPECT_EQ(app.state().load.phase, Phase::ready);
  EXPECT_EQ(app.state().load.name, "test.ist");
  EXPECT_EQ(app.state().layer_events, picture.layer_events);
  EXPECT_FALSE(app.state().error);
}

TEST(Loading, CancelledHalfwayHoldsNothing) {
  const auto recording = make_recording({.has_screenshot = true});
  App app;
  app.resize({800, 600}, 1);
  StreamFeed feed(app, "a.ist");
  feed.push(ByteSpan(recording.bytes).first(recording.bytes.size() * 2 / 3));
  app.tick(50, nullptr);
  ASSERT_TRUE(app.state().has_page());
  EXPECT_TRUE(app.state().is_partial);
  EXPECT_NE(app.state().sample_line.find("still loading"), std::string::npos) << app.state().sample_line;
  app.apply(command::CancelLoading{});
  EXPECT_EQ(app.state().load.phase, Phase::empty);
  EXPECT_FALSE(app.state().has_page());
  EXPECT_FALSE(app.wants(feed.load()));
  EXPECT_TRUE(app.recording().blocks.empty());
  EXPECT_TRUE(app.recording().catalog.page_views.empty());
  EXPECT_TRUE(app.scene().tiles.empty());
  load(app, recording.bytes);
  EXPECT_EQ(app.state().events, recording.clicks.size());
  EXPECT_FALSE(app.state().is_partial);
}

// --- a file that is read in places ---

TEST(Wishes, GiveThePictureOfAWholeLoad) {
  const auto recording = make_recording({.clicks_per_view = 400, .has_screenshot = true});
  auto whole = make_app(recording);
  App app;
  app.resize({800, 600}, 1);
  WishFeed feed(app, "test.ist", recording.bytes);
  while (feed.step())
    app.tick(50, fake_clock::read);
  EXPECT_EQ(app.state().load.phase, Phase::ready);
  EXPECT_FALSE(app.is_waiting());
  EXPECT_FALSE(app.state().is_partial);
  EXPECT_EQ(app.state().events, recording.clicks.size());             // of the file
  EXPECT_LT(app.recording().event_count(), recording.clicks.size());  // in memory
  EXPECT_EQ(app.state().layer_events, whole.state().layer_events);
  EXPECT_EQ(app.state().sample_line, whole.state().sample_line);
  EXPECT_EQ(app.state().maximum, whole.state().maximum);
  EXPECT_EQ(app.state().sessions, whole.state().sessions);
  ASSERT_EQ(app.scene().tiles.size(), 1u);
  ASSERT_EQ(whole.scene().tiles.size(), 1u);
  EXPECT_EQ(app.scene().tiles[0].image->at(0, 0), whole.scene().tiles[0].image->at(0, 0));

  app.apply(command::ChangePicture{.settings = with_page(app, TestRecording::kFew)});
  whole.apply(command::ChangePicture{.settings = with_page(whole, TestRecording::kFew)});
  EXPECT_TRUE(app.is_waiting());
  EXPECT_TRUE(app.state().is_partial);
  while (feed.step())
    app.tick(50, fake_clock::read);
  EXPECT_FALSE(app.state().is_partial);
  EXPECT_EQ(app.state().layer_events, whole.state().layer_events);
  EXPECT_EQ(app.recording().event_count(), 2000u);  // never the phone's, which suits no screenshot

  // What has come stays.
  app.apply(command::ChangePicture{.settings = with_page(app, TestRecording::kMany)});
  EXPECT_TRUE(app.block_wishes().blocks.empty());
  EXPECT_FALSE(app.state().is_partial);
}

TEST(Wishes, CountsOfAPartAreLabelled) {
  const auto recording = make_recording({.clicks_per_view = 400});
  App app;
  app.resize({800, 600}, 1);
  WishFeed feed(app, "test.ist", recording.bytes);
  uint64_t before = 0, updates = 0;
  while (feed.step(1)) {
    app.tick(50, nullptr);
    if (app.state().layer_events == before) continue;
    before = app.state().layer_events;
    ++updates;
    EXPECT_EQ(app.state().is_partial, before < 2000);
    EXPECT_EQ(app.state().sample_line.find("still loading") != std::string::npos, before < 2000);
  }
  EXPECT_EQ(before, 2000u);
  EXPECT_GT(updates, 10u);
}

// How often the counts changed while blocks came evenly, the pause between two pictures being over when this
// share of them had come.
int updates_while_loading(const TestRecording& recording, double share_at_pause) {
  App app;
  app.resize({800, 600}, 1);
  fake_clock::step = 0.001;
  WishFeed feed(app, "test.ist", recording.bytes);
  while (app.block_wishes().blocks.empty() && feed.step(1))
    app.tick(50, fake_clock::read);
  const auto blocks = static_cast<double>(app.block_wishes().blocks.size());
  int updates = 0;
  for (uint64_t before = 0; feed.step(1); before = app.state().layer_events) {
    fake_clock::now += App::kRefreshMs / (share_at_pause * blocks);
    app.tick(50, fake_clock::read);
    updates += app.state().layer_events != before;
  }
  fake_clock::step = 1;
  EXPECT_EQ(app.state().layer_events, 2000u);
  return updates;
}

TEST(Wishes, APartThatIsSoonWholeIsNotCountedForItself) {
  const auto recording = make_recording({.clicks_per_view = 400});
  EXPECT_EQ(updates_while_loading(recording, 0.8), 1);
  EXPECT_GE(updates_while_loading(recording, 0.2), 3);
}

TEST(Wishes, AreLookedForWhenWhatTheyFollowFromChanges) {
  const auto recording = make_recording({.clicks_per_view = 400});
  App app;
  app.resize({800, 600}, 1);
  WishFeed feed(app, "test.ist", recording.bytes);
  while (feed.step())
    app.tick(50, nullptr);
  ASSERT_LT(app.recording().event_count(), recording.clicks.size()) << "there is more to need";
  const auto looks = [&](auto&& change) {
    const uint64_t before = app.work().block_needs;
    auto settings = app.state().settings;
    change(settings);
    app.apply(command::ChangePicture{.settings = settings});
    return app.work().block_needs - before;
  };
  for (int step = 1; step <= 5; ++step) {
    EXPECT_EQ(looks([&](PictureSettings& s) { s.radius_px = 40 + step; }), 0u);
    EXPECT_EQ(looks([&](PictureSettings& s) { s.opacity = 0.1 * step; }), 0u);
    EXPECT_EQ(looks([&](PictureSettings& s) { s.maximum = step; }), 0u);
  }
  app.apply(command::Seek{.t_ms = 0});
  EXPECT_EQ(looks([](PictureSettings& s) { s.conditions.hours = 1u; }), 1u);
  EXPECT_EQ(looks([](PictureSettings& s) { s.layer = Layer::moves; }), 1u);
  EXPECT_EQ(looks([](PictureSettings& s) {
              s.overlays.resize(1);
              s.overlays[0].kind = OverlayKind::reach;
            }),
            1u);
  EXPECT_EQ(looks([](PictureSettings& s) { s.time_from_ms = TestRecording::kStartMs + 1; }), 1u);
  EXPECT_EQ(looks([](PictureSettings& s) {
              s = {};
              s.page = TestRecording::kFew;
            }),
            1u);
  EXPECT_FALSE(app.block_wishes().blocks.empty());
}

TEST(Wishes, ThatCannotBeReadAreAskedForAgainByTheNextPicture) {
  const auto recording = make_recording();
  App app;
  app.resize({800, 600}, 1);
  WishFeed feed(app, "test.ist", recording.bytes);
  feed.step();
  app.tick(50, nullptr);
  ASSERT_FALSE(app.block_wishes().blocks.empty());
  const auto asked = app.block_wishes().revision;
  app.deliver(feed.load(), make_error(ErrorCode::io, "the connection broke"));
  EXPECT_TRUE(app.wants(feed.load()));
  EXPECT_EQ(app.state().error->message, "test.ist: the connection broke");
  EXPECT_TRUE(app.state().is_partial);
  EXPECT_NE(app.state().sample_line.find("could not be loaded"), std::string::npos);
  EXPECT_FALSE(app.is_waiting());
  auto settings = app.state().settings;
  settings.radius_px = 50;
  app.apply(command::ChangePicture{.settings = settings});
  EXPECT_GT(app.block_wishes().revision, asked);
  while (feed.step())
    app.tick(50, nullptr);
  EXPECT_FALSE(app.state().is_partial);
  EXPECT_EQ(app.state().layer_events, 200u);
}

// A page view that went on after its row was written: how long it took, its events say.
TEST(Wishes, AreForTheWholeOfALiveRecording) {
  MemorySink sink;
  LiveWriter writer(sink, {.events_per_block = 8});
  ASSERT_TRUE(writer.begin().ok() && writer.add_session({.id = "a", .tags = {}}).ok());
  for (uint32_t page = 0; page < 2; ++page) {
    ASSERT_TRUE(writer.add_page({.url = "https://shop.example/" + std::to_string(page), .title = ""}).ok());
    const auto view = writer.add_page_view({.page = page, .start_ms = TestRecording::kStartMs});
    for (int32_t i = 0; i < 40; ++i)
      ASSERT_TRUE(writer.add_event(*view, {i * 1000, i, i, make_tag(EventKind::click), 0}).ok());
  }
  ASSERT_TRUE(writer.finish().ok());
  App app;
  app.resize({800, 600}, 1);
  const Bytes bytes = sink.take();
  WishFeed feed(app, "live.ist", bytes);
  while (feed.step())
    app.tick(50, nullptr);
  EXPECT_EQ(app.recording().event_count(), 80u);
  for (const PageView& view : app.recording().catalog.page_views)
    EXPECT_EQ(view.duration_ms, 39'000u);
}

}  // namespace
}  // namespace isotherm::loading_test
