#pragma once
// The scroll layer's part of a scene: bands of reach, markers, the fold and their labels.
#include <memory>
#include <string>
#include <vector>

#include "model/reach.h"
#include "model/scene.h"

namespace isotherm {

// A horizontal line across the page with its text.
struct ReachMarker {
  int y_page = 0;
  std::string text;
  bool is_dashed = false;
};

// 75, 50 and 25 % ("75 % reach · 1,234 px") and the fold ("fold 789 px (median)"), from the top down; lines
// that coincide share one marker.
std::vector<ReachMarker> reach_markers(const ReachCurve& curve, PixelSize page_px);

// One colour per 5 % of reach: the middle of the band, but exactly 100 % and exactly 0 % have their own.
std::vector<SceneFill> reach_bands(const ReachCurve& curve, PixelSize page_px, Ramp ramp, double opacity);

// Lines and labels. Owns the label images that the sprites point to; they are remade when a text or its size
// changes.
class ReachOverlay {
 public:
  void set_markers(std::vector<ReachMarker> markers, double text_scale);
  void add_to(Scene& scene, const SceneView& view) const;

 private:
  void add_line(Scene& scene, const SceneView& view, const ReachMarker& marker) const;
  void add_labels(Scene& scene, const SceneView& view) const;

  std::vector<ReachMarker> markers_;
  double text_scale_ = 0;
  std::vector<std::unique_ptr<Image>> labels_;
};

}  // namespace isotherm
