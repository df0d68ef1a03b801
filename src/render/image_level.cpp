#include "render/image_level.h"

#include <algorithm>

namespace isotherm {
namespace {

// Rounded mean of `count` px per channel, from channel sums; with alpha the colours' sums are weighted by it.
void write_mean(const uint64_t* sums, uint64_t count, int channels, uint8_t* out) {
  if (channels == 3) {
    for (int c = 0; c < 3; ++c)
      out[c] = static_cast<uint8_t>((sums[c] + count / 2) / count);
    return;
  }
  const uint64_t alpha = sums[3];
  out[3] = static_cast<uint8_t>((alpha + count / 2) / count);
  const uint64_t weight = std::max<uint64_t>(alpha, 1);
  for (int c = 0; c < 3; ++c)
    out[c] = static_cast<uint8_t>((sums[c] + alpha / 2) / weight);
}

// Adds one image row to the column sums.
void add_row(const uint8_t* row, int width, int channels, std::vector<uint32_t>& sums) {
  if (channels == 3) {
    const int values = width * 3;
    for (int i = 0; i < values; ++i)
      sums[i] += row[i];
    return;
  }
  for (int x = 0; x < width; ++x) {
    const uint32_t alpha = row[4 * x + 3];
    for (int c = 0; c < 3; ++c)
      sums[4 * x + c] += row[4 * x + c] * alpha;
    sums[4 * x + 3] += alpha;
  }
}

void reduce_row(const Image& image, int level_x, int level_y, const ViewRect& texels, int y,
                std::vector<uint32_t>& column_sums, uint8_t* out) {
  const int x0 = texels.x0 << level_x, x1 = std::min(texels.x1 << level_x, image.width);
  const int y0 = y << level_y, y1 = std::min((y + 1) << level_y, image.height);
  const int channels = image.channels;
  std::fill(column_sums.begin(), column_sums.end(), 0u);
  for (int row = y0; row < y1; ++row) {
    add_row(image.row(row) + static_cast<size_t>(x0) * channels, x1 - x0, channels, column_sums);
  }
  const int unit = 1 << level_x;
  for (int x = 0; x0 + x * unit < x1; ++x) {
    const int first = x * unit, last = std::min(first + unit, x1 - x0);
    uint64_t sums[4] = {};
    for (int i = first; i < last; ++i) {
      for (int c = 0; c < channels; ++c)
        sums[c] += column_sums[i * channels + c];
    }
    write_mean(sums, static_cast<uint64_t>(last - first) * (y1 - y0), channels, out + x * channels);
  }
}

}  // namespace

Image reduce(const Image& image, int level_x, int level_y, const ViewRect& texels) {
  Image reduced(texels.x1 - texels.x0, texels.y1 - texels.y0, image.channels);
  if (level_x == 0 && level_y == 0) {
    for (int y = 0; y < reduced.height; ++y) {
      const uint8_t* from = image.row(texels.y0 + y) + static_cast<size_t>(texels.x0) * image.channels;
      std::copy_n(from, reduced.stride(), reduced.row(y));
    }
    return reduced;
  }
  std::vector<uint32_t> column_sums((static_cast<size_t>(reduced.width) << level_x) * image.channels);
  for (int y = 0; y < reduced.height; ++y) {
    reduce_row(image, level_x, level_y, texels, texels.y0 + y, column_sums, reduced.row(y));
  }
  return reduced;
}

}  // namespace isotherm
