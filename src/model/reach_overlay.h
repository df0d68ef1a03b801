#pragma once
// Lines across the page with their labels: how far shares of the visitors get, and the fold.
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

// One line per percentage of settings.markers ("75 % reach · 1,234 px · 20.1 %", the last the share of the
// page's height) and the fold ("fold 789 px (median)"), from the top down; lines that coincide share one
// marker.
std::vector<ReachMarker> reach_markers(const ReachCurve& curve, PixelSize page_px,
                                       const ScrollSettings& settings = {});

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
