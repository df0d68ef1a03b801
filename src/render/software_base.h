#pragma once
// All of a scene that lies under its fills and sprites, drawn on the CPU and kept as one texture.
#include "gl/texture.h"
#include "render/gpu_pass.h"
#include "render/kept_base.h"

namespace isotherm {

class SoftwareBase {
 public:
  // The view must fit a texture. Draws and uploads again only when something under the fills changed.
  void draw(const GpuPass& pass, const Scene& scene);
  void forget();

 private:
  KeptBase base_;
  uint64_t uploaded_ = 0;  // KeptBase::Work::drawn of what the texture holds
  gl::Texture texture_;
};

}  // namespace isotherm
