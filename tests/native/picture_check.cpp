// picture_check FILE.png MIN_COLORS: exits with 0 when the picture shows at least so many colours in its
// middle and no single colour fills it.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "base/image.h"

namespace {

isotherm::Bytes read_whole(const char* path) {
  isotherm::Bytes bytes;
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return bytes;
  uint8_t piece[65536];
  size_t count = 0;
  while ((count = std::fread(piece, 1, sizeof piece, file)) > 0)
    bytes.insert(bytes.end(), piece, piece + count);
  std::fclose(file);
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto decoded = isotherm::decode_image(read_whole(argv[1]));
  if (!decoded.ok()) {
    std::printf("%s: %s\n", argv[1], decoded.error().to_string().c_str());
    return 1;
  }
  const auto& image = decoded.value();
  std::map<uint32_t, size_t> colors;
  for (int y = 0; y < image.height; ++y) {
    for (int x = image.width / 3; x < image.width; ++x) {
      const auto c = image.at(x, y);
      ++colors[static_cast<uint32_t>(c.r) << 16 | static_cast<uint32_t>(c.g) << 8 | c.b];
    }
  }
  size_t commonest = 0, pixels = 0;
  for (const auto& [color, count] : colors) {
    commonest = std::max(commonest, count);
    pixels += count;
  }
  std::printf("%s: %d x %d px, %zu colours, the commonest fills %.1f %%\n", argv[1], image.width,
              image.height, colors.size(),
              100.0 * static_cast<double>(commonest) / static_cast<double>(std::max<size_t>(1, pixels)));
  const bool is_blank =
      colors.size() < static_cast<size_t>(std::atoi(argv[2])) || commonest * 1000 > pixels * 995;
  return is_blank ? 1 : 0;
}
