// PNG writing beside stb_image_write's own compressor, on one image.
//   png_bench IMAGE...
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <vector>

#include "base/png.h"
#include "side_by_side.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wextra"
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace {

// As exports come: strips of 1,024 rows.
std::vector<isotherm::Image> strips_of(const isotherm::Image& image) {
  constexpr int kStripRows = 1024;
  std::vector<isotherm::Image> strips;
  for (int y = 0; y < image.height; y += kStripRows) {
    isotherm::Image& strip =
        strips.emplace_back(image.width, std::min(kStripRows, image.height - y), image.channels);
    std::copy_n(image.row(y), strip.pixels.size(), strip.pixels.data());
  }
  return strips;
}

size_t write(const std::vector<isotherm::Image>& strips, isotherm::PixelSize size) {
  isotherm::PngWriter writer(size, strips.front().channels);
  size_t bytes = writer.begin().size();
  for (const isotherm::Image& strip : strips)
    bytes += writer.add(strip)->size();
  return bytes + writer.end()->size();
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const isotherm::Bytes bytes{std::istreambuf_iterator<char>(file), {}};
    const auto image = isotherm::decode_image(bytes);
    if (!image.ok()) {
      std::fprintf(stderr, "png_bench: %s: %s\n", argv[i], image.error().to_string().c_str());
      return 1;
    }
    const auto strips = strips_of(*image);
    size_t streamed = 0, ours = 0, stb = 0;
    const std::string title =
        std::string(argv[i]) + " " + std::to_string(image->width) + " x " + std::to_string(image->height);
    isotherm::bench::compare(
        title,
        {{"PngWriter, as exports are written",
          [&] {
            streamed = write(strips, {image->width, image->height});
          }},
         {"encode_png, stb_image_write with our hook", [&] { ours = isotherm::encode_png(*image)->size(); }},
         {"stb_image_write as it comes",
          [&] {
            int size = 0;
            unsigned char* png =
                stbi_write_png_to_mem(image->pixels.data(), static_cast<int>(image->stride()), image->width,
                                      image->height, image->channels, &size);
            stb = static_cast<size_t>(size);
            STBIW_FREE(png);
          }}},
        5, isotherm::bench::cpu_time_ms);
    const auto share = [&](size_t size) { return static_cast<double>(size) / static_cast<double>(stb); };
    std::printf("  bytes: %zu (x %.3f), %zu (x %.3f), %zu\n", streamed, share(streamed), ours, share(ours),
                stb);
  }
  return 0;
}
