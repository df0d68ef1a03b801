// Decoding a recording to columns beside zstd alone on the same frames: decode_bench FILE.ist
#include <zstd.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "side_by_side.h"
#include "stream/reader.h"

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: decode_bench FILE.ist\n");
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const isotherm::Bytes bytes{std::istreambuf_iterator<char>(file), {}};
  isotherm::MemorySource source(bytes);
  const auto reader = isotherm::Reader::open(source);
  if (!reader.ok()) {
    std::fprintf(stderr, "decode_bench: %s\n", reader.error().to_string().c_str());
    return 1;
  }
  const auto decode_all = [&] {
    for (size_t i = 0; i < reader->blocks().size(); ++i) {
      if (!reader->read_block(i).ok()) std::abort();
    }
  };
  // The zstd frames of the block payloads, found by walking the file; skippable frames are passed over.
  std::vector<std::pair<size_t, size_t>> frames;
  for (size_t at = 0; at + 8 <= bytes.size();) {
    const size_t size = ZSTD_findFrameCompressedSize(bytes.data() + at, bytes.size() - at);
    if (ZSTD_isError(size)) break;
    if (!ZSTD_isSkippableFrame(bytes.data() + at, bytes.size() - at)) frames.push_back({at, size});
    at += size;
  }
  ZSTD_DCtx* context = ZSTD_createDCtx();
  isotherm::Bytes out(16u << 20);
  size_t raw = 0;
  const auto zstd_only = [&] {
    raw = 0;
    for (const auto& [at, size] : frames) {
      const size_t written = ZSTD_decompressDCtx(context, out.data(), out.size(), bytes.data() + at, size);
      if (ZSTD_isError(written)) std::abort();
      raw += written;
    }
  };
  const auto medians = isotherm::bench::compare(
      argv[1], {{"Reader::read_block, all blocks", decode_all}, {"zstd alone on the same frames", zstd_only}},
      9);
  const double events = static_cast<double>(reader->event_count());
  std::printf("  %.0f events, %zu bytes (%.3f a event without pictures), %zu raw\n", events, bytes.size(),
              static_cast<double>(bytes.size() - reader->attachment_bytes()) / events, raw);
  std::printf("  %.1f M events/s, zstd alone %.1f M events/s, ratio %.2f\n", events / medians[0] / 1000,
              events / medians[1] / 1000, medians[1] / medians[0]);
  ZSTD_freeDCtx(context);
  return 0;
}
