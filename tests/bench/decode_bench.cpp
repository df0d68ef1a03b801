// Decoding a recording to columns beside zstd alone on the same frames: decode_bench FILE.ist
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "block_frames.h"
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
  // Small files several times, so that a clock can tell.
  const uint64_t repeats = std::max<uint64_t>(1, 500'000 / std::max<uint64_t>(reader->event_count(), 1));
  isotherm::EventBlock block;
  const auto decode_all = [&] {
    for (uint64_t turn = 0; turn < repeats; ++turn) {
      for (size_t i = 0; i < reader->blocks().size(); ++i) {
        if (!reader->read_block(i, block).ok()) std::abort();
      }
    }
  };
  const auto decode_and_keep = [&] {
    for (uint64_t turn = 0; turn < repeats; ++turn) {
      std::vector<isotherm::EventBlock> blocks;
      for (size_t i = 0; i < reader->blocks().size(); ++i) {
        auto kept = reader->read_block(i);
        if (!kept.ok()) std::abort();
        blocks.push_back(std::move(*kept));
      }
    }
  };
  const std::vector<isotherm::ByteSpan> frames = isotherm::bench::block_frames(bytes);
  ZSTD_DCtx* context = ZSTD_createDCtx();
  isotherm::Bytes out(16u << 20);
  size_t raw = 0;
  const auto zstd_only = [&] {
    for (uint64_t turn = 0; turn < repeats; ++turn) {
      raw = 0;
      for (const isotherm::ByteSpan frame : frames) {
        const size_t written =
            ZSTD_decompressDCtx(context, out.data(), out.size(), frame.data(), frame.size());
        if (ZSTD_isError(written)) std::abort();
        raw += written;
      }
    }
  };
  const auto medians =
      isotherm::bench::compare(argv[1],
                               {{"all blocks to columns, memory used again", decode_all},
                                {"all blocks to columns of their own, all kept", decode_and_keep},
                                {"zstd alone on the same frames", zstd_only}},
                               9, isotherm::bench::cpu_time_ms);
  const double events = static_cast<double>(reader->event_count());
  const double decoded = events * static_cast<double>(repeats);
  std::printf("  %.0f events, %zu bytes (%.3f a event without pictures), %zu raw\n", events, bytes.size(),
              static_cast<double>(bytes.size() - reader->attachment_bytes()) / events, raw);
  std::printf("  %.1f M events/s (kept %.1f), zstd alone %.1f M events/s, ratio %.2f\n",
              decoded / medians[0] / 1000, decoded / medians[1] / 1000, decoded / medians[2] / 1000,
              medians[2] / medians[0]);
  ZSTD_freeDCtx(context);
  return 0;
}
