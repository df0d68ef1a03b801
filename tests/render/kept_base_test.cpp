// The base that is kept between frames against the reference, and what a change redoes of it.
#include "render/kept_base.h"

#include <gtest/gtest.h>

#include "render/compare.h"
#include "render/cpu_layers.h"
#include "render/scenes.h"

namespace isotherm::test::kept_base_test {
namespace {

// Base and marks, as a frame in memory puts them together; RGB.
Image draw_kept(KeptBase& kept, const OwnedScene& owned) {
  Image rgba = kept.draw(owned.scene, owned.view);
  draw_marks(owned.scene, owned.view, rgba, 0, 0);
  Image image(rgba.width, rgba.height, 3);
  for (size_t i = 0; i < image.pixels.size() / 3; ++i) {
    EXPECT_EQ(rgba.pixels[4 * i + 3], 255);
    std::copy_n(&rgba.pixels[4 * i], 3, &image.pixels[3 * i]);
  }
  return image;
}

TEST(KeptBaseTest, IsTheReferenceForEverySceneAfterAnyOther) {
  KeptBase kept;
  for (const NamedScene& named : all_scenes()) {
    const OwnedScene owned = named.make();
    EXPECT_EQ(draw_kept(kept, owned).pixels, render_on_cpu(owned).pixels) << named.name;
  }
}

struct Redone {
  uint64_t pages = 0, evaluations = 0, drawn = 0;
  friend bool operator==(const Redone&, const Redone&) = default;
};
std::ostream& operator<<(std::ostream& out, const Redone& redone) {
  return out << redone.pages << " pages, " << redone.evaluations << " evaluations, " << redone.drawn
             << " drawn";
}

TEST(KeptBaseTest, RedoesWhatFollowsFromAChange) {
  OwnedScene owned;
  owned.scene.page_px = {300, 260};
  owned.scene.tiles_revision = 7;
  owned.view = make_view({200, 150}, {20, 30});
  add_screenshot(owned, make_screenshot(300, 260), {0, 0, 300, 260});
  const CountGrid clicks = make_clicks(owned.scene.page_px, 200);
  add_heat(owned, clicks, 9);
  KeptBase kept;
  const auto redone = [&] {
    const KeptBase::Work before = kept.work();
    EXPECT_EQ(draw_kept(kept, owned).pixels, render_on_cpu(owned).pixels);
    const KeptBase::Work& after = kept.work();
    return Redone{after.pages - before.pages, after.evaluations - before.evaluations,
                  after.drawn - before.drawn};
  };
  SceneHeat& heat = owned.scene.heats.front();
  EXPECT_EQ(redone(), (Redone{1, 1, 1}));
  EXPECT_EQ(redone(), (Redone{0, 0, 0}));
  heat.colors = color_table(Ramp::viridis);
  EXPECT_EQ(redone(), (Redone{0, 0, 1}));
  heat.opacity = 0.3;
  EXPECT_EQ(redone(), (Redone{0, 0, 1}));
  heat.tone.fade_below = heat.maximum / 3;
  EXPECT_EQ(redone(), (Redone{0, 0, 1}));
  heat.maximum /= 2;
  EXPECT_EQ(redone(), (Redone{0, 1, 1}));
  heat.tone.is_logarithmic = true;
  EXPECT_EQ(redone(), (Redone{0, 1, 1}));
  heat.field_revision = 99;  // another radius
  EXPECT_EQ(redone(), (Redone{0, 1, 1}));
  heat.colors = color_table(Ramp::fog);  // lies where nothing happened, too
  EXPECT_EQ(redone().drawn, 1u);
  owned.scene.dimming = 0.4;
  EXPECT_EQ(redone(), (Redone{1, 0, 1}));
  owned.view.transform.origin_page.y += 10;
  EXPECT_EQ(redone(), (Redone{1, 1, 1}));
  owned.scene.heats.clear();
  EXPECT_EQ(redone(), (Redone{0, 0, 1}));
  kept.clear();
  EXPECT_EQ(redone(), (Redone{1, 0, 1}));
}

}  // namespace
}  // namespace isotherm::test::kept_base_test
