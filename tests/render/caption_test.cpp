#include "render/caption.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace isotherm::test::caption_test {
namespace {

constexpr float kSize = 13;

TEST(CaptionTest, EveryLineFitsAndNothingIsLost) {
  const std::string text =
      "Clicks, desktop: https://shop.example/a-rather-long-path/with/parts?and=query ünïcödé end";
  for (const int width : {40, 90, 200, 1000}) {
    std::string joined;
    for (const std::string& line : wrap_text(text, kSize, width, 100)) {
      EXPECT_LE(text_width(line, kSize), width) << line;
      joined += line;
    }
    std::string letters = text;
    std::erase(letters, ' ');
    std::erase(joined, ' ');
    EXPECT_EQ(joined, letters);
  }
}

TEST(CaptionTest, BreaksAtSpacesFirst) {
  const int width = text_width("one two thr", kSize);
  EXPECT_EQ(wrap_text("one two three", kSize, width, 9), (std::vector<std::string>{"one two", "three"}));
}

TEST(CaptionTest, TooManyLinesEndInAnEllipsis) {
  const auto lines = wrap_text(std::string(100'000, 'x'), kSize, 100, 3);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_TRUE(lines.back().ends_with("…"));
  EXPECT_LE(text_width(lines.back(), kSize), 100);
}

TEST(CaptionTest, AWidthThatFitsNothingStillEnds) {
  EXPECT_EQ(wrap_text("ab", kSize, 1, 9), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(wrap_text("", kSize, 100, 9).empty());
}

TEST(CaptionTest, LabelsDoNotOverlapAndStayBesideTheBar) {
  std::vector<LegendTick> ticks;
  for (int i = 0; i <= 20; ++i)
    ticks.push_back({i / 20.0, std::to_string(i * 1000)});
  for (const int width : {30, 120, 400}) {
    const auto placed = place_ticks(ticks, width, kSize);
    ASSERT_FALSE(placed.empty());
    for (size_t i = 0; i < placed.size(); ++i) {
      EXPECT_GE(placed[i].label_x, 0);
      if (width > 60) {
        EXPECT_LE(placed[i].label_x + placed[i].label_width, width);
      }
      for (size_t j = 0; j < i; ++j) {
        const bool is_apart = placed[i].label_x >= placed[j].label_x + placed[j].label_width ||
                              placed[j].label_x >= placed[i].label_x + placed[i].label_width;
        EXPECT_TRUE(is_apart) << placed[i].label << " " << placed[j].label;
      }
    }
    EXPECT_EQ(placed.front().label, "0");
    if (width > 60) {
      EXPECT_EQ(placed[1].label, "20000");
    }
  }
}

TEST(CaptionTest, WithoutAScaleThereIsNoBar) {
  CaptionText text;
  text.title = "Scroll reach";
  text.legend.title = "Scrolling inside element 17";
  text.sample_line = "2 sessions";
  text.legend.colors.fill({255, 0, 0, 255});
  const auto red_pixels = [&] {
    const Caption caption(text, 400, 1);
    Image image(caption.width_px(), caption.bottom_px(), 3);
    std::fill(image.pixels.begin(), image.pixels.end(), uint8_t{255});
    caption.draw_bottom(image, 0);
    int count = 0;
    for (size_t i = 0; i < image.pixels.size(); i += 3)
      count += image.pixels[i] > 200 && image.pixels[i + 1] < 50 ? 1 : 0;
    return count;
  };
  EXPECT_EQ(red_pixels(), 0);
  const int without = Caption(text, 400, 1).bottom_px();
  text.legend.ticks = {{0, "0", 0}, {1, "100 %", 0}};
  EXPECT_GT(red_pixels(), 1000);
  EXPECT_GT(Caption(text, 400, 1).bottom_px(), without + 20);
}

}  // namespace
}  // namespace isotherm::test::caption_test
