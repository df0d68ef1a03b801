#include "stream/attachment_header.h"

#include "base/hash.h"
#include "stream/format.h"
#include "stream/limits.h"

namespace isotherm {

namespace {

Status check_sizes(const ScreenshotInfo& info, uint64_t offset) {
  const auto fail = [offset](const char* what) {
    return make_error(ErrorCode::limit, std::string("screenshot: ") + what + " is out of range", offset);
  };
  if (info.css_width == 0 || info.css_width > limits::kMaxSizePx) return fail("CSS width");
  if (info.css_height == 0 || info.css_height > limits::kMaxSizePx) return fail("CSS height");
  if (info.image_width == 0 || info.image_width > kMaxImageWidth) return fail("image width");
  if (info.image_height == 0 || info.image_height > kMaxImageHeight) return fail("image height");
  if (info.encoded_bytes == 0 || info.encoded_bytes > limits::kMaxAttachmentBytes)
    return fail("size in bytes");
  return success();
}

Status read_tile_position(ByteReader& reader, int32_t& position) {
  ISOTHERM_ASSIGN(const int64_t value, reader.signed_varint64("tile position"));
  constexpr int64_t kMax = limits::kMaxSizePx;
  if (value < -kMax || value > kMax) {
    return make_error(ErrorCode::limit, "screenshot: tile position is out of range", reader.file_offset());
  }
  position = static_cast<int32_t>(value);
  return success();
}

}  // namespace

Bytes encode_attachment_header(const ScreenshotInfo& info) {
  ByteWriter writer;
  writer.varint(format::kScreenshot);
  writer.varint(info.page);
  writer.varint(info.css_width);
  writer.varint(info.css_height);
  writer.signed_varint(info.tile_x);
  writer.signed_varint(info.tile_y);
  writer.varint(static_cast<uint8_t>(info.format));
  writer.varint(info.image_width);
  writer.varint(info.image_height);
  writer.varint(info.encoded_bytes);
  writer.u64(info.checksum);
  return writer.take();
}

Result<ScreenshotInfo> parse_attachment_header(ByteSpan body, uint64_t offset) {
  ByteReader reader(body, offset);
  ISOTHERM_ASSIGN(const uint32_t kind, reader.varint32("attachment kind"));
  if (kind != format::kScreenshot) {
    return make_error(ErrorCode::unsupported, "attachment: unknown kind " + std::to_string(kind), offset);
  }
  ScreenshotInfo info;
  ISOTHERM_ASSIGN(info.page, reader.varint32("screenshot's page"));
  ISOTHERM_ASSIGN(info.css_width, reader.varint32("screenshot's CSS width"));
  ISOTHERM_ASSIGN(info.css_height, reader.varint32("screenshot's CSS height"));
  ISOTHERM_TRY(read_tile_position(reader, info.tile_x));
  ISOTHERM_TRY(read_tile_position(reader, info.tile_y));
  ISOTHERM_ASSIGN(const uint32_t image_format, reader.varint32("picture format"));
  if (image_format < static_cast<uint32_t>(ImageFormat::png) ||
      image_format > static_cast<uint32_t>(ImageFormat::webp)) {
    return make_error(ErrorCode::unsupported,
                      "screenshot: unknown picture format " + std::to_string(image_format), offset);
  }
  info.format = static_cast<ImageFormat>(image_format);
  ISOTHERM_ASSIGN(info.image_width, reader.varint32("image width"));
  ISOTHERM_ASSIGN(info.image_height, reader.varint32("image height"));
  ISOTHERM_ASSIGN(info.encoded_bytes, reader.varint64("picture size"));
  ISOTHERM_ASSIGN(info.checksum, reader.u64("picture checksum"));
  ISOTHERM_TRY(check_sizes(info, offset));
  return info;
}

Status check_encoded(const ScreenshotInfo& info, ByteSpan encoded, uint64_t offset) {
  if (encoded.size() != info.encoded_bytes || xxh64(encoded) != info.checksum) {
    return make_error(ErrorCode::damaged, "screenshot: checksum of the picture is wrong", offset);
  }
  return success();
}

}  // namespace isotherm
