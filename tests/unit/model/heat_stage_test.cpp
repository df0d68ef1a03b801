#include "model/heat_stage.h"

#include <gtest/gtest.h>

#include "unit/model/density_reference.h"

namespace isotherm::heat_stage_test {
namespace {

using test::grid_of;
using test::random_pixels;

HeatRequest request_for(double radius_px, Scale scale = Scale::linear) {
  HeatRequest request;
  request.sigma_px = radius_px / 2;
  request.look.scale = scale;
  return request;
}

// Equally dense recordings on pages of different heights.
CountGrid even_counts(PixelSize page) {
  CountGrid counts(page);
  for (int y = 5; y < page.height; y += 31) {
    for (int x = 7 + y % 29; x < page.width; x += 29)
      counts.add(x * 16, y * 16, 1 + static_cast<uint32_t>((x * 7 + y * 13) % 5));
  }
  return counts;
}

TEST(CountGrid, RemovesWhatWasAdded) {
  const PixelSize page{200, 300};
  for (const uint32_t max_weight : {1u, 1000u, 3'000'000'000u}) {
    for (const int count : {50, 30'000}) {
      const auto pixels = random_pixels(page, count, max_weight, 3);
      CountGrid all(page), first_half(page);
      const size_t half = pixels.size() / 2;
      for (size_t i = 0; i < pixels.size(); ++i) {
        all.add(pixels[i].x * 16, pixels[i].y * 16, pixels[i].weight);
        if (i < half) first_half.add(pixels[i].x * 16, pixels[i].y * 16, pixels[i].weight);
      }
      if (all.saturated()) continue;
      for (size_t i = half; i < pixels.size(); ++i)
        all.remove(pixels[i].x * 16, pixels[i].y * 16, pixels[i].weight);
      EXPECT_EQ(all.total(), first_half.total());
      EXPECT_EQ(all.events(), first_half.events());
      for (int y = 0; y < page.height; ++y) {
        for (int x = 0; x < page.width; ++x)
          ASSERT_EQ(all.at(x, y), first_half.at(x, y)) << x << ", " << y;
      }
      // The same floats whatever the counts are held in.
      const DensityField a = blur(all, 20, {0, 0, 200, 300}), b = blur(first_half, 20, {0, 0, 200, 300});
      EXPECT_EQ(a.coefficients, b.coefficients);
    }
  }
}

TEST(CountGrid, HoldsSumsOfEveryForm) {
  CountGrid counts({64, 64});
  uint64_t expected = 0;
  for (uint32_t i = 0; i < 5'000; ++i) {
    counts.add(16, 16, 40);  // listed, then uint16, then uint32
    expected += 40;
    ASSERT_EQ(counts.at(1, 1), expected);
  }
  counts.add(32, 16, 4'000'000'000u);
  EXPECT_EQ(counts.at(2, 1), 4'000'000'000u);
  EXPECT_EQ(counts.at(1, 1), expected);
  EXPECT_EQ(counts.tile_total(0, 0), expected + 4'000'000'000u);
}

TEST(CountGrid, IsSmallOnATallPage) {
  CountGrid counts({1440, 65'535});
  for (const auto& pixel : random_pixels({1440, 65'535}, 200'000, 1, 8))
    counts.add(pixel.x * 16, pixel.y * 16, 1);
  EXPECT_LT(counts.memory_bytes(), 16u << 20);
}

TEST(Survey, IsExactWhateverItLookedAtFirst) {
  const PixelSize page{700, 3'000};
  const CountGrid counts = grid_of(page, random_pixels(page, 2'000, 3, 4));
  for (const double radius : {4.0, 30.0, 200.0}) {
    DensitySurvey plain, informed;
    plain.start(counts, radius / 2, SurveyKind::histogram, {});
    plain.finish();
    informed.start(counts, radius / 2, SurveyKind::histogram, likely_peaks(counts));
    EXPECT_GT(informed.peak().value, 0.5 * plain.peak().value);
    informed.finish();
    EXPECT_EQ(informed.peak().value, plain.peak().value);
    EXPECT_EQ(informed.peak().page, plain.peak().page);
    EXPECT_EQ(informed.histogram().percentile(0.9, 0), plain.histogram().percentile(0.9, 0));
  }
}

// A change of the radius costs the visible part and a few likely places, however tall the page is.
TEST(HeatStage, ARadiusCostsTheSameOnEveryPage) {
  const Rect visible{0, 0, 1440, 900};
  const auto cells_of_a_drag = [&](int height) {
    const CountGrid counts = even_counts({1440, height});
    HeatStage stage;
    stage.set_counts(counts, request_for(30));
    stage.finish();
    stage.cover(visible);
    const uint64_t before = stage.work().blurred_cells;
    for (const double radius : {34.0, 38.0, 60.0}) {
      stage.set_request(request_for(radius));
      stage.cover(visible);
    }
    return stage.work().blurred_cells - before;
  };
  const auto small = cells_of_a_drag(900), tall = cells_of_a_drag(65'535);
  // The tall page has a margin below the visible part.
  EXPECT_LE(tall, 2 * small);
}

TEST(HeatStage, ColoursAndMaximumCostNothing) {
  const CountGrid counts = even_counts({600, 5'000});
  HeatStage stage;
  stage.set_counts(counts, request_for(30));
  stage.finish();
  stage.cover({0, 0, 600, 900});
  stage.cover({0, 50, 600, 950});  // now with a margin
  const HeatWork before = stage.work();
  HeatRequest request = request_for(30);
  request.look.mono_color = {1, 2, 3};
  request.look.fade_below = 2;
  stage.set_request(request);
  stage.cover({0, 0, 600, 900});
  request.maximum = stage.automatic_maximum() / 2;
  stage.set_request(request);
  stage.cover({0, 100, 600, 1'000});
  EXPECT_EQ(stage.work().blurs, before.blurs);
  EXPECT_EQ(stage.work().surveys, before.surveys);
  EXPECT_EQ(stage.work().blurred_cells, before.blurred_cells);
}

TEST(HeatStage, RemembersRadiiThatItSurveyed) {
  const CountGrid counts = even_counts({600, 2'000});
  HeatStage stage;
  stage.set_counts(counts, request_for(30));
  stage.finish();
  const double maximum = stage.maximum();
  stage.set_request(request_for(40));
  stage.finish();
  const uint64_t surveys = stage.work().surveys;
  stage.set_request(request_for(30));
  EXPECT_TRUE(stage.is_exact());
  EXPECT_EQ(stage.maximum(), maximum);
  EXPECT_EQ(stage.work().surveys, surveys);
}

// The way to a picture leaves no trace in it.
TEST(HeatStage, ScalesDoNotDependOnWhatWasShownBefore) {
  const PixelSize page{500, 1'500};
  const CountGrid counts = grid_of(page, random_pixels(page, 2'000, 3, 4));
  for (const Scale scale : kScales) {
    HeatStage fresh;
    fresh.set_counts(counts, request_for(30, scale));
    fresh.finish();
    HeatStage used;
    used.set_counts(counts, request_for(80, Scale::equalised));
    used.finish();
    for (const Scale other : kScales) {
      used.set_request(request_for(30, other));
      used.finish();
    }
    used.set_request(request_for(50, scale));
    used.refine();
    used.set_request(request_for(30, scale));
    used.finish();
    EXPECT_EQ(used.maximum(), fresh.maximum()) << to_string(scale);
    EXPECT_EQ(used.tone(), fresh.tone()) << to_string(scale);
    fresh.cover({0, 0, 500, 600});
    used.cover({0, 0, 500, 600});
    EXPECT_EQ(used.field().coefficients, fresh.field().coefficients) << to_string(scale);
  }
}

TEST(HeatStage, ClipEndsBelowThePeak) {
  const PixelSize page{500, 1'500};
  auto pixels = random_pixels(page, 2'000, 3, 4);
  pixels.push_back({250, 700, 5'000});
  const CountGrid counts = grid_of(page, pixels);
  HeatStage stage;
  stage.set_counts(counts, request_for(30, Scale::clip));
  stage.finish();
  EXPECT_LT(stage.maximum(), 0.8 * stage.peak().value);
  HeatRequest all = request_for(30, Scale::clip);
  all.look.clip_percent = 100;
  stage.set_request(all);
  EXPECT_NEAR(stage.maximum(), stage.peak().value, 0.05 * stage.peak().value);
}

}  // namespace
}  // namespace isotherm::heat_stage_test
