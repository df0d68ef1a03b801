// Writes a synthetic recording for benchmarks: make_synthetic EVENTS OUT.ist [PAGE_HEIGHT] [clicks|moves]
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "demo/synthetic.h"

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: make_synthetic EVENTS OUT.ist [PAGE_HEIGHT] [clicks|moves]\n");
    return 2;
  }
  isotherm::SyntheticOptions options;
  options.events = std::strtoull(argv[1], nullptr, 10);
  if (argc > 3) options.page_height = static_cast<uint32_t>(std::strtoul(argv[3], nullptr, 10));
  if (argc > 4 && std::string_view(argv[4]) == "moves") options.layer = isotherm::SyntheticLayer::moves;
  const auto bytes = isotherm::make_synthetic_recording(options);
  if (!bytes.ok()) {
    std::fprintf(stderr, "make_synthetic: %s\n", bytes.error().to_string().c_str());
    return 1;
  }
  std::FILE* file = std::fopen(argv[2], "wb");
  const bool is_written =
      file != nullptr && std::fwrite(bytes->data(), 1, bytes->size(), file) == bytes->size();
  if (file == nullptr || std::fclose(file) != 0 || !is_written) {
    std::fprintf(stderr, "make_synthetic: cannot write %s\n", argv[2]);
    return 1;
  }
  std::printf("%s: %llu events, %zu bytes\n", argv[2], static_cast<unsigned long long>(options.events),
              bytes->size());
  return 0;
}
