#pragma once
// The words around an exported picture: title above; legends and sample line below. Never over the page.
#include <string>
#include <vector>

#include "base/image.h"
#include "model/picture.h"

namespace isotherm {

struct CaptionText {
  std::string title;
  Legend legend;
  std::vector<Legend> overlay_legends{};  // below it, one after the other
  std::string sample_line;
};

// Breaks at spaces, and inside words that are wider than a line (URLs: behind a slash, hyphen and the like);
// at most `max_lines`, the last one then ends in "…".
std::vector<std::string> wrap_text(const std::string& utf8, float size_px, int width_px, int max_lines);

// The ticks whose labels have room beside each other along a bar, first and last before the others.
struct PlacedTick {
  int tick_x = 0, label_x = 0, label_width = 0;  // px from the bar's left
  std::string label;
};
std::vector<PlacedTick> place_ticks(const std::vector<LegendTick>& ticks, int bar_width_px, float size_px);

class Caption {
 public:
  // Laid out for a picture of `picture_width_px`; `scale` 1 = 18 px title, 13 px text.
  Caption(CaptionText text, int picture_width_px, double scale);

  int width_px() const { return width_px_; }  // the picture's, or more if that is too narrow for words
  int top_px() const { return top_px_; }
  int bottom_px() const { return bottom_px_; }
  // `image` is width_px() wide and white where the caption goes; the parts begin at row y.
  void draw_top(Image& image, int y) const;
  void draw_bottom(Image& image, int y) const;

 private:
  int scaled(double px) const;
  int line_height(float size_px) const;
  int draw_lines(Image& image, const std::vector<std::string>& lines, float size_px, Rgba color, int y) const;
  struct PlacedLegend {
    std::vector<std::string> title;
    ColorTable colors{};
    std::vector<PlacedTick> ticks;
  };
  PlacedLegend place_legend(const Legend& legend, int inner) const;
  int height_of(const PlacedLegend& legend) const;
  int draw_legend(Image& image, const PlacedLegend& legend, int y) const;
  int draw_bar(Image& image, const PlacedLegend& legend, int y) const;
  // What the colours of drawings over the layer mean, side by side.
  struct PlacedKey {
    LegendKey key;
    int x = 0, line = 0;
  };
  std::vector<PlacedKey> place_keys(const std::vector<LegendKey>& keys, int inner) const;
  int draw_keys(Image& image, int y) const;

  CaptionText text_;
  double scale_;
  int width_px_ = 0, top_px_ = 0, bottom_px_ = 0, bar_width_px_ = 0;
  float title_size_, text_size_;
  std::vector<std::string> title_, sample_;
  std::vector<PlacedLegend> legends_;
  std::vector<PlacedKey> keys_;
};

}  // namespace isotherm
