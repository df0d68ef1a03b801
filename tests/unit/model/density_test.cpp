#include "model/survey.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "unit/model/density_reference.h"

namespace isotherm::density_test {
namespace {

using test::grid_of;
using test::Pixel;
using test::random_pixels;
using test::reference_density;

const Rect kEverything{-1e9, -1e9, 1e9, 1e9};
const std::vector<double> kRadii{4, 5, 8, 9.9, 10, 12, 19.9, 25, 39.9, 40, 79.9, 100, 159, 200};

TEST(CountGrid, CountsThePixelOfThePositionsFloor) {
  CountGrid grid({100, 200});
  grid.add(0, 0, 3);
  grid.add(15, 15, 4);
  grid.add(16, 15, 5);
  grid.add(99 * 16 + 15, 199 * 16 + 15, 6);
  EXPECT_EQ(grid.at(0, 0), 7u);
  EXPECT_EQ(grid.at(1, 0), 5u);
  EXPECT_EQ(grid.at(99, 199), 6u);
  EXPECT_EQ(grid.at(50, 100), 0u);
  EXPECT_EQ(grid.total(), 18u);
  EXPECT_EQ(grid.events(), 4u);
  EXPECT_EQ(grid.outside(), 0u);
  EXPECT_TRUE(grid.has_tile(0, 0));
  EXPECT_FALSE(grid.has_tile(0, 1));
}

TEST(CountGrid, CountsPositionsOutsideThePageApart) {
  CountGrid grid({100, 200});
  for (const auto& [x, y] : std::vector<std::pair<int32_t, int32_t>>{
           {-1, 0}, {0, -1}, {1600, 0}, {0, 3200}, {INT32_MAX, 0}, {INT32_MIN, INT32_MIN}, {0, INT32_MAX}}) {
    grid.add(x, y, 1);
  }
  EXPECT_EQ(grid.outside(), 7u);
  EXPECT_EQ(grid.events(), 0u);
  EXPECT_EQ(grid.total(), 0u);
}

TEST(CountGrid, SaturatesAndTells) {
  CountGrid grid({10, 10});
  grid.add(0, 0, UINT32_MAX - 1);
  grid.add(0, 0, 1);
  EXPECT_FALSE(grid.saturated());
  grid.add(0, 0, 1);
  EXPECT_TRUE(grid.saturated());
  EXPECT_EQ(grid.at(0, 0), UINT32_MAX);
}

TEST(CountGrid, AcceptsAPageWithoutArea) {
  CountGrid grid({0, -5});
  grid.add(0, 0, 1);
  EXPECT_EQ(grid.outside(), 1u);
  EXPECT_TRUE(blur(grid, 20, kEverything).empty());
  EXPECT_EQ(find_peak(grid, 20).value, 0);
}

TEST(Density, CellSizeIsTheLargestPowerOfTwoThatTheBandwidthAllows) {
  EXPECT_EQ(cell_size_for(2), 1);
  EXPECT_EQ(cell_size_for(4.99), 1);
  EXPECT_EQ(cell_size_for(5), 2);
  EXPECT_EQ(cell_size_for(20), 8);
  EXPECT_EQ(cell_size_for(100), 32);
  EXPECT_EQ(cell_size_for(1e9), 64);
}

TEST(Density, OneEventPeaksAtOneWhereverItFalls) {
  double worst = 0;
  for (const double radius : kRadii) {
    const double sigma = radius / 2;
    const int cell = cell_size_for(sigma);
    for (int x = 500; x < 500 + cell; ++x) {
      const int y = 600 + (x * 7) % cell;
      const CountGrid grid = grid_of({1200, 1300}, {{x, y, 1}});
      const DensityField field = blur(grid, sigma, kEverything);
      const double value = density_at(field, {x + 0.5, y + 0.5});
      worst = std::max(worst, std::abs(value - 1));
      EXPECT_NEAR(value, 1, 0.002) << "radius " << radius << " at " << x << ", " << y;
    }
  }
  RecordProperty("worst_error_ppm", static_cast<int>(worst * 1e6));
}

TEST(Density, AgreesWithTheSumOfGaussians) {
  const PixelSize page{700, 900};
  for (const double radius : kRadii) {
    const double sigma = radius / 2;
    const std::vector<Pixel> pixels = random_pixels(page, 400, 5, static_cast<uint32_t>(radius * 10));
    const DensityField field = blur(grid_of(page, pixels), sigma, kEverything);
    double peak = 0, worst = 0;
    for (double y = 0.25; y < page.height; y += 7.25) {
      for (double x = 0.5; x < page.width; x += 6.125) {
        const double expected = reference_density(pixels, sigma, {x, y});
        peak = std::max(peak, expected);
        worst = std::max(worst, std::abs(expected - density_at(field, {x, y})));
      }
    }
    EXPECT_LT(worst / peak, 0.002) << "radius " << radius;
    RecordProperty("error_ppm_of_radius_" + std::to_string(static_cast<int>(radius * 10)),
                   static_cast<int>(worst / peak * 1e6));
  }
}

TEST(Density, IsTheSameBitForBitWhateverTheArea) {
  const PixelSize page{900, 1500};
  const std::vector<Pixel> pixels = random_pixels(page, 800, 1000, 5);
  const CountGrid grid = grid_of(page, pixels);
  for (const double radius : {4.0, 12.0, 40.0, 200.0}) {
    const DensityField whole = blur(grid, radius / 2, kEverything);
    for (const Rect area : {Rect{0, 0, 900, 1}, Rect{100.3, 333.3, 404.4, 888.8}, Rect{899, 1499, 900, 1500},
                            Rect{-50, 700, 5000, 701}}) {
      const DensityField part = blur(grid, radius / 2, area);
      ASSERT_EQ(part.cell_px, whole.cell_px);
      for (int row = 0; row < part.rows; ++row) {
        for (int column = 0; column < part.columns; ++column) {
          const int x = part.x0_cell + column - whole.x0_cell, y = part.y0_cell + row - whole.y0_cell;
          ASSERT_TRUE(x >= 0 && y >= 0 && x < whole.columns && y < whole.rows);
          ASSERT_EQ(part.coefficients[static_cast<size_t>(row * part.columns + column)],
                    whole.coefficients[static_cast<size_t>(y * whole.columns + x)])
              << "radius " << radius << " cell " << column << ", " << row;
        }
      }
    }
  }
}

TEST(Density, AnswersForEveryPointOfItsArea) {
  const PixelSize page{300, 400};
  auto pixels = random_pixels(page, 3000, 3, 9);
  pixels.push_back({0, 0, 1});
  pixels.push_back({299, 399, 1});
  const CountGrid grid = grid_of(page, pixels);
  for (const double radius : {4.0, 11.0, 60.0}) {
    const Rect area{17.3, 40, 117.9, 111};
    const DensityField whole = blur(grid, radius / 2, kEverything), part = blur(grid, radius / 2, area);
    for (const double x : {17.3, 60.0, 117.9}) {
      for (const double y : {40.0, 77.7, 111.0})
        EXPECT_EQ(density_at(part, {x, y}), density_at(whole, {x, y}));
    }
    EXPECT_GT(density_at(whole, {0, 0}), 0) << "the page's corners belong to it";
    EXPECT_GT(density_at(whole, {300, 400}), 0);
  }
}

TEST(Density, IsZeroOutsideItsField) {
  const CountGrid grid = grid_of({300, 400}, {{150, 200, 1}});
  const DensityField field = blur(grid, 20, {100, 100, 200, 300});
  for (const double far : {-1e300, -1e9, 1e9, 1e300})
    EXPECT_EQ(density_at(field, {far, 200}), 0);
  EXPECT_EQ(density_at({}, {0, 0}), 0);
  EXPECT_TRUE(blur(grid, 20, {400, 0, 500, 100}).empty());
  EXPECT_TRUE(blur(grid, 20, {50, 50, 50, 60}).empty());
}

// The constants were printed once; native and wasm builds run the same test.
TEST(Density, IsTheSameOnEveryTarget) {
  const CountGrid grid = grid_of({900, 1500}, random_pixels({900, 1500}, 800, 1000, 5));
  const std::vector<std::pair<double, uint64_t>> expected{
      {4, 0x94a96d1cd9641d27},  {9.9, 0xae292d5f742bcb42},   {12, 0x951ac351ca215fe3},
      {40, 0x6857eb9a994104aa}, {123.4, 0xa25d9e8612cf266f}, {200, 0x9c446e7da7580569}};
  for (const auto& [radius, hash] : expected) {
    const DensityField field = blur(grid, radius / 2, kEverything);
    Bytes bytes(field.coefficients.size() * sizeof(float));
    std::memcpy(bytes.data(), field.coefficients.data(), bytes.size());
    EXPECT_EQ(xxh64(bytes), hash) << "radius " << radius;
  }
}

TEST(Density, KeepsSmallCountsBesideLargeOnes) {
  // One click is still one click beside a spot of a million.
  const CountGrid grid = grid_of({2000, 400}, {{200, 200, 1'000'000}, {1500, 200, 1}});
  const DensityField field = blur(grid, 20, kEverything);
  EXPECT_NEAR(density_at(field, {1500.5, 200.5}), 1, 0.002);
  EXPECT_NEAR(density_at(field, {200.5, 200.5}), 1e6, 2000);
}

// All pixel centres, one after the other, topmost and then leftmost first.
DensityPeak plain_peak(const CountGrid& grid, double sigma) {
  const DensityField field = blur(grid, sigma, kEverything);
  DensityPeak best;
  for (int y = 0; y < grid.page_px().height; ++y) {
    for (int x = 0; x < grid.page_px().width; ++x) {
      const double value = density_at(field, {x + 0.5, y + 0.5});
      if (value > best.value) best = {value, {x + 0.5, y + 0.5}};
    }
  }
  return best;
}

TEST(Peak, IsExactlyTheLargestValueAtAPixelCentre) {
  for (const PixelSize page : {PixelSize{1, 1}, PixelSize{3, 5}, PixelSize{333, 777}, PixelSize{64, 1024}}) {
    for (const double radius : {4.0, 7.0, 12.0, 40.0, 200.0}) {
      for (uint32_t seed = 1; seed <= 3; ++seed) {
        auto pixels = random_pixels(page, 100, 4, seed);
        pixels.push_back({page.width - 1, 0, 1});
        const CountGrid grid = grid_of(page, pixels);
        const DensityPeak found = find_peak(grid, radius / 2), expected = plain_peak(grid, radius / 2);
        EXPECT_EQ(found.value, expected.value) << page.width << " x " << page.height << " radius " << radius;
        EXPECT_EQ(found.page, expected.page) << page.width << " x " << page.height << " radius " << radius;
      }
    }
  }
}

TEST(Peak, PrefersTheTopmostOfEqualPeaks) {
  const CountGrid grid = grid_of({3000, 3000}, {{1600, 320, 2}, {320, 320, 2}, {320, 2560, 2}});
  const DensityPeak peak = find_peak(grid, 20);
  EXPECT_EQ(peak.page, glm::dvec2(320.5, 320.5));
}

TEST(Peak, IsTheSameAcrossBandsOfATallPage) {
  // The peak lies across the border of two bands, whose rows follow from the page's width.
  for (const int y : {11'900, 11'915, 12'000, 23'831, 65'534}) {
    const CountGrid grid = grid_of({1440, 65'535}, {{700, y, 9}, {100, 40, 5}, {702, std::max(y - 3, 0), 9}});
    const DensityPeak found = find_peak(grid, 3);
    const DensityField field = blur(grid, 3, {600, y - 50.0, 800, y + 50.0});
    EXPECT_EQ(found.value, density_at(field, found.page));
    EXPECT_NEAR(found.page.y, y, 4);
  }
}

TEST(Peak, OfNothingIsZero) {
  EXPECT_EQ(find_peak(CountGrid({1440, 65'535}), 20).value, 0);
}

}  // namespace
}  // namespace isotherm::density_test
