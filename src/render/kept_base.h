#pragma once
// All of a scene that lies under its fills, shapes and sprites, drawn on the CPU as the reference renderer
// draws it. Each stage is kept between frames, so that a change redoes what follows from it: the page below
// the heat, the heat as steps of its colour table, and the colours over the page.
#include <optional>
#include <vector>

#include "base/image.h"
#include "render/placement.h"

namespace isotherm {

class KeptBase {
 public:
  // RGBA, opaque, of the view's size; until the next call.
  const Image& draw(const Scene& scene, const SceneView& view);
  // How often each stage ran. `drawn` tells whether draw() made another picture.
  struct Work {
    uint64_t pages = 0, evaluations = 0, drawn = 0;
  };
  const Work& work() const { return work_; }
  // Frees what is kept.
  void clear();

 private:
  // What the page below depends on, as far as Scene's revisions do not say it.
  struct PageKey {
    uint64_t tiles_revision = 0;
    SceneView view;
    PixelSize page_px;
    Rgba background, paper;
    double dimming = 0;
    std::vector<const Image*> images;
    std::vector<SceneFill> bands;
    friend bool operator==(const PageKey&, const PageKey&) = default;
  };
  // One heat's steps for each px of its area.
  struct Steps {
    struct Key {
      const DensityField* field = nullptr;
      uint64_t field_revision = 0;
      SceneView view;
      double maximum = 0;
      bool is_logarithmic = false, has_curve = false;
      int x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // the area, view px
      friend bool operator==(const Key&, const Key&) = default;
    };
    Key key;
    std::vector<uint16_t> values;
    std::vector<uint8_t> has_heat;  // per row; rows without hold no values
  };
  static PageKey page_key(const Scene& scene, const SceneView& view);
  bool renew_page(const Scene& scene, const SceneView& view);
  void renew_steps(Steps& steps, const SceneHeat& heat, const SceneView& view, const ViewRect& page);
  void color(const Steps& steps, const SceneHeat& heat);

  std::optional<PageKey> page_key_;
  Image page_;
  std::vector<Steps> steps_;      // one per heat, in order
  std::vector<SceneHeat> heats_;  // that the image shows
  Image image_;
  Work work_;
};

}  // namespace isotherm
