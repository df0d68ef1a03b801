#pragma once
// The seam between a Scene and pixels.
#include <memory>

#include "base/image.h"
#include "model/picture.h"
#include "model/scene.h"

namespace isotherm {

// Draws a scene into an image in memory. Both renderers give the same picture within 2/255 per channel.
class OffscreenRenderer {
 public:
  virtual ~OffscreenRenderer() = default;
  // Fills rows y0 .. y0 + view.size.height of `target` (RGB, view.size.width wide).
  virtual Status draw(const Scene& scene, const SceneView& view, Image& target, int y0) = 0;
};

// The reference: plain C++, no GL, one thread.
std::unique_ptr<OffscreenRenderer> make_cpu_renderer();
// In the current GL context. Errors (graphics): shaders or float textures that this context does not give.
Result<std::unique_ptr<OffscreenRenderer>> make_gpu_renderer(const char* glsl_version);

}  // namespace isotherm
