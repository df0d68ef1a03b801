#include "base/image.h"

#include <stb/stb_image.h>
#include <webp/decode.h>

#include <algorithm>
#include <climits>
#include <memory>

#include "base/png_decode.h"
#include "base/stb_room.h"

namespace isotherm {

namespace {

constexpr uint8_t kPngSignature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

bool starts_with(ByteSpan bytes, ByteSpan prefix) {
  return bytes.size() >= prefix.size() && std::memcmp(bytes.data(), prefix.data(), prefix.size()) == 0;
}

Result<ImageFormat> format_of(ByteSpan encoded) {
  if (starts_with(encoded, kPngSignature)) return ImageFormat::png;
  if (encoded.size() >= 3 && encoded[0] == 0xFF && encoded[1] == 0xD8 && encoded[2] == 0xFF)
    return ImageFormat::jpeg;
  if (encoded.size() >= 12 && std::memcmp(encoded.data(), "RIFF", 4) == 0 &&
      std::memcmp(encoded.data() + 8, "WEBP", 4) == 0) {
    return ImageFormat::webp;
  }
  return make_error(ErrorCode::unsupported, "image: not a PNG, JPEG or WebP picture", 0);
}

Result<PixelSize> webp_size(ByteSpan encoded) {
  PixelSize size;
  if (WebPGetInfo(encoded.data(), encoded.size(), &size.width, &size.height) == 0) {
    return make_error(ErrorCode::damaged, "image: the WebP header is damaged", 0);
  }
  return size;
}

// The largest buffer that an honest picture needs: four channels of 16 bits with a filter byte per row,
// rounded up to whole JPEG blocks, or a copy of the packed data in a buffer that grows by doubling.
size_t room_for(PixelSize size, size_t encoded_bytes) {
  constexpr size_t kBytesPerPixel = 8, kBlockPadding = 64, kConstant = 64u << 10;
  const size_t pixels =
      (static_cast<size_t>(size.width) + kBlockPadding) * (static_cast<size_t>(size.height) + kBlockPadding);
  return std::max(kBytesPerPixel * pixels, 2 * encoded_bytes) + kConstant;
}

Result<PixelSize> stb_size(ByteSpan encoded) {
  stb_room_bytes = room_for({}, encoded.size());
  PixelSize size;
  int channels = 0;
  if (stbi_info_from_memory(encoded.data(), static_cast<int>(encoded.size()), &size.width, &size.height,
                            &channels) == 0) {
    return make_error(ErrorCode::damaged,
                      std::string("image: the header is damaged (") + stbi_failure_reason() + ")", 0);
  }
  return size;
}

Status check_limits(PixelSize size) {
  const int64_t pixels = static_cast<int64_t>(size.width) * size.height;
  if (size.width > 0 && size.height > 0 && size.width <= kMaxImageWidth && size.height <= kMaxImageHeight &&
      pixels <= kMaxImagePixels) {
    return success();
  }
  return make_error(ErrorCode::limit,
                    "image: " + std::to_string(size.width) + " x " + std::to_string(size.height) +
                        " px is beyond the limits (" + std::to_string(kMaxImageWidth) + " px wide, " +
                        std::to_string(kMaxImageHeight) + " px tall, " +
                        std::to_string(kMaxImagePixels >> 20) + " Mpx); scale it down or cut it into tiles");
}

Result<Image> decode_webp(ByteSpan encoded, PixelSize size) {
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(encoded.data(), encoded.size(), &features) != VP8_STATUS_OK ||
      features.has_animation != 0) {
    return make_error(ErrorCode::unsupported, "image: a damaged or animated WebP picture; use a still one");
  }
  Image image(size.width, size.height, features.has_alpha != 0 ? 4 : 3);
  const auto decode = features.has_alpha != 0 ? WebPDecodeRGBAInto : WebPDecodeRGBInto;
  if (decode(encoded.data(), encoded.size(), image.pixels.data(), image.pixels.size(),
             static_cast<int>(image.stride())) == nullptr) {
    return make_error(ErrorCode::damaged, "image: the WebP data is damaged or cut short");
  }
  return image;
}

Result<Image> decode_stb(ByteSpan encoded, PixelSize size) {
  const int bytes = static_cast<int>(encoded.size());
  int width = 0, height = 0, stored_channels = 0;
  stb_room_bytes = room_for(size, encoded.size());
  if (stbi_info_from_memory(encoded.data(), bytes, &width, &height, &stored_channels) == 0) {
    return make_error(ErrorCode::damaged, "image: the header is damaged");
  }
  // Grey becomes RGB, grey with alpha RGBA. (A PNG with a tRNS chunk reports its alpha here too.)
  const int channels = stored_channels == 2 || stored_channels == 4 ? 4 : 3;
  const std::unique_ptr<stbi_uc, decltype(&stbi_image_free)> decoded(
      stbi_load_from_memory(encoded.data(), bytes, &width, &height, &stored_channels, channels),
      &stbi_image_free);
  if (decoded == nullptr) {
    return make_error(ErrorCode::damaged,
                      std::string("image: the data is damaged or cut short (") + stbi_failure_reason() + ")");
  }
  Image image;
  image.width = width;
  image.height = height;
  image.channels = channels;
  image.pixels.assign(decoded.get(), decoded.get() + static_cast<size_t>(width) * height * channels);
  return image;
}

}  // namespace

Result<ImageInfo> probe_image(ByteSpan encoded) {
  if (encoded.size() > INT_MAX) return make_error(ErrorCode::limit, "image: more than 2 GiB");
  ImageInfo info;
  ISOTHERM_ASSIGN(info.format, format_of(encoded));
  ISOTHERM_ASSIGN(info.size, info.format == ImageFormat::webp ? webp_size(encoded) : stb_size(encoded));
  return info;
}

Result<Image> decode_image(ByteSpan encoded) {
  ISOTHERM_ASSIGN(const ImageInfo info, probe_image(encoded));
  ISOTHERM_TRY(check_limits(info.size));
  if (info.format == ImageFormat::png) {
    if (auto image = png::decode_plain(encoded, info.size)) return std::move(*image);
  }
  return info.format == ImageFormat::webp ? decode_webp(encoded, info.size) : decode_stb(encoded, info.size);
}

}  // namespace isotherm
