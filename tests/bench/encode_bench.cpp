// Writing a recording at each level beside zstd alone compressing the same columns: encode_bench FILE.ist
#include <zstd.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "block_frames.h"
#include "side_by_side.h"
#include "stream/reader.h"
#include "stream/writer.h"

namespace {

using namespace isotherm;

// The events and tables of a recording without its pictures.
struct Events {
  Catalog catalog;
  std::vector<EventBlock> blocks;
  uint64_t count = 0;
};

Events events_of(ByteSpan bytes) {
  MemorySource source(bytes);
  const auto reader = Reader::open(source);
  if (!reader.ok()) {
    std::fprintf(stderr, "encode_bench: %s\n", reader.error().to_string().c_str());
    std::exit(1);
  }
  Events events{reader->catalog(), {}, reader->event_count()};
  for (size_t i = 0; i < reader->blocks().size(); ++i) {
    auto block = reader->read_block(i);
    if (!block.ok()) std::abort();
    events.blocks.push_back(std::move(*block));
  }
  return events;
}

template <typename T>
void require(const Result<T>& result) {
  if (!result.ok()) std::abort();
}

Bytes written(const Events& events, int level) {
  MemorySink sink;
  WriterOptions options;
  options.zstd_level = level;
  Writer writer(sink, options);
  for (const Page& page : events.catalog.pages)
    require(writer.add_page(page));
  for (const Session& session : events.catalog.sessions)
    require(writer.add_session(session));
  for (const PageView& view : events.catalog.page_views)
    require(writer.add_page_view(view));
  for (const EventBlock& block : events.blocks) {
    size_t index = 0;
    for (const Run& run : block.runs) {
      for (uint32_t i = 0; i < run.count; ++i)
        require(writer.add_event(run.page_view, block.event(index++)));
    }
  }
  require(writer.finish());
  return sink.take();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: encode_bench FILE.ist\n");
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const Bytes bytes{std::istreambuf_iterator<char>(file), {}};
  const Events events = events_of(bytes);
  ZSTD_CCtx* context = ZSTD_createCCtx();
  for (const int level : {3, 9, 19}) {
    const Bytes result = written(events, level);
    const std::vector<Bytes> groups = bench::raw_groups(result);
    Bytes out(16u << 20);
    const auto medians = bench::compare(std::string(argv[1]) + ", level " + std::to_string(level),
                                        {{"add all events, finish", [&] { written(events, level); }},
                                         {"zstd alone on the same columns",
                                          [&] {
                                            for (const Bytes& group : groups)
                                              ZSTD_compressCCtx(context, out.data(), out.size(), group.data(),
                                                                group.size(), level);
                                          }}},
                                        level == 19 ? 3 : 5, bench::cpu_time_ms);
    const double count = static_cast<double>(events.count);
    std::printf("  %zu bytes, %.3f a event, %.2f M events/s, zstd alone %.2f M events/s\n", result.size(),
                static_cast<double>(result.size()) / count, count / medians[0] / 1000,
                count / medians[1] / 1000);
  }
  ZSTD_freeCCtx(context);
  return 0;
}
