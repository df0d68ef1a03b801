#include "model/overlays.h"

#include <gtest/gtest.h>

#include "model/confetti.h"
#include "model/move_paths.h"
#include "model/picture.h"
#include "unit/model/filtered.h"

namespace isotherm::overlays_test {
namespace {

using test::append_block;
using test::make_event;

// Two page views of one page: a desktop and a phone, with a tag each.
Recording two_views() {
  Recording recording;
  recording.catalog.pages = {{"https://example.org/", ""}};
  recording.catalog.sessions.resize(2);
  recording.catalog.sessions[0].tags = {{"variant", "A"}};
  recording.catalog.sessions[1].tags = {{"variant", "B"}};
  for (uint32_t i = 0; i < 2; ++i) {
    PageView view;
    view.session = i;
    view.viewport_width = i == 0 ? 1440 : 390;
    view.viewport_height = 700;
    view.document_width = 1440;
    view.document_height = 3000;
    view.duration_ms = 10'000;
    recording.catalog.page_views.push_back(view);
  }
  append_block(recording, StreamClass::buttons,
               {{0, make_event(EventKind::click, 10, 100, 2000)},
                {0, make_event(EventKind::click, 20, 300, 100)},
                {1, make_event(EventKind::click, 30, 100, 500)}});
  append_block(recording, StreamClass::moves,
               {{0, make_event(EventKind::move, 0, 10, 10)},
                {0, make_event(EventKind::move, 5'000, 20, 20)},
                {0, make_event(EventKind::move, 5'100, 400, 900)},
                {0, make_event(EventKind::move, 5'200, 410, 900)}});
  recording.revision = 1;
  return recording;
}

SceneView view_of(double y, int height) {
  SceneView view;
  view.transform.origin_page = {0, y};
  view.size = {1440, height};
  return view;
}

TEST(Overlays, TextRoundTrips) {
  for (const char* text :
       {"", "confetti:device", "confetti:order@0.5,paths,reach", "paths@0.05",
        "confetti:tag.variant@0.8,confetti:device", "moves", "clicks:viridis@0.5,moves:0a64ff@1",
        "moves:max.1200", "clicks:inferno:max.0.25@0.3,reach", "paths@0.997", "clicks:max.0.0000001",
        "moves:max.1234567.890625", "confetti:tag.a%2Cb%40%250@0.1"}) {
    const auto overlays = overlays_from(text);
    ASSERT_TRUE(overlays.ok()) << text;
    EXPECT_EQ(to_text(*overlays), text);
    EXPECT_EQ(*overlays_from(to_text(*overlays)), *overlays);
  }
  EXPECT_EQ(to_text(*overlays_from("confetti")), "confetti:device");
  EXPECT_EQ(overlays_from("confetti:tag.a%2Cb%40%250@0.1")->front().tag, "a,b@%0");
  std::mt19937 random(3);
  for (int i = 0; i < 2'000; ++i) {
    OverlaySettings settings;
    settings.kind = OverlayKind::moves;
    settings.opacity = static_cast<double>(random() % 10'001) / 10'000;
    settings.maximum = static_cast<double>(1 + random()) / 10'000;
    ASSERT_EQ(*overlays_from(to_text({settings})), std::vector{settings}) << to_text({settings});
  }
  EXPECT_EQ(to_text(*overlays_from("moves:mono:be1890:max.7.50")), "moves:max.7.5");
  for (const char* text :
       {"snow", "confetti:", "confetti:tag.", "paths@", "paths@2", "paths@-1", "paths@0.5x", ",", "paths,",
        "paths@1@1", "moves:", "moves:snow", "clicksviridis", "clicks:max.0", "moves:max.", "moves:max.-1",
        "moves::viridis", "paths,paths,paths,paths,paths,paths,paths,paths,paths"}) {
    EXPECT_FALSE(overlays_from(text).ok()) << text;
  }
}

TEST(Overlays, ConfettiIsColouredByWhatIsAskedFor) {
  const Recording recording = two_views();
  Filter filter;
  const Selection selection = select(recording, filter);
  OverlaySettings settings;
  const auto labels = [&] {
    const Confetti confetti = make_confetti(recording, selection, filter, settings);
    EXPECT_EQ(confetti.dots.size(), 3u);
    std::vector<std::string> all;
    for (const LegendKey& key : confetti.keys)
      all.push_back(key.label);
    return all;
  };
  EXPECT_EQ(labels(), (std::vector<std::string>{"mobile", "desktop"}));
  settings.color_by = ConfettiColor::order;
  EXPECT_EQ(labels(), (std::vector<std::string>{"1st click", "2nd click"}));
  settings.color_by = ConfettiColor::tag;
  settings.tag = "variant";
  EXPECT_EQ(labels(), (std::vector<std::string>{"variant A", "variant B"}));
  settings.tag = "unknown";
  EXPECT_EQ(labels(), std::vector<std::string>{"other"});
}

TEST(Overlays, ScenesHoldWhatIsVisible) {
  const Recording recording = two_views();
  Filter filter;
  const Selection selection = select(recording, filter);
  Overlays overlays;
  overlays.update(recording, selection, filter, {1440, 3000}, *overlays_from("confetti,paths@0.5"), {}, true);
  const auto shapes = [&](double y, int height) {
    Scene scene;
    scene.page_px = {1440, 3000};
    overlays.add_to(scene, view_of(y, height), 1);
    return scene.shapes;
  };
  const auto all = shapes(0, 3000);
  ASSERT_EQ(all.size(), 3u * 2 + 2);  // a dot has a rim; samples five seconds apart are not joined
  EXPECT_EQ(all[0].from_page, glm::dvec2(300, 100)) << "from the top down";
  const SceneShape &first = all[6], &last = all[7];
  EXPECT_EQ(first.to_page, last.from_page);
  EXPECT_LT(first.from_color.a, last.to_color.a) << "later is more opaque";
  EXPECT_LE(last.to_color.a, 128);
  EXPECT_EQ(shapes(1'500, 1'000).size(), 2u);
  EXPECT_EQ(shapes(2'500, 100).size(), 0u);
  EXPECT_EQ(shapes(600, 50).size(), 1u) << "a line through the view";
}

// A density over a layer is the picture of its own layer, after whatever changes.
TEST(Overlays, DensitiesAreThoseOfTheirLayers) {
  const auto made = test::generate_visits(4);
  const Recording& recording = made.recording;
  PictureSettings settings, below;
  settings.layer = Layer::clicks;
  settings.conditions.pages = "*";
  settings.device = DeviceChoice::all;
  settings.overlays = *overlays_from("confetti,moves:viridis@0.4");
  Picture picture;
  const auto expect_same = [&](const char* change) {
    ASSERT_TRUE(picture.update(recording, settings).ok()) << change;
    below = settings;
    below.overlays.clear();
    PictureSettings alone = below;
    alone.layer = Layer::moves;
    alone.maximum = settings.overlays.back().maximum;
    alone.look.fade_below = 0;
    Picture clicks, moves;
    ASSERT_TRUE(clicks.update(recording, below).ok());
    ASSERT_TRUE(moves.update(recording, alone).ok());
    const SceneView view = view_of(100, 600);
    const Scene actual = picture.scene(view, {}), lower = clicks.scene(view, {}),
                upper = moves.scene(view, {});
    ASSERT_EQ(actual.heats.size(), 2u) << change;
    ASSERT_EQ(upper.heats.size(), 1u) << change;
    EXPECT_EQ(actual.heats[0].maximum, lower.heats[0].maximum) << change;
    EXPECT_EQ(actual.heats[0].field->coefficients, lower.heats[0].field->coefficients) << change;
    EXPECT_EQ(actual.heats[1].maximum, upper.heats[0].maximum) << change;
    EXPECT_EQ(actual.heats[1].field->coefficients, upper.heats[0].field->coefficients) << change;
    EXPECT_EQ(actual.heats[1].tone, upper.heats[0].tone) << change;
    EXPECT_EQ(actual.heats[1].opacity, settings.overlays.back().opacity) << change;
    for (const glm::dvec2 at : {glm::dvec2(200, 300), glm::dvec2(350, 500)}) {
      const HoverReading both = picture.hover(at), own = moves.hover(at);
      ASSERT_EQ(both.overlays.size(), 1u);
      EXPECT_EQ(both.events, clicks.hover(at).events) << change;
      EXPECT_EQ(both.overlays[0].events, own.events) << change;
      EXPECT_EQ(both.overlays[0].weight, own.weight) << change;
      EXPECT_EQ(both.overlays[0].text, own.text) << change;
    }
    ASSERT_EQ(picture.overlay_legends().size(), 1u);
    EXPECT_EQ(picture.overlay_legends()[0].ticks.back().label, moves.legend().ticks.back().label) << change;
  };
  expect_same("start");
  settings.radius_px = 25;
  expect_same("radius");
  settings.look.scale = Scale::equalised;
  settings.look.fade_below = 3;
  expect_same("scale; fading is the layer's own");
  settings.overlays.back().maximum = 900;
  expect_same("a fixed maximum");
  settings.overlays.back().maximum.reset();
  settings.conditions.tags = {{"variant", "B"}};
  expect_same("a condition");
  settings.fixed = FixedPlane::spread;
  expect_same("fixed elements");
  settings.age_from_ms = 500;
  for (const int64_t end : {9'000, 12'000, 4'000}) {
    settings.age_to_ms = end;
    expect_same("a time range that moves");
  }
  EXPECT_GT(picture.work().brush.moves, 0u);
}

TEST(Overlays, ChangesOfADensitysLookCountNothing) {
  const auto made = test::generate_visits(4);
  PictureSettings settings;
  settings.layer = Layer::attention;
  settings.conditions.pages = "*";
  settings.overlays = *overlays_from("clicks,moves");
  Picture picture;
  const SceneView view = view_of(0, 600);
  const auto draw = [&] {
    ASSERT_TRUE(picture.update(made.recording, settings).ok());
    const Scene scene = picture.scene(view, {});
    ASSERT_EQ(scene.heats.size(), 2u);
    EXPECT_FALSE(scene.bands.empty());
  };
  draw();
  const WorkCounters before = picture.work();
  EXPECT_EQ(before.binnings, 2u);
  settings.overlays = *overlays_from("moves:inferno:max.90000@0.3,clicks");
  draw();
  EXPECT_EQ(picture.work().binnings, before.binnings);
  EXPECT_EQ(picture.work().blurs, before.blurs);
  EXPECT_EQ(picture.work().reaches, before.reaches);
  settings.overlays.pop_back();
  ASSERT_TRUE(picture.update(made.recording, settings).ok());
  EXPECT_EQ(picture.work().binnings, before.binnings) << "work that was done stays counted";
  EXPECT_EQ(picture.title().substr(0, 25), "Attention and mouse moves");
  EXPECT_NE(picture.sample_line().find("; over it "), std::string::npos) << picture.sample_line();
}

TEST(Overlays, DotsAtOnePlaceAreDrawnOnce) {
  Recording recording = two_views();
  std::vector<test::FlatEvent> clicks;
  for (int i = 0; i < 500; ++i)
    clicks.push_back({0, make_event(EventKind::click, 100 + i, 700, 700)});
  append_block(recording, StreamClass::buttons, clicks);
  Filter filter;
  const Selection selection = select(recording, filter);
  Overlays overlays;
  overlays.update(recording, selection, filter, {1440, 3000}, *overlays_from("confetti"), {}, true);
  Scene scene;
  scene.page_px = {1440, 3000};
  overlays.add_to(scene, view_of(0, 3000), 1);
  EXPECT_EQ(scene.shapes.size(), 4u * 2);
}

}  // namespace
}  // namespace isotherm::overlays_test
