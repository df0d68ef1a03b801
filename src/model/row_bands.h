#pragma once
// Values per row as coloured bands across the page.
#include <functional>
#include <vector>

#include "model/reach.h"
#include "model/scene.h"

namespace isotherm {

// Rows [y0, y1) of the page, drawn with the ramp's colour at t.
struct RowBand {
  int y0 = 0, y1 = 0;
  double t = 0;  // 0..1
  friend bool operator==(const RowBand&, const RowBand&) = default;
};

// One band per 5 % of reach: the middle of the band, but exactly 100 % and exactly 0 % have their own.
std::vector<RowBand> reach_bands(const ReachCurve& curve, int page_height_px);
// Rows of equal colour joined; `levels` steps between 0 and 1: 20 = bands, 255 = as smooth as the colours
// allow. With bands the colour is that of the band's middle.
std::vector<RowBand> value_bands(int page_height_px, int levels,
                                 const std::function<double(int y_px)>& value);

// The bands that the view shows.
void add_bands(Scene& scene, const SceneView& view, const std::vector<RowBand>& bands, Ramp ramp,
               double opacity);

}  // namespace isotherm
