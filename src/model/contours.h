#pragma once
// Lines of equal density with labels.
#include <memory>
#include <string>
#include <vector>

#include "model/legend.h"
#include "model/scene.h"

namespace isotherm {

struct ContourLevel {
  double density = 0;
  std::string text;
};

// The legend's ticks above 0.
std::vector<ContourLevel> contour_levels(const Legend& legend);

// The line's pieces over a part of the page: marching squares on a grid of `step_px`, crossings found by
// linear interpolation. The grid is fixed to the page, so that parts fit together. Page px.
struct ContourPiece {
  glm::dvec2 from{0, 0}, to{0, 0};
};
std::vector<ContourPiece> trace_contour(const DensityField& field, double density, const Rect& area_page,
                                        double step_px);

// The part of the page that add_to() reads the field in: what is visible and the whole label squares around
// it, so that a label lies at the same place in every part of a picture.
Rect contour_area(PixelSize page_px, const SceneView& view, double text_scale);

// Adds lines and labels to scenes. Owns the label images that the sprites point to.
class ContourOverlay {
 public:
  void add_to(Scene& scene, const SceneView& view, const DensityField& field,
              const std::vector<ContourLevel>& levels, double text_scale);

 private:
  struct Label {
    std::string text;
    double text_scale = 0;
    std::unique_ptr<Image> image;
  };
  const Image* label(const std::string& text, double text_scale);
  void add_labels(Scene& scene, const SceneView& view, const std::vector<const Image*>& images,
                  const std::vector<std::vector<ContourPiece>>& pieces, const Rect& area,
                  double cell_px) const;
  std::vector<Label> labels_;
};

}  // namespace isotherm
