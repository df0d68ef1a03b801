#pragma once
// 2D textures that shaders read with texelFetch: one level, nearest, clamped.
#include <cstddef>
#include <cstdint>

#include "base/geometry.h"
#include "base/result.h"
#include "gl/object.h"

namespace isotherm::gl {

enum class TextureFormat : uint8_t { rgb8, rgba8, rgba16f, r32f };
size_t bytes_per_texel(TextureFormat format);

void delete_texture(unsigned id);

class Texture {
 public:
  Texture() = default;  // none
  // Contents are undefined until uploaded. The size must be within max_texture_size().
  Texture(TextureFormat format, PixelSize size);

  // Replaces the rectangle at (x, y); rows top first, `row_stride` texels apart in memory.
  void upload(int x, int y, PixelSize size, const void* texels, int row_stride);

  // Makes it the texture of sampler unit `unit`.
  void bind(int unit) const;

  unsigned id() const { return object_.id(); }
  PixelSize size() const { return size_; }
  TextureFormat format() const { return format_; }
  size_t bytes() const;
  void forget() { object_.forget(); }

 private:
  Object<delete_texture> object_;
  TextureFormat format_ = TextureFormat::rgba8;
  PixelSize size_;
};

// Whether this context can make textures of a format: tries one of 1 x 1.
Status probe_texture_format(TextureFormat format);

}  // namespace isotherm::gl
