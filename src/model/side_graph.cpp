#include "model/side_graph.h"

#include <algorithm>
#include <cmath>

#include "model/label.h"

namespace isotherm {

namespace {

constexpr Rgba kPanelColor{24, 26, 30, 232}, kAreaColor{79, 157, 222, 255},
    kIntervalColor{255, 255, 255, 110}, kBarColor{240, 160, 60, 200}, kGridColor{255, 255, 255, 48},
    kFoldColor{255, 255, 255, 220}, kCurveColor{10, 40, 84, 255};
constexpr double kCurvePx = 2;
constexpr int kLabelMarginPx = 6;

// Joins view rows of equal extent into one fill each. Everything in view px.
class RowFills {
 public:
  RowFills(Scene& scene, const SceneView& view, int left_px, Rgba color)
      : scene_(scene), view_(view), left_px_(left_px), color_(color) {}
  ~RowFills() { flush(); }
  RowFills(const RowFills&) = delete;
  RowFills& operator=(const RowFills&) = delete;

  // The row from x0 to x1 right of the graph's left edge; rows come from the top down.
  void row(int y, int x0, int x1) {
    if (y == y1_ && x0 == x0_ && x1 == x1_) {
      ++y1_;
      return;
    }
    flush();
    y0_ = y;
    y1_ = y + 1;
    x0_ = x0;
    x1_ = x1;
  }

 private:
  void flush() {
    if (x0_ >= x1_ || y0_ >= y1_) return;
    const Rect area{static_cast<double>(left_px_ + x0_), static_cast<double>(y0_),
                    static_cast<double>(left_px_ + x1_), static_cast<double>(y1_)};
    scene_.fills.push_back({view_.transform.page_from_view(area), color_});
    x0_ = x1_ = 0;
  }

  Scene& scene_;
  const SceneView& view_;
  int left_px_;
  Rgba color_;
  int y0_ = 0, y1_ = 0, x0_ = 0, x1_ = 0;
};

int extent_px(float value, int width) {
  return static_cast<int>(std::clamp(value, 0.0f, 1.0f) * static_cast<float>(width) + 0.5f);
}

}  // namespace

void SideGraph::set(SideGraphData data, double text_scale) {
  const bool has_same_labels = text_scale == text_scale_ && data.title == data_.title;
  data_ = std::move(data);
  if (has_same_labels) return;
  text_scale_ = text_scale;
  labels_.clear();
  for (const std::string& line : data_.title)
    labels_.push_back(std::make_unique<Image>(make_label(line, text_scale * 0.85)));
}

void SideGraph::add_to(Scene& scene, const SceneView& view) const {
  const int width = std::min(width_px(text_scale_), view.size.width);
  const int left = view.size.width - width;
  const auto page_y = [&](double view_y) { return view.transform.page_from_view(glm::dvec2(0, view_y)).y; };
  const auto add = [&](int x0, double y0, int x1, double y1, Rgba color) {
    Rect area = view.transform.page_from_view(
        Rect{static_cast<double>(left + x0), 0, static_cast<double>(left + x1), 1});
    area.y0 = y0;
    area.y1 = y1;
    scene.fills.push_back({area, color});
  };
  add(0, 0, width, scene.page_px.height, kPanelColor);
  const int page_rows = scene.page_px.height;
  const double rows_per_page_row = static_cast<double>(std::max(1, data_.rows)) / page_rows;
  // Which row a view row shows; -1 = none.
  const auto row_of = [&](int view_y) {
    const double y = page_y(view_y + 0.5);
    return y >= 0 && y < page_rows ? static_cast<int>(y * rows_per_page_row) : -1;
  };
  // x0(row) to x1(row), as shares of the width, and `thickness` px to the left.
  const auto draw = [&](Rgba color, size_t rows, auto&& x0, auto&& x1, int thickness = 0) {
    RowFills fills(scene, view, left, color);
    for (int y = 0; y < view.size.height; ++y) {
      const int row = row_of(y);
      if (row < 0 || static_cast<size_t>(row) >= rows) continue;
      const auto i = static_cast<size_t>(row);
      fills.row(y, std::max(0, extent_px(x0(i), width) - thickness), extent_px(x1(i), width));
    }
  };
  const auto curve = [&](size_t i) { return data_.curve[i]; };
  draw(
      kAreaColor, data_.curve.size(), [](size_t) { return 0.0f; }, curve);
  if (!data_.high.empty()) {
    draw(
        kIntervalColor, data_.high.size(), [&](size_t i) { return data_.low[i]; },
        [&](size_t i) { return data_.high[i]; });
    const int thickness = static_cast<int>(kCurvePx * text_scale_ + 0.5);
    draw(kCurveColor, data_.curve.size(), curve, curve, thickness);
  }
  for (const SideGraphData::Bar& bar : data_.bars) {
    const double y0 = bar.y0 / rows_per_page_row, y1 = bar.y1 / rows_per_page_row;
    if (y1 <= page_y(0) || y0 >= page_y(view.size.height)) continue;
    add(width - extent_px(bar.value, width), y0, width, y1, kBarColor);
  }
  for (const int quarter : {1, 2, 3})
    add(width * quarter / 4, 0, width * quarter / 4 + 1, page_rows, kGridColor);
  if (data_.fold_px > 0 && data_.fold_px <= page_rows) {
    Rect line = view.transform.page_from_view(
        Rect{static_cast<double>(left), 0, static_cast<double>(view.size.width), 0});
    line.y0 = line.y1 = std::floor(data_.fold_px + 0.5);
    scene.fills.push_back({line, kFoldColor, std::max(1.0, text_scale_)});
  }
  const glm::dvec2 corner{view.transform.page_from_view(glm::dvec2(left, 0)).x, 0};
  int y = kLabelMarginPx;
  for (const auto& label : labels_) {
    scene.sprites.push_back({label.get(), corner, false, kLabelMarginPx, y});
    y += label->height + 2;
  }
}

}  // namespace isotherm
