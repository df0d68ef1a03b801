#include "unit/demo/read_recording.h"

#include <algorithm>
#include <tuple>

#include "base/hash.h"
#include "demo/demo_recording.h"

namespace isotherm {

namespace {

auto order_of(const DemoEvent& event) {
  const bool is_scroll = event.kind() == EventKind::scroll;
  return std::tuple(event.page_view, event.event.t_ms, is_scroll ? 0 : 1);
}

}  // namespace

ReadRecording read_recording(const Bytes& file) {
  ReadRecording recording;
  MemorySource source(file);
  Result<Reader> reader = Reader::open(source);
  EXPECT_TRUE(reader.ok()) << reader.error().to_string();
  if (!reader.ok()) return recording;
  EXPECT_TRUE(reader->warnings().empty());
  recording.catalog = reader->catalog();
  recording.screenshots.assign(reader->screenshots().begin(), reader->screenshots().end());
  for (size_t i = 0; i < reader->blocks().size(); ++i) {
    const Result<EventBlock> block = reader->read_block(i);
    EXPECT_TRUE(block.ok()) << block.error().to_string();
    if (!block.ok()) continue;
    size_t next = 0;
    for (const Run& run : block.value().runs)
      for (uint32_t k = 0; k < run.count; ++k)
        recording.events.push_back({run.page_view, block.value().event(next++)});
  }
  std::stable_sort(recording.events.begin(), recording.events.end(),
                   [](const DemoEvent& a, const DemoEvent& b) { return order_of(a) < order_of(b); });
  return recording;
}

const Bytes& demo_file() {
  static const Bytes file = [] {
    Result<Bytes> made = make_demo_recording({});
    EXPECT_TRUE(made.ok());
    return made.ok() ? std::move(made).value() : Bytes{};
  }();
  return file;
}

const ReadRecording& demo() {
  static const ReadRecording recording = read_recording(demo_file());
  return recording;
}

uint32_t page_index(const Catalog& catalog, std::string_view url) {
  for (uint32_t i = 0; i < catalog.pages.size(); ++i)
    if (catalog.pages[i].url == url) return i;
  ADD_FAILURE() << "no page " << url;
  return 0;
}

uint64_t checksum(const ReadRecording& recording) {
  ByteWriter bytes;
  for (const PageView& view : recording.catalog.page_views) {
    bytes.u32(view.session);
    bytes.u32(view.page);
    bytes.i64(view.start_ms);
    bytes.u32(view.duration_ms);
    bytes.u32(view.viewport_width);
    bytes.u32(view.viewport_height);
    bytes.u32(view.document_height);
  }
  for (const DemoEvent& event : recording.events) {
    bytes.u32(event.page_view);
    bytes.i32(event.event.t_ms);
    bytes.i32(event.event.x);
    bytes.i32(event.event.y);
    bytes.u8(event.event.tag);
    bytes.u32(event.event.target);
  }
  return xxh64(bytes.bytes());
}

}  // namespace isotherm
