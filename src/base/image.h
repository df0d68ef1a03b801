#pragma once
// 8-bit images in memory, and reading them from PNG, JPEG and WebP bytes.
#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/geometry.h"
#include "base/result.h"

namespace isotherm {

// An 8-bit-per-channel colour, straight (not premultiplied) alpha.
struct Rgba {
  uint8_t r = 0, g = 0, b = 0, a = 255;
  friend bool operator==(const Rgba&, const Rgba&) = default;
};

// Row-major, top row first, no padding between rows. Channels: 3 = RGB, 4 = RGBA (straight alpha).
struct Image {
  int width = 0, height = 0, channels = 4;
  std::vector<uint8_t> pixels;  // width * height * channels

  Image() = default;
  Image(int w, int h, int c) : width(w), height(h), channels(c), pixels(static_cast<size_t>(w) * h * c) {}
  bool empty() const { return pixels.empty(); }
  size_t stride() const { return static_cast<size_t>(width) * channels; }
  uint8_t* row(int y) { return pixels.data() + stride() * y; }
  const uint8_t* row(int y) const { return pixels.data() + stride() * y; }
  Rgba at(int x, int y) const {
    const uint8_t* p = row(y) + static_cast<size_t>(x) * channels;
    return {p[0], p[1], p[2], channels == 4 ? p[3] : uint8_t{255}};
  }
};

enum class ImageFormat : uint8_t { png = 1, jpeg = 2, webp = 3 };  // values are in the file format: frozen

struct ImageInfo {
  ImageFormat format = ImageFormat::png;
  PixelSize size;
};

inline constexpr int kMaxImageWidth = 16'384;
inline constexpr int kMaxImageHeight = 262'144;
inline constexpr int64_t kMaxImagePixels = 128ll * 1024 * 1024;

// Format and size from the header alone. Errors: unsupported (no known signature), damaged, limit.
Result<ImageInfo> probe_image(ByteSpan encoded);

// Decodes to 3 channels when the picture is opaque by format, else 4. Size limits are checked before the
// decoder allocates. The same decoders run natively and in wasm, so both give the same pixels.
Result<Image> decode_image(ByteSpan encoded);

}  // namespace isotherm
