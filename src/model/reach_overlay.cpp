#include "model/reach_overlay.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "model/label.h"
#include "model/wording.h"

namespace isotherm {

namespace {

constexpr Rgba kLineColor{255, 255, 255, 255}, kShadowColor{24, 26, 30, 224};
constexpr double kLineViewPx = 2, kShadowViewPx = 3;  // the shadow shows one px below the line
constexpr double kDashViewPx = 10, kGapViewPx = 6;
constexpr int kLabelMarginPx = 8;

double line_height(double view_px, double text_scale) {
  return std::max(1.0, std::floor(view_px * text_scale + 0.5));
}

}  // namespace

std::vector<ReachMarker> reach_markers(const ReachCurve& curve, PixelSize page_px,
                                       const ScrollSettings& settings) {
  std::vector<ReachMarker> markers;
  if (curve.units == 0) return markers;
  std::map<int, std::string> percents;  // by depth
  for (const int percent : settings.markers) {
    std::string& text = percents[curve.depth_of_share(percent / 100.0)];
    text += (text.empty() ? "" : ", ") + std::to_string(percent);
  }
  for (const auto& [y, text] : percents) {
    markers.push_back({y,
                       text + " % reach · " + with_thousands(static_cast<uint64_t>(y)) + " px · " +
                           percent_text(static_cast<double>(y) / page_px.height) + " of the page",
                       false});
  }
  if (curve.fold_px > 0 && curve.fold_px <= page_px.height) {
    const auto y = static_cast<int>(curve.fold_px + 0.5);
    const std::string text = "fold " + with_thousands(static_cast<uint64_t>(y)) + " px (" +
                             std::string(to_string(settings.fold)) + ")";
    const auto same = std::find_if(markers.begin(), markers.end(),
                                   [&](const ReachMarker& other) { return other.y_page == y; });
    if (same == markers.end()) {
      markers.push_back({y, text, true});
    } else {
      same->text += " · " + text;
    }
  }
  std::stable_sort(markers.begin(), markers.end(),
                   [](const ReachMarker& a, const ReachMarker& b) { return a.y_page < b.y_page; });
  return markers;
}

void ReachOverlay::set_markers(std::vector<ReachMarker> markers, double text_scale) {
  const auto same_text = [](const ReachMarker& a, const ReachMarker& b) { return a.text == b.text; };
  const bool has_same_labels =
      text_scale == text_scale_ &&
      std::equal(markers.begin(), markers.end(), markers_.begin(), markers_.end(), same_text);
  markers_ = std::move(markers);
  if (has_same_labels) return;
  text_scale_ = text_scale;
  labels_.clear();
  for (const ReachMarker& marker : markers_)
    labels_.push_back(std::make_unique<Image>(make_label(marker.text, text_scale)));
}

void ReachOverlay::add_to(Scene& scene, const SceneView& view) const {
  for (const ReachMarker& marker : markers_)
    add_line(scene, view, marker);
  add_labels(scene, view);
}

void ReachOverlay::add_line(Scene& scene, const SceneView& view, const ReachMarker& marker) const {
  const auto y = static_cast<double>(marker.y_page);
  const double width = scene.page_px.width;
  const auto add = [&](double x0, double x1) {
    const Rect line{x0, y, x1, y};
    scene.fills.push_back({line, kShadowColor, line_height(kShadowViewPx, text_scale_)});
    scene.fills.push_back({line, kLineColor, line_height(kLineViewPx, text_scale_)});
  };
  if (!marker.is_dashed) return add(0, width);
  // Dashes start at the page's left edge, so that panning moves them with it; only the visible ones are made.
  const double scale = view.transform.view_px_per_page_px.x;
  const double period = (kDashViewPx + kGapViewPx) * text_scale_ / scale,
               dash = kDashViewPx * text_scale_ / scale;
  const double left = std::max(view.transform.origin_page.x, 0.0);
  const double right = std::min(view.transform.origin_page.x + view.size.width / scale, width);
  for (double i = std::floor(left / period); i * period < right; ++i)
    add(i * period, std::min(i * period + dash, width));
}

// Labels stand on their lines at the left. One that would cover another moves right, behind it; where the
// view is too narrow for that, it moves down. Positions depend on the scale only, so that bands of an export
// fit together.
void ReachOverlay::add_labels(Scene& scene, const SceneView& view) const {
  const double scale = view.transform.view_px_per_page_px.y;
  struct Placed {
    int x0, y0, x1, y1;
  };  // y relative to the page's top, view px
  std::vector<Placed> placed;
  for (size_t i = 0; i < markers_.size(); ++i) {
    const Image& label = *labels_[i];
    const int line = static_cast<int>(std::floor(std::clamp(markers_[i].y_page * scale, 0.0, 1e8) + 0.5));
    const int margin = static_cast<int>(kLabelMarginPx * text_scale_ + 0.5);
    int x = margin, y = line - label.height - 1;
    if (y < 0) y = line + static_cast<int>(line_height(kShadowViewPx, text_scale_)) + 1;
    const auto blocker = [&]() -> const Placed* {
      for (const Placed& other : placed) {
        if (x < other.x1 && other.x0 < x + label.width && y < other.y1 && other.y0 < y + label.height)
          return &other;
      }
      return nullptr;
    };
    while (const Placed* other = blocker()) {
      if (other->x1 + margin + label.width <= view.size.width) {
        x = other->x1 + margin;
      } else {
        x = margin;
        y = other->y1 + 1;
      }
    }
    placed.push_back({x, y, x + label.width, y + label.height});
    scene.sprites.push_back({&label, {0, static_cast<double>(markers_[i].y_page)}, true, x, y - line});
  }
}

}  // namespace isotherm
