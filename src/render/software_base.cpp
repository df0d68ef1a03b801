#include "render/software_base.h"

namespace isotherm {

void SoftwareBase::draw(const GpuPass& pass, const Scene& scene) {
  const SceneView& view = pass.view();
  const Image& image = base_.draw(scene, view);
  if (uploaded_ != base_.work().drawn) {
    if (texture_.size() != view.size || texture_.id() == 0)
      texture_ = gl::Texture(gl::TextureFormat::rgba8, view.size);
    texture_.upload(0, 0, view.size, image.pixels.data(), view.size.width);
    ++pass.stats().uploads;
    pass.stats().uploaded_bytes += texture_.bytes();
    uploaded_ = base_.work().drawn;
  }
  gl::set_blending(false);
  pass.draw_copy(texture_, 0, 0, pass.part(), false);
}

void SoftwareBase::forget() {
  texture_.forget();
  base_.clear();
  uploaded_ = 0;
}

}  // namespace isotherm
