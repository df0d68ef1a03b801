#include "model/ramp.h"

#include <gtest/gtest.h>

#include "model/legend.h"
#include "model/wording.h"

namespace isotherm::ramp_test {
namespace {

TEST(Ramp, NamesRoundTrip) {
  for (const Ramp ramp : kRamps)
    EXPECT_EQ(ramp_from(to_string(ramp)), ramp);
  EXPECT_FALSE(ramp_from("jet"));
  EXPECT_FALSE(ramp_from(""));
}

// Anchors as published: the same colours in every program that has these maps.
TEST(Ramp, PublishedTablesHaveTheirAnchorColours) {
  const ColorTable viridis = opaque_color_table(Ramp::viridis), inferno = opaque_color_table(Ramp::inferno),
                   cividis = opaque_color_table(Ramp::cividis);
  EXPECT_EQ(viridis[0], (Rgba{0x44, 0x01, 0x54}));
  EXPECT_EQ(viridis[128], (Rgba{0x21, 0x91, 0x8c}));
  EXPECT_EQ(viridis[255], (Rgba{0xfd, 0xe7, 0x25}));
  EXPECT_EQ(inferno[0], (Rgba{0x00, 0x00, 0x04}));
  EXPECT_EQ(inferno[128], (Rgba{0xbc, 0x37, 0x54}));
  EXPECT_EQ(inferno[255], (Rgba{0xfc, 0xff, 0xa4}));
  EXPECT_EQ(cividis[0], (Rgba{0x00, 0x22, 0x4e}));
  EXPECT_EQ(cividis[128], (Rgba{0x7d, 0x7c, 0x78}));
  EXPECT_EQ(cividis[255], (Rgba{0xfe, 0xe8, 0x38}));
}

double luma(Rgba color) {
  return 0.2126 * color.r + 0.7152 * color.g + 0.0722 * color.b;
}

TEST(Ramp, SequentialRampsChangeLightnessOneWay) {
  for (const auto& [ramp, sign] : {std::pair{Ramp::viridis, 1}, std::pair{Ramp::inferno, 1},
                                   std::pair{Ramp::cividis, 1}, std::pair{Ramp::mono, -1}}) {
    const ColorTable table = opaque_color_table(ramp);
    for (size_t i = 1; i < table.size(); ++i) {
      EXPECT_GE(sign * (luma(table[i]) - luma(table[i - 1])), -1.5) << to_string(ramp) << " at " << i;
    }
    EXPECT_GT(sign * (luma(table[255]) - luma(table[0])), 120) << to_string(ramp);
  }
}

// Three of the five stops lie between two entries of the table, so they are met to one step.
TEST(Ramp, ClassicRunsFromBlueToRed) {
  const ColorTable table = opaque_color_table(Ramp::classic);
  const std::array stops{Rgba{0, 0, 255}, Rgba{0, 255, 255}, Rgba{0, 255, 0}, Rgba{255, 255, 0},
                         Rgba{255, 0, 0}};
  for (size_t i = 0; i < stops.size(); ++i) {
    const Rgba found = sample(table, static_cast<double>(i) / 4);
    EXPECT_NEAR(found.r, stops[i].r, 1);
    EXPECT_NEAR(found.g, stops[i].g, 1);
    EXPECT_NEAR(found.b, stops[i].b, 1);
  }
  EXPECT_EQ(table[0], stops[0]);
  EXPECT_EQ(table[255], stops[4]);
}

TEST(Ramp, FadesInAndStaysOpaque) {
  for (const Ramp ramp : kRamps) {
    if (ramp == Ramp::fog) continue;
    const ColorTable table = color_table(ramp), opaque = opaque_color_table(ramp);
    EXPECT_EQ(table[0].a, 0);
    EXPECT_EQ(table[51].a, 255);  // 51 / 255 = kFadeIn
    EXPECT_NEAR(sample(table, kFadeIn / 2).a, 127, 3);
    for (size_t i = 0; i < table.size(); ++i) {
      EXPECT_GE(table[i].a, table[i > 0 ? i - 1 : 0].a);
      Rgba same = table[i];
      same.a = 255;
      EXPECT_EQ(same, opaque[i]);
    }
  }
}

TEST(Ramp, FogLiftsWhereSomethingHappened) {
  const ColorTable table = color_table(Ramp::fog);
  EXPECT_EQ(table[0].a, 255);
  EXPECT_EQ(table[153].a, 0);  // 153 / 255 = kFogEnd
  for (size_t i = 1; i < table.size(); ++i)
    EXPECT_LE(table[i].a, table[i - 1].a);
}

TEST(Ramp, MonoTakesAnyColour) {
  const Rgba blue{20, 90, 200};
  const ColorTable table = opaque_color_table(Ramp::mono, blue);
  EXPECT_NEAR(table[127].r, blue.r, 2);
  EXPECT_NEAR(table[127].g, blue.g, 2);
  EXPECT_NEAR(table[127].b, blue.b, 2);
  for (size_t i = 1; i < table.size(); ++i)
    EXPECT_LE(luma(table[i]), luma(table[i - 1]) + 1) << i;
  EXPECT_EQ(opaque_color_table(Ramp::mono, kMonoColor), opaque_color_table(Ramp::mono));
}

TEST(Ramp, ReadsHexColours) {
  EXPECT_EQ(color_from_hex("#1a5Ac8"), (Rgba{0x1a, 0x5a, 0xc8}));
  EXPECT_EQ(color_from_hex("1a5ac8"), (Rgba{0x1a, 0x5a, 0xc8}));
  EXPECT_EQ(hex_of({0x1a, 0x5a, 0xc8}), "#1a5ac8");
  for (const char* text : {"", "#", "#12345", "#1234567", "#12345g", "red"})
    EXPECT_FALSE(color_from_hex(text)) << text;
}

TEST(Ramp, SamplesBetweenEntriesAndClamps) {
  ColorTable table{};
  table[0] = {0, 0, 0, 0};
  table[1] = {255, 100, 10, 255};
  table[255] = {9, 9, 9, 9};
  EXPECT_EQ(sample(table, 0.5 / 255), (Rgba{128, 50, 5, 128}));
  EXPECT_EQ(sample(table, -1), table[0]);
  EXPECT_EQ(sample(table, 2), table[255]);
  EXPECT_EQ(sample(table, std::numeric_limits<double>::quiet_NaN()), table[0]);
}

TEST(Wording, FormatsNumbers) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(12345), "12,345");
  EXPECT_EQ(with_thousands(UINT64_MAX), "18,446,744,073,709,551,615");
  EXPECT_EQ(percent_text(0.7324), "73.2 %");
  EXPECT_EQ(duration_text(999), "999 ms");
  EXPECT_EQ(duration_text(12'400), "12.4 s");
  EXPECT_EQ(duration_text(90'000), "1.5 min");
  EXPECT_EQ(duration_text(5'400'000), "1.5 h");
  EXPECT_EQ(counted(1, "click", "clicks"), "1 click");
  EXPECT_EQ(counted(0, "click", "clicks"), "0 clicks");
}

std::vector<std::string> labels_of(const Legend& legend) {
  std::vector<std::string> labels;
  for (const LegendTick& tick : legend.ticks)
    labels.push_back(tick.label);
  return labels;
}

// 2 pi sigma^2 / 1000: the density whose legend value is 1.
double one_per_1000_px(double sigma) {
  return 2 * 3.14159265358979 * sigma * sigma / 1000;
}

TEST(Legend, ShowsDensityPerArea) {
  const Legend legend = density_legend(Layer::clicks, Ramp::viridis, 10 * one_per_1000_px(20), 20);
  EXPECT_EQ(legend.title, "Clicks per 1000 px²");
  EXPECT_EQ(labels_of(legend), (std::vector<std::string>{"0", "2", "4", "6", "8", "10 clicks"}));
  EXPECT_NEAR(legend.ticks[2].t, 0.4, 1e-9);
  EXPECT_NEAR(legend.ticks[5].t, 1, 1e-9);
}

TEST(Legend, PicksRoundSteps) {
  const auto labels = [](double most) {
    return labels_of(density_legend(Layer::clicks, Ramp::mono, most * one_per_1000_px(7), 7));
  };
  EXPECT_EQ(labels(0.4), (std::vector<std::string>{"0", "0.1", "0.2", "0.3", "0.4 clicks"}));
  EXPECT_EQ(labels(0.039), (std::vector<std::string>{"0", "0.01", "0.02", "0.03 clicks"}));
  EXPECT_EQ(labels(11), (std::vector<std::string>{"0", "5", "10 clicks"}));
  EXPECT_EQ(labels(24'000), (std::vector<std::string>{"0", "5,000", "10,000", "15,000", "20,000 clicks"}));
  for (double most = 1e-9; most < 1e18; most *= 1.7) {
    const auto ticks = density_legend(Layer::clicks, Ramp::mono, most, 20).ticks;
    EXPECT_GE(ticks.size(), 3u) << most;
    EXPECT_LE(ticks.size(), 6u) << most;
  }
}

TEST(Legend, ShowsPointerTimeInMsOrSeconds) {
  EXPECT_EQ(density_legend(Layer::moves, Ramp::mono, 400 * one_per_1000_px(7), 7).ticks.back().label,
            "400 ms");
  const Legend seconds = density_legend(Layer::moves, Ramp::mono, 40'000 * one_per_1000_px(7), 7);
  EXPECT_EQ(seconds.ticks.back().label, "40 s");
  EXPECT_EQ(seconds.title, "Pointer time per 1000 px²");
}

TEST(Legend, ShowsReachInPercent) {
  EXPECT_EQ(labels_of(reach_legend(Ramp::classic, ScrollUnit::page_views, ReferenceLine::bottom)),
            (std::vector<std::string>{"0", "25", "50", "75", "100 %"}));
  EXPECT_EQ(reach_legend(Ramp::classic, ScrollUnit::page_views, ReferenceLine::bottom).colors[0].a, 255);
}

}  // namespace
}  // namespace isotherm::ramp_test
