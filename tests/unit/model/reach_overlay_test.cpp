#include "model/reach_overlay.h"

#include <gtest/gtest.h>

namespace isotherm::reach_overlay_test {
namespace {

TEST(ReachMarkers, ShareALineWhereTheyCoincide) {
  const std::vector<int32_t> furthest{400, 400, 400, 900};
  ReachCurve curve = reach_curve(furthest, 1000);
  curve.fold_px = 400;
  ScrollSettings settings;
  settings.markers = {25, 75, 50};
  const auto markers = reach_markers(curve, {100, 1000}, settings);
  ASSERT_EQ(markers.size(), 2u);
  EXPECT_EQ(markers[0].text, "75, 50 % reach · 400 px · 40.0 % of the page · fold 400 px (median)");
  EXPECT_FALSE(markers[0].is_dashed);
  EXPECT_EQ(markers[1].y_page, 900);
  EXPECT_EQ(markers[1].text, "25 % reach · 900 px · 90.0 % of the page");
}

TEST(ReachMarkers, AreReadFromText) {
  EXPECT_EQ(markers_from("90,10"), (std::vector<uint8_t>{90, 10}));
  EXPECT_EQ(markers_from("none"), std::vector<uint8_t>{});
  EXPECT_EQ(markers_text({90, 10}), "90,10");
  for (const char* wrong : {"0", "101", "9,", ",9", "9 ,8", "x", "1e1"})
    EXPECT_EQ(markers_from(wrong), std::nullopt) << wrong;
}

}  // namespace
}  // namespace isotherm::reach_overlay_test
