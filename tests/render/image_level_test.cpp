#include "render/image_level.h"

#include <gtest/gtest.h>

#include "render/compare.h"
#include "render/placement.h"

namespace isotherm::test::image_level_test {
namespace {

TEST(ImageLevelTest, CellsAreMeans) {
  const Image image = make_screenshot(37, 29);  // neither divides by 4
  const Image reduced = reduce(image, 2, 1, {0, 0, 10, 15});
  for (int y = 0; y < 15; ++y) {
    for (int x = 0; x < 10; ++x) {
      int sum = 0, count = 0;
      for (int j = 2 * y; j < std::min(2 * y + 2, 29); ++j) {
        for (int i = 4 * x; i < std::min(4 * x + 4, 37); ++i, ++count)
          sum += image.at(i, j).g;
      }
      ASSERT_EQ(reduced.at(x, y).g, (sum + count / 2) / count) << x << ", " << y;
    }
  }
}

TEST(ImageLevelTest, PartsAreCutFromTheWhole) {
  const Image image = make_screenshot(100, 80, 4);
  const Image whole_image = reduce(image, 1, 1, {0, 0, 50, 40});
  const Image part = reduce(image, 1, 1, {7, 11, 50, 33});
  for (int y = 0; y < part.height; ++y) {
    for (int x = 0; x < part.width; ++x)
      ASSERT_EQ(part.at(x, y), whole_image.at(x + 7, y + 11));
  }
}

TEST(ImageLevelTest, TransparentPixelsLendNoColour) {
  Image image(2, 1, 4);
  image.pixels = {200, 100, 50, 255, 0, 0, 0, 0};
  EXPECT_EQ(reduce(image, 1, 0, {0, 0, 1, 1}).at(0, 0), (Rgba{200, 100, 50, 128}));
}

TEST(PlacementTest, ReducedTexelsAlwaysExceedHalfAViewPx) {
  for (const double scale : {0.011, 0.13, 0.25, 0.49, 0.5, 0.51, 0.99, 1.0, 1.3, 8.0}) {
    const SceneView view = make_view({100, 100}, {3, 5}, {scale, scale});
    const ImagePlacement placed = place_image({1'301, 997}, {0, 0, 1'301, 997}, view);
    for (const ImageAxis& axis : {placed.x, placed.y}) {
      EXPECT_LT(axis.texel_from_view.step, 2.0) << scale;
      if (axis.level > 0) {
        EXPECT_GE(axis.texel_from_view.step, 1.0) << scale;
      }
      EXPECT_DOUBLE_EQ(axis.texel_from_view.at(axis.view0), 0.0);
      EXPECT_LE(axis.texel_from_view.at(axis.view1), axis.texels + 1e-9);
    }
  }
}

TEST(PlacementTest, FirstPxIsTheFirst) {
  for (const double step : {0.013, 0.3, 1.0, 1.7, 55.1}) {
    const Axis axis{-123.456, step};
    for (const double value : {-200.0, -123.456, 0.0, 1.0, 77.7}) {
      const int px = axis.first_px_from(value);
      EXPECT_GE(axis.at(px), value);
      EXPECT_LT(axis.at(px - 1), value);
    }
  }
}

TEST(PlacementTest, ExtremeScalesEnd) {
  const SceneView far_in = make_view({100, 100}, {1e9, -1e9}, {1e12, 1e12});
  const SceneView far_out = make_view({100, 100}, {0, 0}, {1e-12, 1e-12});
  DensityField field;
  field.columns = field.rows = 4;
  field.coefficients.assign(16, 1.0f);
  for (const SceneView& view : {far_in, far_out}) {
    OwnedScene owned;
    owned.scene.page_px = {500, 500};
    owned.view = view;
    add_screenshot(owned, make_screenshot(500, 500), {0, 0, 500, 500});
    owned.scene.heats.push_back({&field, 1, color_table(Ramp::classic), 1});
    EXPECT_EQ(render_on_cpu(owned).width, 100);
  }
}

}  // namespace
}  // namespace isotherm::test::image_level_test
