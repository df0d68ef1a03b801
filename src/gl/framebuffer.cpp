#include "gl/framebuffer.h"

#include <string>

#include "gl/api.h"

namespace isotherm::gl {

void delete_framebuffer(unsigned id) {
  glDeleteFramebuffers(1, &id);
}

Result<Framebuffer> Framebuffer::create(PixelSize size, TextureFormat format) {
  Framebuffer framebuffer;
  framebuffer.color_ = Texture(format, size);
  unsigned id = 0;
  glGenFramebuffers(1, &id);
  framebuffer.object_ = Object<delete_framebuffer>(id);
  const FramebufferBinding binding(framebuffer);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, framebuffer.color_.id(), 0);
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
    return make_error(ErrorCode::graphics, "This GL context gives no drawing surface of " +
                                               std::to_string(size.width) + " x " +
                                               std::to_string(size.height) + " px");
  }
  return framebuffer;
}

void Framebuffer::forget() {
  color_.forget();
  object_.forget();
}

FramebufferBinding::FramebufferBinding(const Framebuffer& framebuffer) {
  GLint previous = 0;
  glGetIntegerv(GL_FRAMEBUFFER_BINDING, &previous);
  previous_ = static_cast<unsigned>(previous);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.id());
}

FramebufferBinding::~FramebufferBinding() {
  glBindFramebuffer(GL_FRAMEBUFFER, previous_);
}

}  // namespace isotherm::gl
