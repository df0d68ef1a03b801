#include "render/software_base.h"

namespace isotherm {

SoftwareBase::Key SoftwareBase::key_of(const Scene& scene, const SceneView& view) {
  Key key;
  key.tiles_revision = scene.tiles_revision;
  key.view = view;
  key.page_px = scene.page_px;
  key.background = scene.background;
  key.paper = scene.paper;
  key.dimming = scene.dimming;
  for (const SceneTile& tile : scene.tiles)
    key.images.push_back(tile.image);
  key.bands = scene.bands;
  key.heats = scene.heats;
  return key;
}

void SoftwareBase::draw(const GpuPass& pass, const Scene& scene) {
  const SceneView& view = pass.view();
  Key key = key_of(scene, view);
  if (key_ != key) {
    if (texture_.size() != view.size || texture_.id() == 0) {
      image_ = Image(view.size.width, view.size.height, 3);
      texture_ = gl::Texture(gl::TextureFormat::rgb8, view.size);
    }
    Scene base = scene;
    base.fills.clear();
    base.shapes.clear();
    base.sprites.clear();
    // Cannot fail: the image was made for the view.
    if (!renderer_->draw(base, view, image_, 0).ok()) return;
    texture_.upload(0, 0, view.size, image_.pixels.data(), view.size.width);
    ++pass.stats().uploads;
    pass.stats().uploaded_bytes += texture_.bytes();
    key_ = std::move(key);
  }
  gl::set_blending(false);
  pass.draw_copy(texture_, 0, 0, pass.part(), false);
}

void SoftwareBase::forget() {
  texture_.forget();
  key_.reset();
}

}  // namespace isotherm
