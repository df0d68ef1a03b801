#include "model/tone.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "model/histogram.h"
#include "model/portable_math.h"

namespace isotherm::tone_test {
namespace {

TEST(PortableMath, AgreesWithTheLibrary) {
  for (double x = 1e-9; x < 1e12; x *= 1.7)
    EXPECT_NEAR(log2_of(x), std::log2(x), 1e-12 * std::max(1.0, std::abs(std::log2(x))));
  for (double x = 0; x < 40; x += 0.37)
    EXPECT_NEAR(exp_of_minus(x) / std::exp(-x), 1, 1e-11);
  for (double x = -3; x < 3; x += 0.01)
    EXPECT_NEAR(cos_of_turns(x), std::cos(2 * 3.14159265358979323846 * x), 1e-12);
}

TEST(Tone, NamesRoundTrip) {
  for (const Scale scale : kScales)
    EXPECT_EQ(scale_from(to_string(scale)), scale);
  EXPECT_FALSE(scale_from("square"));
}

TEST(Tone, LogCoversThreeDecades) {
  EXPECT_EQ(log_position(0), 0);
  EXPECT_EQ(log_position(1), 1);
  EXPECT_EQ(log_position(7), 1);
  EXPECT_EQ(log_position(std::numeric_limits<double>::quiet_NaN()), 0);
  EXPECT_NEAR(log_position(99.0 / 999), 2.0 / 3, 1e-12);
  EXPECT_NEAR(log_position(9.0 / 999), 1.0 / 3, 1e-12);
  for (double t = 0; t <= 1; t += 0.01)
    EXPECT_NEAR(log_position(share_at_log_position(t)), t, 1e-9);
}

TEST(Tone, PositionsRiseAndInvert) {
  Tone curved;
  curved.curve = {0, 0, 0.2f, 0.9f, 1};
  Tone logarithmic;
  logarithmic.is_logarithmic = true;
  for (const Tone& tone : {Tone{}, logarithmic, curved}) {
    double before = 0;
    for (double share = 0; share <= 1; share += 0.001) {
      const double position = tone_position(tone, share);
      EXPECT_GE(position, before);
      before = position;
    }
    EXPECT_NEAR(tone_position(tone, 1), 1, 1e-6);
    for (const double t : {0.1, 0.5, 0.8})
      EXPECT_NEAR(tone_position(tone, share_at_position(tone, t)), t, 1e-6);
  }
}

TEST(Tone, FadesBelowTheThreshold) {
  Tone tone;
  EXPECT_EQ(fade_factor(tone, 0), 1);
  tone.fade_below = 10;
  EXPECT_EQ(fade_factor(tone, 0), 0);
  EXPECT_EQ(fade_factor(tone, 5), 0.5);
  EXPECT_EQ(fade_factor(tone, 10), 1);
  EXPECT_EQ(fade_factor(tone, 1e9), 1);
}

TEST(Histogram, FindsPercentiles) {
  DensityHistogram histogram;
  for (int i = 1; i <= 10'000; ++i)
    histogram.add(static_cast<float>(i));
  EXPECT_NEAR(histogram.percentile(0.5, 0), 5'000, 5);
  EXPECT_NEAR(histogram.percentile(0.995, 0), 9'950, 6);
  EXPECT_NEAR(histogram.percentile(1, 0), 10'000, 6);
  EXPECT_NEAR(histogram.percentile(0.5, 5'000), 7'500, 6);
  EXPECT_EQ(histogram.percentile(0.5, 1e9), 0);
  EXPECT_EQ(DensityHistogram().percentile(0.5, 0), 0);
}

TEST(Histogram, LeavesOutWhatIsNoDensity) {
  DensityHistogram histogram;
  for (const float value : {0.0f, -1.0f, std::numeric_limits<float>::quiet_NaN()})
    histogram.add(value);
  EXPECT_EQ(histogram.percentile(1, 0), 0);
  histogram.add(std::numeric_limits<float>::infinity());
  EXPECT_GT(histogram.percentile(1, 0), 1e15);
}

TEST(Histogram, EqualisedCurvesRiseWithBoundedSlope) {
  DensityHistogram histogram;
  for (int i = 0; i < 50'000; ++i)
    histogram.add(700.0f);  // a plateau: all of one density
  histogram.add(3.0f);
  const std::vector<float> curve = histogram.equalised(1000);
  EXPECT_EQ(curve.front(), 0);
  EXPECT_EQ(curve.back(), 1);
  for (size_t i = 1; i < curve.size(); ++i) {
    EXPECT_GE(curve[i], curve[i - 1]);
    EXPECT_LT(curve[i] - curve[i - 1], 6.0f / static_cast<float>(curve.size()));
  }
}

TEST(Histogram, EqualisedGivesEqualSharesOfThePageEqualShares) {
  DensityHistogram histogram;
  // As many samples in each octave.
  for (int i = 0; i < 100'000; ++i)
    histogram.add(static_cast<float>(1000 * std::pow(2, -8.0 * i / 100'000)));
  Tone tone;
  tone.curve = histogram.equalised(1000);
  for (const double octaves : {2.0, 4.0, 6.0})
    EXPECT_NEAR(tone_position(tone, std::pow(2, -octaves)), 1 - octaves / 8, 0.01);
}

}  // namespace
}  // namespace isotherm::tone_test
