// The CPU's separable evaluation against the model's definition, point by point.
#include "render/heat_rows.h"

#include <gtest/gtest.h>

#include <cmath>

#include "render/scenes.h"

namespace isotherm::test::heat_rows_test {
namespace {

// Inside the page: the renderers draw heat nowhere else, and density_at() is 0 there.
void expect_defined_values(const OwnedScene& owned) {
  const SceneHeat& heat = owned.scene.heats.front();
  const SceneView& view = owned.view;
  HeatRows rows(heat, view, whole(view));
  std::vector<uint16_t> steps(static_cast<size_t>(view.size.width));
  for (int y = 0; y < view.size.height; ++y) {
    if (!rows.row(y, steps)) std::fill(steps.begin(), steps.end(), uint16_t{0});
    for (int x = 0; x < view.size.width; ++x) {
      const glm::dvec2 page = view.transform.page_from_view(glm::dvec2(x + 0.5, y + 0.5));
      if (!Rect{0, 0, double(owned.scene.page_px.width), double(owned.scene.page_px.height)}.contains(page))
        continue;
      const double t = std::clamp(density_at(*heat.field, page) / heat.maximum, 0.0, 1.0);
      ASSERT_NEAR(steps[static_cast<size_t>(x)], t * (HeatSteps::kEvenSteps - 1), 0.6) << x << ", " << y;
    }
  }
}

TEST(HeatRowsTest, EvaluatesTheSurfaceAtPixelCentres) {
  for (const double sigma : {2.0, 9.0, 40.0}) {
    for (const double scale : {0.37, 1.0, 2.5}) {
      OwnedScene owned;
      owned.scene.page_px = {300, 260};
      owned.view = make_view({150, 120}, {-10.3, 20.7}, {scale, scale * 0.9});
      add_heat(owned, make_clicks(owned.scene.page_px, 150), sigma);
      expect_defined_values(owned);
    }
  }
}

TEST(HeatRowsTest, WeightsSumToOne) {
  for (const double f : {0.0, 0.25, 0.5, 0.999}) {
    const auto w = cubic_weights(f);
    EXPECT_NEAR(w[0] + w[1] + w[2] + w[3], 1, 1e-6);
  }
}

TEST(HeatRowsTest, BlendsFollowTheColourTable) {
  SceneHeat heat;
  heat.colors = color_table(Ramp::classic);
  heat.opacity = 0.7;
  const auto blends = make_heat_blends(heat);
  ASSERT_EQ(blends.size(), static_cast<size_t>(HeatSteps::kEvenSteps));
  for (int entry = 0; entry < 256; ++entry) {
    const int step = static_cast<int>(std::lround(entry / 255.0 * (HeatSteps::kEvenSteps - 1)));
    const Rgba color = heat.colors[static_cast<size_t>(entry)];
    const double alpha = color.a / 255.0 * heat.opacity;
    const HeatBlend& b = blends[static_cast<size_t>(step)];
    EXPECT_NEAR(blend(200, b.g, b.keep), color.g * alpha + 200 * (1 - alpha), 0.75) << entry;
  }
}

TEST(HeatRowsTest, AbsentHeatKeepsEveryLevel) {
  SceneHeat heat;  // an all-transparent table
  for (Rgba& color : heat.colors)
    color = {255, 0, 0, 0};
  const HeatBlend b = make_heat_blends(heat).back();
  for (int level = 0; level < 256; ++level)
    EXPECT_EQ(blend(static_cast<uint8_t>(level), b.r, b.keep), level);
}

}  // namespace
}  // namespace isotherm::test::heat_rows_test
