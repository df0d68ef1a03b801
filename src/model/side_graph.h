#pragma once
// A graph beside the page, row by row in line with it: at the right edge of the view.
#include <memory>
#include <string>
#include <vector>

#include "model/scene.h"

namespace isotherm {

// All values 0..1 of the graph's width; vectors have one entry per row or are empty.
struct SideGraphData {
  int rows = 0;                  // as many as the page's height stands for: of the page or of something else
  std::vector<float> curve;      // area from the left
  std::vector<float> low, high;  // interval around the curve
  struct Bar {
    int y0 = 0, y1 = 0;
    float value = 0;
  };
  std::vector<Bar> bars;           // from the right
  double fold_px = 0;              // 0 = none
  std::vector<std::string> title;  // lines, at the page's top
};

class SideGraph {
 public:
  // In view px.
  static int width_px(double text_scale) { return static_cast<int>(180 * text_scale + 0.5); }

  // `data` stays until the next call; labels are remade when they change.
  void set(SideGraphData data, double text_scale);
  void add_to(Scene& scene, const SceneView& view) const;

 private:
  SideGraphData data_;
  double text_scale_ = 0;
  std::vector<std::unique_ptr<Image>> labels_;
};

}  // namespace isotherm
