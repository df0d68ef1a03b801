#include "gl/texture.h"

#include "gl/api.h"
#include "gl/state.h"

namespace isotherm::gl {
namespace {

struct GlFormat {
  GLint internal;
  GLenum format, type;
  size_t bytes;
};

GlFormat gl_format(TextureFormat format) {
  switch (format) {
    case TextureFormat::rgb8:
      return {GL_RGB8, GL_RGB, GL_UNSIGNED_BYTE, 3};
    case TextureFormat::rgba8:
      return {GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, 4};
    case TextureFormat::rgba16f:
      return {GL_RGBA16F, GL_RGBA, GL_HALF_FLOAT, 8};
    case TextureFormat::r32f:
      return {GL_R32F, GL_RED, GL_FLOAT, 4};
  }
  return {};
}

}  // namespace

size_t bytes_per_texel(TextureFormat format) {
  return gl_format(format).bytes;
}

void delete_texture(unsigned id) {
  glDeleteTextures(1, &id);
}

Texture::Texture(TextureFormat format, PixelSize size) : format_(format), size_(size) {
  unsigned id = 0;
  glGenTextures(1, &id);
  object_ = Object<delete_texture>(id);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, id);
  const GlFormat gl = gl_format(format);
  glTexImage2D(GL_TEXTURE_2D, 0, gl.internal, size.width, size.height, 0, gl.format, gl.type, nullptr);
  // With one level and no filtering a float texture is complete without any extension.
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

void Texture::upload(int x, int y, PixelSize size, const void* texels, int row_stride) {
  const GlFormat gl = gl_format(format_);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, object_.id());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, row_stride);
  glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, size.width, size.height, gl.format, gl.type, texels);
  // ImGui's backend and others expect GL's defaults.
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

void Texture::bind(int unit) const {
  glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
  glBindTexture(GL_TEXTURE_2D, object_.id());
}

size_t Texture::bytes() const {
  return bytes_per_texel(format_) * static_cast<size_t>(size_.width) * static_cast<size_t>(size_.height);
}

Status probe_texture_format(TextureFormat format) {
  ISOTHERM_TRY(take_error("before the first texture"));
  const Texture texture(format, {1, 1});
  return take_error(format == TextureFormat::r32f ? "making a 32-bit float texture" : "making a texture");
}

}  // namespace isotherm::gl
