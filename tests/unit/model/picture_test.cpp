#include "model/picture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "model/points.h"
#include "unit/model/recordings.h"

namespace isotherm::picture_test {
namespace {

using test::append_block;
using test::make_event;

Screenshot screenshot_of(uint32_t page, uint32_t css_width, uint32_t css_height, int32_t tile_y = 0) {
  Screenshot screenshot;
  screenshot.info.page = page;
  screenshot.info.css_width = css_width;
  screenshot.info.css_height = css_height;
  screenshot.info.tile_y = tile_y;
  screenshot.info.checksum = css_width * 7 + static_cast<uint32_t>(tile_y);
  return screenshot;
}

PageView view_of_width(uint32_t width, uint32_t page = 0) {
  PageView view;
  view.page = page;
  view.viewport_width = width;
  view.viewport_height = 700;
  view.document_width = width;
  view.document_height = 2000;
  view.duration_ms = 1000;
  return view;
}

Recording of_widths(const std::vector<uint32_t>& widths) {
  Recording recording;
  recording.catalog.pages = {{"https://example.org/", ""}, {"https://example.org/other", ""}};
  recording.catalog.sessions.resize(1);
  for (const uint32_t width : widths)
    recording.catalog.page_views.push_back(view_of_width(width));
  recording.revision = 1;
  return recording;
}

PictureSettings settings_for(Layer layer, DeviceChoice device = DeviceChoice::automatic) {
  PictureSettings settings;
  settings.layer = layer;
  settings.device = device;
  return settings;
}

SceneView view_at(double y_page, int width, int height, double scale = 1) {
  SceneView view;
  view.transform.origin_page = {0, y_page};
  view.transform.view_px_per_page_px = {scale, scale};
  view.size = {width, height};
  return view;
}

// --- which screenshot and which page views ---

TEST(ViewChoice, NamesRoundTrip) {
  for (const auto choice : {DeviceChoice::automatic, DeviceChoice::mobile, DeviceChoice::tablet,
                            DeviceChoice::desktop, DeviceChoice::all}) {
    EXPECT_EQ(device_choice_from(to_string(choice)), choice);
  }
  EXPECT_FALSE(device_choice_from("watch"));
  for (const auto layer : {Layer::clicks, Layer::moves, Layer::scroll})
    EXPECT_EQ(layer_from(to_string(layer)), layer);
  EXPECT_FALSE(layer_from("Clicks"));
}

TEST(ViewChoice, AutomaticTakesTheWidthWithMostPageViews) {
  Recording recording = of_widths({1440, 1500, 375, 390, 400, 0});
  recording.screenshots = {screenshot_of(0, 1440, 3000), screenshot_of(0, 380, 5000),
                           screenshot_of(1, 1440, 1), screenshot_of(0, 1920, 100)};
  const ViewChoice choice = choose_view(recording, 0, DeviceChoice::automatic);
  EXPECT_EQ(choice.css_width, 380u);
  EXPECT_EQ(choice.screenshots, std::vector<uint32_t>{1});
  EXPECT_EQ(choice.widths.min, 342u);
  EXPECT_EQ(choice.widths.max, 418u);
  EXPECT_EQ(choice.devices, 0x0F);
}

TEST(ViewChoice, TiesGoToTheWider) {
  Recording recording = of_widths({1440, 375});
  recording.screenshots = {screenshot_of(0, 375, 10), screenshot_of(0, 1440, 10), screenshot_of(0, 768, 10)};
  EXPECT_EQ(choose_view(recording, 0, DeviceChoice::automatic).css_width, 1440u);
}

TEST(ViewChoice, TilesOfOneWidthBelongTogether) {
  Recording recording = of_widths({1440});
  recording.screenshots = {screenshot_of(0, 1440, 4000), screenshot_of(0, 375, 100),
                           screenshot_of(0, 1440, 1000, 4000)};
  EXPECT_EQ(choose_view(recording, 0, DeviceChoice::automatic).screenshots, (std::vector<uint32_t>{0, 2}));
  Picture picture;
  ASSERT_TRUE(picture.update(recording, settings_for(Layer::clicks)).ok());
  EXPECT_EQ(picture.page_px(), (PixelSize{1440, 5000}));
}

TEST(ViewChoice, ADeviceTakesItsOwnScreenshotOnly) {
  Recording recording = of_widths({1440, 375, 800, 0});
  recording.screenshots = {screenshot_of(0, 1440, 10), screenshot_of(0, 375, 10)};
  const ViewChoice mobile = choose_view(recording, 0, DeviceChoice::mobile);
  EXPECT_EQ(mobile.css_width, 375u);
  EXPECT_EQ(mobile.devices, 1u);
  EXPECT_EQ(mobile.widths.min, 338u);
  const ViewChoice tablet = choose_view(recording, 0, DeviceChoice::tablet);
  EXPECT_EQ(tablet.css_width, 0u);
  EXPECT_TRUE(tablet.screenshots.empty());
  EXPECT_EQ(tablet.devices, 2u);
  EXPECT_EQ(tablet.widths.max, std::numeric_limits<uint32_t>::max());
}

TEST(ViewChoice, AllLimitsNothing) {
  Recording recording = of_widths({1440, 375, 800, 0});
  recording.screenshots = {screenshot_of(0, 1440, 10)};
  Picture picture;
  ASSERT_TRUE(picture.update(recording, settings_for(Layer::clicks, DeviceChoice::all)).ok());
  EXPECT_EQ(picture.selection().page_views, 4u);
  ASSERT_EQ(picture.screenshots().size(), 1u);
  ASSERT_TRUE(picture.update(recording, settings_for(Layer::clicks)).ok());
  EXPECT_EQ(picture.selection().page_views, 1u);
  EXPECT_EQ(picture.selection().left_out_width, 3u);
}

TEST(ViewChoice, LeavesNobodyOutWhereNoWidthIsKnown) {
  Recording recording = of_widths({0, 0});
  recording.screenshots = {screenshot_of(0, 1440, 10)};
  Picture picture;
  ASSERT_TRUE(picture.update(recording, settings_for(Layer::clicks)).ok());
  EXPECT_EQ(picture.selection().page_views, 2u);
}

// --- numbers ---

TEST(Picture, RefusesWhatCannotBe) {
  const Recording recording = of_widths({1440});
  Picture picture;
  const auto refuses = [&](auto change) {
    PictureSettings settings;
    change(settings);
    const Status status = picture.update(recording, settings);
    return !status.ok() && status.error().code == ErrorCode::invalid_argument &&
           !status.error().message.empty();
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(refuses([](auto& s) { s.page = 2; }));
  EXPECT_TRUE(refuses([](auto& s) { s.radius_px = 3.9; }));
  EXPECT_TRUE(refuses([](auto& s) { s.radius_px = 201; }));
  EXPECT_TRUE(refuses([&](auto& s) { s.radius_px = nan; }));
  EXPECT_TRUE(refuses([](auto& s) { s.opacity = 1.1; }));
  EXPECT_TRUE(refuses([&](auto& s) { s.opacity = nan; }));
  EXPECT_TRUE(refuses([](auto& s) { s.dimming = -0.1; }));
  EXPECT_TRUE(refuses([](auto& s) { s.maximum = 0; }));
  EXPECT_TRUE(refuses([](auto& s) { s.maximum = std::numeric_limits<double>::infinity(); }));
  EXPECT_TRUE(refuses([](auto& s) { s.time_from_ms = 5, s.time_to_ms = 4; }));
  EXPECT_FALSE(picture.update(Recording{}, {}).ok());
  EXPECT_TRUE(picture.update(recording, {}).ok());
  EXPECT_EQ(picture.work().selections, 1u) << "a refused change changes nothing";
}

TEST(Picture, AgreesWithAPlainLoopForAllFilters) {
  for (uint32_t seed = 1; seed <= 4; ++seed) {
    const auto made = test::generate(seed, seed % 2 == 0);
    const auto& views = made.recording.catalog.page_views;
    Picture picture;  // one picture through all settings, so that stale stages would show
    for (uint32_t page = 0; page < 3; ++page) {
      for (const auto device :
           {DeviceChoice::automatic, DeviceChoice::mobile, DeviceChoice::tablet, DeviceChoice::desktop}) {
        for (const bool has_range : {false, true}) {
          for (const Layer layer : {Layer::clicks, Layer::moves}) {
            PictureSettings settings = settings_for(layer, device);
            settings.page = page;
            if (has_range) settings.time_from_ms = 1'700'000'020'000, settings.time_to_ms = 1'700'000'070'000;
            ASSERT_TRUE(picture.update(made.recording, settings).ok());
            uint64_t inside = 0, outside = 0, fixed = 0;
            for (const auto& [i, event] : made.events) {
              const int64_t time = views[i].start_ms + event.t_ms;
              if (!picture.selection().keeps[i] ||
                  kind_of(event.tag) != (layer == Layer::clicks ? EventKind::click : EventKind::move))
                continue;
              if (has_range && (time < *settings.time_from_ms || time >= *settings.time_to_ms)) continue;
              const bool is_inside = event.x >= 0 && event.y >= 0 && event.x < picture.page_px().width * 16 &&
                                     event.y < picture.page_px().height * 16;
              ++((event.tag & kFlagFixedTarget) != 0 ? fixed : is_inside ? inside : outside);
            }
            EXPECT_EQ(picture.events(), inside);
            EXPECT_EQ(picture.outside_page(), outside);
            EXPECT_EQ(picture.fixed_points(), fixed);
            EXPECT_TRUE(layer == Layer::moves || picture.weight() == inside);
          }
        }
      }
    }
  }
}

TEST(Picture, SceneHoldsTheDensityOfItsPoints) {
  const auto made = test::generate(2, false);
  Picture picture;
  const PictureSettings settings = settings_for(Layer::moves);
  ASSERT_TRUE(picture.update(made.recording, settings).ok());
  CountGrid grid(picture.page_px());
  for_each_point(made.recording, picture.selection(), picture.filter(), Layer::moves,
                 [&](const Point& p) { grid.add(p.x, p.y, p.weight); });
  const Scene scene = picture.scene(view_at(300, 800, 600), {});
  ASSERT_EQ(scene.heats.size(), 1u);
  const DensityField whole = blur(grid, 20, {0, 0, 1e9, 1e9});
  for (double y = 300; y <= 900; y += 50) {
    for (double x = 0; x <= 800; x += 50)
      EXPECT_EQ(density_at(*scene.heats.front().field, {x, y}), density_at(whole, {x, y}));
  }
  EXPECT_EQ(scene.heats.front().maximum, find_peak(grid, 20).value);
  EXPECT_EQ(scene.heats.front().maximum, picture.automatic_maximum());
  EXPECT_EQ(scene.heats.front().opacity, 0.8);
  EXPECT_TRUE(scene.fills.empty());
}

TEST(Picture, DoesTheLeastWork) {
  auto made = test::generate(2, false);
  Picture picture;
  PictureSettings settings = settings_for(Layer::clicks);
  const auto work_of = [&](auto change, const SceneView& view) {
    const WorkCounters before = picture.work();
    change();
    EXPECT_TRUE(picture.update(made.recording, settings).ok());
    picture.scene(view, {});
    const WorkCounters& after = picture.work();
    return std::vector<uint64_t>{after.selections - before.selections, after.binnings - before.binnings,
                                 after.peaks - before.peaks, after.blurs - before.blurs,
                                 after.reaches - before.reaches};
  };
  using Work = std::vector<uint64_t>;
  const SceneView view = view_at(400, 600, 400);
  EXPECT_EQ(work_of([] {}, view), (Work{1, 1, 1, 1, 0}));
  EXPECT_EQ(work_of([] {}, view), (Work{0, 0, 0, 0, 0}));
  EXPECT_EQ(work_of([&] { settings.ramp = Ramp::inferno; }, view), (Work{0, 0, 0, 0, 0}));
  EXPECT_EQ(work_of([&] { settings.opacity = 0.3; }, view), (Work{0, 0, 0, 0, 0}));
  EXPECT_EQ(work_of([&] { settings.maximum = 17; }, view), (Work{0, 0, 0, 0, 0}));
  EXPECT_EQ(work_of([&] { settings.dimming = 0.5; }, view), (Work{0, 0, 0, 0, 0}));
  EXPECT_EQ(work_of([] {}, view_at(500, 600, 400)), (Work{0, 0, 0, 1, 0})) << "the first step of a pan";
  const uint64_t field = picture.scene(view, {}).heats.front().field_revision;
  EXPECT_EQ(work_of([] {}, view_at(550, 600, 400)), (Work{0, 0, 0, 0, 0})) << "inside the margin";
  EXPECT_EQ(work_of([] {}, view_at(420, 600, 400, 2)), (Work{0, 0, 0, 0, 0})) << "zoomed in";
  EXPECT_EQ(picture.scene(view, {}).heats.front().field_revision, field);
  EXPECT_EQ(picture.scene(view, {}).heats.front().maximum, 17);
  EXPECT_EQ(work_of([] {}, view_at(1200, 600, 400)), (Work{0, 0, 0, 1, 0})) << "beyond the margin";
  EXPECT_NE(picture.scene(view_at(1200, 600, 400), {}).heats.front().field_revision, field);
  EXPECT_EQ(work_of([&] { settings.radius_px = 60; }, view), (Work{0, 0, 1, 1, 0}));
  EXPECT_EQ(work_of([&] { settings.time_from_ms = 1'700'000'050'000; }, view), (Work{1, 1, 1, 1, 0}));
  EXPECT_EQ(work_of([&] { settings.layer = Layer::moves; }, view), (Work{0, 1, 1, 1, 0}));
  EXPECT_EQ(work_of([&] { settings.layer = Layer::scroll; }, view), (Work{0, 0, 0, 0, 1}));
  EXPECT_EQ(work_of([&] { settings.radius_px = 20; }, view), (Work{0, 0, 0, 0, 0}));
  EXPECT_EQ(work_of([&] { settings.ramp = Ramp::cividis; }, view), (Work{0, 0, 0, 0, 0}));
  EXPECT_EQ(work_of([&] { settings.page = 1; }, view), (Work{1, 0, 0, 0, 1}));
  EXPECT_EQ(work_of([&] { settings.layer = Layer::clicks; }, view), (Work{0, 1, 1, 1, 0}));
  EXPECT_EQ(work_of([&] { ++made.recording.revision; }, view), (Work{1, 1, 1, 1, 0}));
}

TEST(Picture, TilesRevisionFollowsTheTiles) {
  Recording recording = of_widths({1440});
  recording.screenshots = {screenshot_of(0, 1440, 4000), screenshot_of(0, 1440, 1000, 4000)};
  Picture picture;
  ASSERT_TRUE(picture.update(recording, settings_for(Layer::clicks)).ok());
  const Image first(4, 4, 3), second(4, 1, 3);
  const std::vector<const Image*> none{nullptr, nullptr}, one{&first, nullptr}, both{&first, &second};
  const SceneView view = view_at(0, 100, 100);
  const Scene empty = picture.scene(view, none);
  EXPECT_TRUE(empty.tiles.empty());
  EXPECT_EQ(picture.scene(view, {}).tiles_revision, empty.tiles_revision);
  const uint64_t with_one = picture.scene(view, one).tiles_revision;
  EXPECT_NE(with_one, empty.tiles_revision);
  const Scene scene = picture.scene(view, both);
  EXPECT_NE(scene.tiles_revision, with_one);
  EXPECT_EQ(picture.scene(view_at(900, 5, 5), both).tiles_revision, scene.tiles_revision);
  ASSERT_EQ(scene.tiles.size(), 2u);
  EXPECT_EQ(scene.tiles[1].page, (Rect{0, 4000, 1440, 5000}));
  EXPECT_EQ(scene.tiles[1].image, &second);
  Picture other;
  ASSERT_TRUE(other.update(recording, settings_for(Layer::clicks)).ok());
  EXPECT_NE(other.scene(view, both).tiles_revision, scene.tiles_revision) << "unique across pictures";
}

TEST(Picture, PageSizeComesFromTheBestSource) {
  Recording recording = of_widths({1440, 1400});
  Picture picture;
  const auto size_of = [&] {
    ++recording.revision;
    EXPECT_TRUE(picture.update(recording, settings_for(Layer::clicks)).ok());
    return picture.page_px();
  };
  recording.catalog.page_views[1].document_height = 2500;
  EXPECT_EQ(size_of(), (PixelSize{1440, 2500}));
  recording.screenshots = {screenshot_of(0, 1422, 3333)};
  EXPECT_EQ(size_of(), (PixelSize{1422, 3333}));
  recording.screenshots.clear();
  for (PageView& view : recording.catalog.page_views)
    view.document_width = view.document_height = 0;
  EXPECT_EQ(size_of(), (PixelSize{1440, 700})) << "the viewport";
  append_block(recording, StreamClass::buttons, {{0, make_event(EventKind::click, 1, 1800.5, 90)}});
  append_block(recording, StreamClass::scroll, {{1, make_event(EventKind::scroll, 1, 0, 900)}});
  EXPECT_EQ(size_of(), (PixelSize{1801, 1600}));
  recording.blocks.clear();
  recording.catalog.page_views.clear();
  EXPECT_EQ(size_of(), (PixelSize{1, 1}));
}

TEST(Picture, SurvivesNothingAndTheLimits) {
  for (const Layer layer : {Layer::clicks, Layer::moves, Layer::scroll}) {
    Recording recording = of_widths({});
    Picture picture;
    const Scene before = picture.scene(view_at(0, 100, 100), {});
    EXPECT_EQ(before.page_px, (PixelSize{1, 1}));
    EXPECT_EQ(picture.hover({1, 1}).events, 0u);
    EXPECT_TRUE(picture.title().empty());
    ASSERT_TRUE(picture.update(recording, settings_for(layer)).ok());
    const Scene scene = picture.scene(view_at(0, 100, 100), {});
    EXPECT_TRUE(scene.heats.empty());
    EXPECT_TRUE(scene.fills.empty());
    EXPECT_EQ(picture.maximum(), 1);
    EXPECT_FALSE(picture.sample_line().empty());
    EXPECT_FALSE(picture.legend().ticks.empty());

    recording = of_widths({1440, 0});
    recording.catalog.page_views[0].document_width = std::numeric_limits<uint32_t>::max();
    recording.catalog.page_views[0].document_height = std::numeric_limits<uint32_t>::max();
    recording.catalog.page_views[0].start_ms = std::numeric_limits<int64_t>::max();
    recording.catalog.page_views[1].start_ms = std::numeric_limits<int64_t>::min();
    recording.catalog.page_views[1].session = 99;
    for (const auto stream_class : {StreamClass::moves, StreamClass::buttons, StreamClass::scroll}) {
      const EventKind kind = default_kind(stream_class);
      append_block(recording, stream_class,
                   {{0, make_event(kind, 0, 131'071, 131'071)},
                    {0, make_event(kind, 3, -131'072, -131'072)},
                    {1, make_event(kind, 3, 5, 5)}});
    }
    PictureSettings settings = settings_for(layer, DeviceChoice::all);
    ASSERT_TRUE(picture.update(recording, settings).ok());
    EXPECT_EQ(picture.page_px().width, kMaxImageWidth);
    EXPECT_LE(int64_t{picture.page_px().width} * picture.page_px().height, kMaxImagePixels);
    picture.scene(view_at(-1e9, 10, 10), {});
    picture.scene(view_at(0, 50, 50, 1e-6), {});
    picture.hover({-1e300, 1e300});
    settings.time_from_ms = settings.time_to_ms = 0;
    ASSERT_TRUE(picture.update(recording, settings).ok());
    EXPECT_EQ(picture.events(), 0u);
  }
}

// --- words ---

Recording small_recording() {
  Recording recording = of_widths({1440, 1440, 375});
  recording.catalog.sessions.resize(3);
  recording.catalog.page_views[1].session = 1;
  recording.catalog.page_views[2].session = 2;
  recording.screenshots = {screenshot_of(0, 1440, 2000)};
  append_block(recording, StreamClass::buttons,
               {{0, make_event(EventKind::click, 1, 100, 100)},
                {0, make_event(EventKind::click, 2, 110, 100)},
                {0, make_event(EventKind::click, 3, 100, 1900)},
                {0, make_event(EventKind::click, 4, 10, 10, kFlagFixedTarget)},
                {1, make_event(EventKind::click, 5, 100, 125)},
                {1, make_event(EventKind::click, 6, 5000, 125)},
                {2, make_event(EventKind::click, 7, 100, 100)}});
  append_block(
      recording, StreamClass::moves,
      {{0, make_event(EventKind::move, 0, 100, 100)}, {0, make_event(EventKind::move, 400, 700, 100)}});
  append_block(recording, StreamClass::scroll, {{1, make_event(EventKind::scroll, 5, 0, 900)}});
  return recording;
}

TEST(Picture, SaysWhatItShows) {
  const Recording recording = small_recording();
  Picture picture;
  ASSERT_TRUE(picture.update(recording, settings_for(Layer::clicks)).ok());
  EXPECT_EQ(picture.title(), "Clicks, desktop (1440 px): https://example.org/");
  EXPECT_EQ(picture.sample_line(),
            "2 sessions, 2 page views, 4 clicks; left out: 1 page view of other or unknown widths, 1 click "
            "on fixed elements, "
            "1 click outside the page");
  const HoverReading clicks = picture.hover({100, 100});
  EXPECT_EQ(clicks.events, 3u);
  EXPECT_EQ(clicks.sessions, 2u);
  EXPECT_EQ(clicks.text, "3 clicks by 2 people within 40 px (75.0 % of 4)");
  EXPECT_EQ(picture.hover({100, 1900}).text, "1 click by 1 person within 40 px (25.0 % of 4)");

  ASSERT_TRUE(picture.update(recording, settings_for(Layer::moves, DeviceChoice::all)).ok());
  EXPECT_EQ(picture.title(), "Mouse moves, all devices (1440 px): https://example.org/");
  EXPECT_EQ(picture.sample_line(), "3 sessions, 3 page views, 2 pointer samples");
  EXPECT_EQ(picture.weight(), 1000u);
  EXPECT_EQ(picture.hover({100, 100}).text,
            "1 pointer sample (400 ms) by 1 person within 40 px (50.0 % of 2)");

  ASSERT_TRUE(picture.update(recording, settings_for(Layer::scroll)).ok());
  EXPECT_EQ(picture.title(), "Scroll reach, desktop (1440 px): https://example.org/");
  EXPECT_EQ(picture.hover({100, 800.9}).text,
            "50.0 % (1 of 2 page views) saw this line: 800 px, 40.0 % of the page");
  EXPECT_EQ(picture.hover({100, 800}).sessions, 1u);
  EXPECT_EQ(picture.hover({100, -5}).events, 2u);
  EXPECT_EQ(picture.hover({100, 1e9}).events, 0u);
  EXPECT_EQ(picture.legend().ticks.back().label, "100 %");
  EXPECT_EQ(picture.legend().title, "Page views that saw this line");
  PictureSettings chosen = settings_for(Layer::scroll);
  chosen.scroll.line = ReferenceLine::centre;
  chosen.scroll.depth = DepthScale::share;
  ASSERT_TRUE(picture.update(recording, chosen).ok());
  EXPECT_EQ(picture.legend().title,
            "Page views that had this line at the viewport's centre or above (share of height)");
  EXPECT_EQ(picture.hover({100, 500}).text.find("saw"), std::string::npos);
  EXPECT_NE(
      picture.hover({100, 500}).text.find(") had this line at the viewport's centre or above: 500 px, "),
      std::string::npos);
  chosen.scroll.line = ReferenceLine::top;
  ASSERT_TRUE(picture.update(recording, chosen).ok());
  EXPECT_EQ(picture.legend().title,
            "Page views that had this line at the viewport's top or above (share of height)");
  chosen.layer = Layer::drop_off;
  ASSERT_TRUE(picture.update(recording, chosen).ok());
  EXPECT_NE(picture.legend().title.find("(viewport's top, share of height)"), std::string::npos);

  ASSERT_TRUE(picture.update(recording, settings_for(Layer::clicks, DeviceChoice::mobile)).ok());
  EXPECT_EQ(picture.title(), "Clicks, mobile: https://example.org/");
  EXPECT_EQ(picture.selection().left_out_device, 2u);
}

// --- the scroll layer's drawing ---

TEST(ReachOverlay, BandsCoverThePageOnce) {
  const auto made = test::generate(5, false);
  Picture picture;
  PictureSettings settings = settings_for(Layer::scroll);
  settings.shows_markers = false;
  settings.ramp = Ramp::viridis;
  ASSERT_TRUE(picture.update(made.recording, settings).ok());
  const Scene scene = picture.scene(view_at(0, 500, picture.page_px().height), {});
  ASSERT_GT(scene.bands.size(), 5u);
  EXPECT_TRUE(scene.fills.empty());
  EXPECT_TRUE(scene.sprites.empty());
  const ColorTable colors = opaque_color_table(Ramp::viridis);
  double y = 0;
  for (const SceneFill& fill : scene.bands) {
    EXPECT_EQ(fill.page.y0, y);
    EXPECT_GT(fill.page.y1, fill.page.y0);
    EXPECT_EQ(fill.page.x1, picture.page_px().width);
    EXPECT_EQ(fill.color.a, 128);
    // The colour is that of the middle of the 5 % that the band's rows lie in.
    for (const double row : {fill.page.y0 + 1, fill.page.y1}) {
      const double share = picture.reach().share(static_cast<int>(row));
      const double middle = share == 1 ? 1 : share == 0 ? 0 : (std::floor(share * 20 + 1e-9) + 0.5) / 20;
      Rgba expected = sample(colors, middle);
      expected.a = 128;
      EXPECT_EQ(fill.color, expected) << "row " << row << ", share " << share;
    }
    y = fill.page.y1;
  }
  EXPECT_EQ(y, picture.page_px().height);
}

// Bands and graph are kept between frames: after every change they are those of a picture that knows nothing.
TEST(Rows, FollowEveryChange) {
  const auto made = test::generate(8, false);
  Picture kept;
  PictureSettings settings = settings_for(Layer::scroll);
  settings.scroll.shows_graph = true;
  const auto expect_as_new = [&](const char* change) {
    ASSERT_TRUE(kept.update(made.recording, settings).ok());
    Picture fresh;
    ASSERT_TRUE(fresh.update(made.recording, settings).ok());
    const SceneView view = view_at(0, 700, 900);
    const Scene actual = kept.scene(view, {}), expected = fresh.scene(view, {});
    EXPECT_EQ(actual.bands, expected.bands) << change;
    ASSERT_EQ(actual.fills.size(), expected.fills.size()) << change;
    ASSERT_EQ(actual.sprites.size(), expected.sprites.size()) << change;
    for (size_t i = 0; i < actual.fills.size(); ++i) {
      EXPECT_EQ(actual.fills[i].page, expected.fills[i].page) << change << " " << i;
      EXPECT_EQ(actual.fills[i].color, expected.fills[i].color) << change << " " << i;
    }
  };
  expect_as_new("start");
  settings.scroll.is_smooth = true;
  expect_as_new("smooth");
  settings.layer = Layer::attention;
  expect_as_new("attention");
  settings.maximum = 300;
  expect_as_new("maximum");
  settings.scroll.unit = ScrollUnit::sessions;
  expect_as_new("sessions");
  settings.page = 1;
  expect_as_new("page");
  settings.layer = Layer::drop_off;
  settings.maximum.reset();
  expect_as_new("drop-off");
  settings.ramp = Ramp::viridis;
  expect_as_new("ramp");
}

// Where a renderer puts a sprite, relative to the page's top.
struct Box {
  int x0, y0, x1, y1;
};
std::vector<Box> boxes_of(const Scene& scene, double scale) {
  std::vector<Box> boxes;
  for (const SceneSprite& sprite : scene.sprites) {
    const int x = sprite.dx, y = static_cast<int>(std::floor(sprite.anchor_page.y * scale + 0.5)) + sprite.dy;
    boxes.push_back({x, y, x + sprite.image->width, y + sprite.image->height});
  }
  return boxes;
}

void expect_apart(const std::vector<Box>& boxes) {
  for (size_t i = 0; i < boxes.size(); ++i) {
    EXPECT_GE(boxes[i].y0, 0);
    for (size_t j = 0; j < i; ++j) {
      EXPECT_FALSE(boxes[i].x0 < boxes[j].x1 && boxes[j].x0 < boxes[i].x1 && boxes[i].y0 < boxes[j].y1 &&
                   boxes[j].y0 < boxes[i].y1)
          << i << ", " << j;
    }
  }
}

TEST(ReachOverlay, LabelsDoNotOverlap) {
  // Four lines within 12 px of each other, near the top and further down.
  for (const int top : {2, 900}) {
    Recording recording = of_widths({1440, 1440, 1440, 1440});
    for (PageView& view : recording.catalog.page_views)
      view.viewport_height = static_cast<uint32_t>(top);
    append_block(recording, StreamClass::scroll,
                 {{1, make_event(EventKind::scroll, 5, 0, 4)},
                  {2, make_event(EventKind::scroll, 5, 0, 8)},
                  {3, make_event(EventKind::scroll, 5, 0, 12)}});
    Picture picture;
    ASSERT_TRUE(picture.update(recording, settings_for(Layer::scroll)).ok());
    for (const int width : {1440, 375, 60}) {
      for (const double scale : {0.25, 1.0, 3.0}) {
        const Scene scene = picture.scene(view_at(0, width, 900, scale), {});
        ASSERT_EQ(scene.sprites.size(), 4u);
        expect_apart(boxes_of(scene, scale));
        const Scene lower = picture.scene(view_at(500, width, 900, scale), {});
        for (size_t i = 0; i < 4; ++i) {
          EXPECT_EQ(lower.sprites[i].dx, scene.sprites[i].dx) << "bands of an export must fit together";
          EXPECT_EQ(lower.sprites[i].dy, scene.sprites[i].dy);
        }
      }
    }
  }
}

TEST(ReachOverlay, LinesThatCoincideShareALabel) {
  const Recording recording = of_widths({1440, 1440});
  Picture picture;
  ASSERT_TRUE(picture.update(recording, settings_for(Layer::scroll)).ok());
  const Scene scene = picture.scene(view_at(0, 1440, 900), {});
  EXPECT_EQ(scene.sprites.size(), 1u);
  const Image* label = scene.sprites[0].image;
  EXPECT_EQ(picture.scene(view_at(9, 1440, 900), {}).sprites[0].image, label) << "made once";
  const int height = label->height;
  EXPECT_GT(picture.scene(view_at(0, 1440, 900), {}, 2).sprites[0].image->height, height);
}

TEST(ReachOverlay, DashesStayOnThePageWhilePanning) {
  Recording recording = of_widths({1440});
  append_block(recording, StreamClass::scroll, {{0, make_event(EventKind::scroll, 5, 0, 300)}});
  Picture picture;
  ASSERT_TRUE(picture.update(recording, settings_for(Layer::scroll)).ok());
  const auto dashes_at = [&](double x_page) {
    SceneView view = view_at(0, 400, 900);
    view.transform.origin_page.x = x_page;
    std::set<double> starts;
    for (const SceneFill& fill : picture.scene(view, {}).fills) {
      if (fill.min_height_view_px > 0 && fill.page.width() < 100) starts.insert(fill.page.x0);
    }
    return starts;
  };
  const auto left = dashes_at(0), right = dashes_at(100);
  EXPECT_GT(left.size(), 20u);
  EXPECT_LT(left.size(), 30u) << "only the visible ones";
  for (const double x : right)
    EXPECT_TRUE(x >= 400 || left.count(x) == 1) << x;
}

TEST(Snap, RoundsEdgesHalfUpAndClips) {
  const SceneView view = view_at(0, 100, 80, 0.5);
  const auto is = [](const ViewRect& r, int x0, int y0, int x1, int y1) {
    return r.x0 == x0 && r.y0 == y0 && r.x1 == x1 && r.y1 == y1;
  };
  EXPECT_TRUE(is(snap({1, 3, 5, 6.9}, view), 1, 2, 3, 3));
  EXPECT_TRUE(is(snap({-50, -50, 1e9, 1e9}, view), 0, 0, 100, 80));
  EXPECT_TRUE(is(snap({0, 20, 200, 20}, view, 3), 0, 10, 100, 13));
  EXPECT_TRUE(is(snap({0, 20, 200, 80}, view, 3), 0, 10, 100, 40));
  const ViewRect gone = snap({0, -100, 200, -90}, view);
  EXPECT_TRUE(gone.y0 >= gone.y1);
  EXPECT_TRUE(is(snap({-1e300, -1e300, 1e300, 1e300}, view), 0, 0, 100, 80));
}

}  // namespace
}  // namespace isotherm::picture_test
