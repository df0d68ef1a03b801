// decode_bench for the browser: decode_browser_bench.mjs calls these.
#include <optional>

#include "block_frames.h"
#include "stream/reader.h"

namespace {

using namespace isotherm;

std::optional<MemorySource> source;
std::optional<Reader> reader;
std::vector<ByteSpan> frames;
EventBlock block;
Bytes raw(16u << 20);
ZSTD_DCtx* const context = ZSTD_createDCtx();

}  // namespace

extern "C" {

// Returns the number of events, or 0 for bytes that are no recording. They must stay where they are.
double bench_open(const uint8_t* bytes, size_t size) {
  source.emplace(ByteSpan(bytes, size));
  auto opened = Reader::open(*source);
  if (!opened.ok()) return 0;
  reader.emplace(std::move(opened).value());
  frames = bench::block_frames(ByteSpan(bytes, size));
  return static_cast<double>(reader->event_count());
}

// All blocks to columns with every check, into memory that is used again. Returns the number of events.
double bench_decode() {
  size_t events = 0;
  for (size_t index = 0; index < reader->blocks().size(); ++index) {
    if (!reader->read_block(index, block).ok()) return 0;
    events += block.size();
  }
  return static_cast<double>(events);
}

// zstd alone on the same frames. Returns the bytes that come out.
double bench_zstd() {
  size_t total = 0;
  for (const ByteSpan frame : frames) {
    const size_t written = ZSTD_decompressDCtx(context, raw.data(), raw.size(), frame.data(), frame.size());
    if (ZSTD_isError(written)) return 0;
    total += written;
  }
  return static_cast<double>(total);
}

}  // extern "C"
