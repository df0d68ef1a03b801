#pragma once
#include <cstdint>
#include <string>

#include "base/image.h"

namespace isotherm {

// What an attached picture shows. Image px = CSS px x (image size / CSS size), per axis; a declared DPR is
// never used.
struct ScreenshotInfo {
  uint32_t page = 0;                       // index into Catalog::pages
  uint32_t css_width = 0, css_height = 0;  // the page area that this picture shows, CSS px
  int32_t tile_x = 0, tile_y = 0;  // its top left on the page, CSS px; (0, 0) unless the page is tiled
  ImageFormat format = ImageFormat::png;
  uint32_t image_width = 0, image_height = 0;
  uint64_t encoded_bytes = 0;
  uint64_t checksum = 0;  // XXH64 of the encoded bytes
  friend bool operator==(const ScreenshotInfo&, const ScreenshotInfo&) = default;
};

// A picture as it travels: its description and the encoded bytes, untouched.
struct Screenshot {
  ScreenshotInfo info;
  Bytes encoded;
};

}  // namespace isotherm
