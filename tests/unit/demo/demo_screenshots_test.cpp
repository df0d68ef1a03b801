// The committed pictures and the committed layout belong together.
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/image.h"
#include "demo/layout.h"
#include "unit/demo/assets.h"

namespace isotherm::demo_screenshots_test {
namespace {

class DemoScreenshots : public testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    Result<Image> decoded = decode_image(read_asset("shop_" + std::to_string(layout().css_width) + ".webp"));
    ASSERT_TRUE(decoded.ok()) << decoded.error().to_string();
    image_ = std::move(decoded).value();
  }
  const PageLayout& layout() const { return page_layouts()[static_cast<size_t>(GetParam())]; }

  // The colour at a share of the element's size, from its top left.
  void expect_color(std::string_view name, double along, double down, Rgba expected) const {
    const ElementBox* box = find_element(layout(), name);
    ASSERT_NE(box, nullptr) << name;
    const double scale = static_cast<double>(image_.width) / layout().css_width;
    const Rgba found = image_.at(static_cast<int>((box->x + along * box->width) * scale),
                                 static_cast<int>((box->y + down * box->height) * scale));
    // WebP is lossy: plain areas come out within a few steps.
    EXPECT_LE(std::abs(found.r - expected.r), 8) << name;
    EXPECT_LE(std::abs(found.g - expected.g), 8) << name;
    EXPECT_LE(std::abs(found.b - expected.b), 8) << name;
  }

  Image image_;
};

TEST_P(DemoScreenshots, ShowTheWholePageInProportion) {
  EXPECT_EQ(image_.width % layout().css_width, 0);
  EXPECT_EQ(image_.height, layout().css_height * (image_.width / layout().css_width));
}

TEST_P(DemoScreenshots, ShowElementsWhereTheLayoutSays) {
  expect_color("notice", 0.02, 0.5, {0x16, 0x37, 0x2e});
  expect_color("add-to-cart", 0.1, 0.5, {0x1f, 0x4a, 0x3d});
  expect_color("delivery-line", 0.5, 0.5, {0xfb, 0xf0, 0xe3});
  expect_color("promo-apply", 0.1, 0.5, {0x1d, 0x29, 0x25});
  expect_color("newsletter-button", 0.07, 0.5, {0x1f, 0x4a, 0x3d});
  expect_color("footer", 0.005, 0.995, {0x16, 0x37, 0x2e});
}

INSTANTIATE_TEST_SUITE_P(Layouts, DemoScreenshots, testing::Values(0, 1, 2));

}  // namespace
}  // namespace isotherm::demo_screenshots_test
