#pragma once
#include "base/geometry.h"
#include "base/result.h"
#include "gl/object.h"
#include "gl/texture.h"

namespace isotherm::gl {

void delete_framebuffer(unsigned id);

// A texture to draw into.
class Framebuffer {
 public:
  // Errors (graphics): a size or format that this context does not give; drawing into half floats is an
  // extension of ES 3.0.
  static Result<Framebuffer> create(PixelSize size, TextureFormat format = TextureFormat::rgba8);
  const Texture& color() const { return color_; }
  PixelSize size() const { return color_.size(); }
  unsigned id() const { return object_.id(); }
  void forget();

 private:
  Texture color_;
  Object<delete_framebuffer> object_;
};

// Binds a framebuffer while it lives, then the one that was bound before.
class FramebufferBinding {
 public:
  explicit FramebufferBinding(const Framebuffer& framebuffer);
  ~FramebufferBinding();
  FramebufferBinding(const FramebufferBinding&) = delete;
  FramebufferBinding& operator=(const FramebufferBinding&) = delete;

 private:
  unsigned previous_ = 0;
};

}  // namespace isotherm::gl
