#pragma once
// All of a scene that lies under its fills and sprites, drawn on the CPU and kept as one texture.
#include <memory>
#include <optional>
#include <vector>

#include "gl/texture.h"
#include "render/gpu_pass.h"
#include "render/renderer.h"

namespace isotherm {

class SoftwareBase {
 public:
  // The view must fit a texture. Draws and uploads again only when something under the fills changed.
  void draw(const GpuPass& pass, const Scene& scene);
  void forget();

 private:
  // What the picture depends on, as far as Scene's revisions do not say it.
  struct Key {
    uint64_t tiles_revision = 0;
    SceneView view;
    PixelSize page_px;
    Rgba background, paper;
    double dimming = 0;
    std::vector<const Image*> images;
    std::vector<SceneFill> bands;
    std::vector<SceneHeat> heats;
    friend bool operator==(const Key&, const Key&) = default;
  };
  static Key key_of(const Scene& scene, const SceneView& view);

  std::unique_ptr<OffscreenRenderer> renderer_ = make_cpu_renderer();
  std::optional<Key> key_;
  Image image_;
  gl::Texture texture_;
};

}  // namespace isotherm
