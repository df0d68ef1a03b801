#include "base/image.h"
#include "fuzz/targets/targets.h"

namespace isotherm::fuzz {

void run_picture(ByteSpan input) {
  const auto info = probe_image(input);
  if (!info.ok()) return;
  // Large pictures are within the limits, but decoding them takes too long for a fuzzer.
  if (static_cast<int64_t>(info->size.width) * info->size.height > 1 << 18) return;
  const auto image = decode_image(input);
  if (!image.ok()) return;
  require(image->width == info->size.width && image->height == info->size.height,
          "the decoded size is the probed one");
  require(image->pixels.size() == image->stride() * static_cast<size_t>(image->height),
          "all pixels are there");
}

}  // namespace isotherm::fuzz
