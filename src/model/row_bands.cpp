#include "model/row_bands.h"

#include <algorithm>
#include <cmath>

namespace isotherm {

namespace {

constexpr int kBands = 20;

uint8_t alpha_of(double opacity) {
  return static_cast<uint8_t>(std::clamp(opacity, 0.0, 1.0) * 255 + 0.5);
}

}  // namespace

std::vector<RowBand> reach_bands(const ReachCurve& curve, int page_height_px) {
  std::vector<RowBand> bands;
  if (curve.units == 0) return bands;
  int y = 0;
  const auto fill_to = [&](int y_end, double share) {
    if (y_end <= y) return;
    bands.push_back({y, y_end, share});
    y = y_end;
  };
  fill_to(curve.depth_of_share(1), 1);
  for (int band = kBands - 1; band >= 1; --band) {
    fill_to(curve.depth_of_share(static_cast<double>(band) / kBands), (band + 0.5) / kBands);
  }
  // Below the last step: as far as anybody got, then nobody.
  fill_to(curve.depth_of_share(1.0 / curve.units), 0.5 / kBands);
  fill_to(page_height_px, 0);
  return bands;
}

std::vector<RowBand> value_bands(int page_height_px, int levels,
                                 const std::function<double(int y_px)>& value) {
  std::vector<RowBand> bands;
  const bool is_smooth = levels >= 255;
  for (int y = 0; y < page_height_px; ++y) {
    const double t = std::clamp(value(y), 0.0, 1.0);
    const double level =
        is_smooth ? std::floor(t * levels + 0.5) : std::min(std::floor(t * levels), levels - 1.0);
    double drawn = is_smooth ? level / levels : (level + 0.5) / levels;
    if (t == 0) drawn = 0;
    if (!bands.empty() && bands.back().t == drawn) {
      bands.back().y1 = y + 1;
    } else {
      bands.push_back({y, y + 1, drawn});
    }
  }
  return bands;
}

void add_bands(Scene& scene, const SceneView& view, const std::vector<RowBand>& bands, Ramp ramp,
               double opacity) {
  const ColorTable colors = opaque_color_table(ramp);
  const Rect visible = view.transform.page_from_view(
      Rect{0, 0, static_cast<double>(view.size.width), static_cast<double>(view.size.height)});
  const auto first = std::partition_point(bands.begin(), bands.end(),
                                          [&](const RowBand& band) { return band.y1 <= visible.y0; });
  for (auto band = first; band != bands.end() && band->y0 < visible.y1; ++band) {
    Rgba color = sample(colors, band->t);
    color.a = alpha_of(opacity);
    scene.bands.push_back({{0, static_cast<double>(band->y0), static_cast<double>(scene.page_px.width),
                            static_cast<double>(band->y1)},
                           color});
  }
}

}  // namespace isotherm
