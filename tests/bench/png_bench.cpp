// PNG writing beside stb_image_write's own compressor, on one image.
//   png_bench IMAGE...
#include <cstdio>
#include <fstream>
#include <iterator>

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

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const isotherm::Bytes bytes{std::istreambuf_iterator<char>(file), {}};
    const auto image = isotherm::decode_image(bytes);
    if (!image.ok()) {
      std::fprintf(stderr, "png_bench: %s: %s\n", argv[i], image.error().to_string().c_str());
      return 1;
    }
    size_t ours = 0, stb = 0;
    const std::string title =
        std::string(argv[i]) + " " + std::to_string(image->width) + " x " + std::to_string(image->height);
    isotherm::bench::compare(
        title,
        {{"encode_png (libdeflate 1, Up filter)", [&] { ours = isotherm::encode_png(*image)->size(); }},
         {"stb_image_write as it comes",
          [&] {
            int size = 0;
            unsigned char* png =
                stbi_write_png_to_mem(image->pixels.data(), static_cast<int>(image->stride()), image->width,
                                      image->height, image->channels, &size);
            stb = static_cast<size_t>(size);
            STBIW_FREE(png);
          }}},
        5);
    std::printf("  bytes: %zu against %zu (x %.2f)\n", ours, stb,
                static_cast<double>(ours) / static_cast<double>(stb));
  }
  return 0;
}
