#include "unit/app/recordings.h"

#include "base/png.h"

namespace isotherm {
namespace {

template <typename T>
T must(Result<T> result) {
  if (!result.ok()) ADD_FAILURE() << result.error().to_string();
  return std::move(result).value();
}

void add_view(Writer& writer, TestRecording& recording, uint32_t page, uint32_t session, uint32_t width,
              int64_t document_width) {
  const auto index = static_cast<int64_t>(recording.page_views.size());
  const PageView view{.session = session,
                      .page = page,
                      .start_ms = TestRecording::kStartMs + index * 60'000,
                      .duration_ms = 30'000,
                      .viewport_width = width,
                      .viewport_height = 700,
                      .document_width = static_cast<uint32_t>(document_width),
                      .document_height = 3000,
                      .device_pixel_ratio_x1000 = 1000};
  must(writer.add_page_view(view));
  recording.page_views.push_back(view);
}

void add_clicks(Writer& writer, TestRecording& recording, uint32_t page_view, uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t mixed = (page_view * 7919u + i * 104729u) % 1'000'003u;
    const ClickAt click{page_view, static_cast<double>(mixed % 320), static_cast<double>(mixed % 2777)};
    const Event event{.t_ms = static_cast<int32_t>(i * 100),
                      .x = units_from_px(click.x),
                      .y = units_from_px(click.y),
                      .tag = make_tag(EventKind::click),
                      .target = 0};
    EXPECT_TRUE(writer.add_event(page_view, event).ok());
    recording.clicks.push_back(click);
  }
}

}  // namespace

Bytes png_of(int width, int height, Rgba color) {
  Image image(width, height, 3);
  for (size_t i = 0; i < image.pixels.size(); i += 3) {
    image.pixels[i] = color.r;
    image.pixels[i + 1] = color.g;
    image.pixels[i + 2] = color.b;
  }
  return must(encode_png(image));
}

TestRecording make_recording(const TestOptions& options) {
  TestRecording recording;
  MemorySink sink;
  WriterOptions writer_options;
  writer_options.events_per_block = options.events_per_block;
  Writer writer(sink, writer_options);
  must(writer.add_page({.url = "https://shop.example/few", .title = "Few"}));
  must(writer.add_page({.url = "https://shop.example/many", .title = "Many"}));
  for (const char* id : {"a", "b", "c", "d", "e"})
    must(writer.add_session({.id = id, .tags = {}}));
  add_view(writer, recording, TestRecording::kFew, 0, 1000, options.document_width);
  for (const uint32_t session : {0u, 1u, 2u, 3u}) {
    add_view(writer, recording, TestRecording::kMany, session, 1000, options.document_width);
  }
  add_view(writer, recording, TestRecording::kMany, 4, 390, 390);
  for (uint32_t view = 0; view < recording.page_views.size(); ++view) {
    add_clicks(writer, recording, view, options.clicks_per_view);
  }
  if (options.has_screenshot) {
    EXPECT_TRUE(writer.add_screenshot(TestRecording::kMany, 1000, 3000, png_of(100, 300, {10, 20, 30})).ok());
  }
  EXPECT_TRUE(writer.finish().ok());
  recording.bytes = sink.take();
  return recording;
}

void StreamFeed::push(ByteSpan piece) {
  decoder_.push(piece);
  while (step()) {
  }
}

void StreamFeed::finish() {
  decoder_.finish();
  while (step()) {
  }
}

bool StreamFeed::step() {
  auto delivery = decoder_.next();
  if (!delivery) return false;
  app_.deliver(load_, std::move(*delivery));
  return true;
}

WishFeed::WishFeed(App& app, const char* name, ByteSpan bytes)
    : app_(app), load_(app.begin_recording(name)), source_(bytes), decoder_(source_) {
  const Status opened = decoder_.open({});
  if (!opened.ok()) app.deliver(load_, opened.error());
}

bool WishFeed::step(int most) {
  const auto wishes = app_.block_wishes();
  if (wishes.load == load_ && wishes.revision != told_revision_) {
    told_revision_ = wishes.revision;
    decoder_.wish({wishes.blocks.begin(), wishes.blocks.end()});
  }
  for (auto& wish : app_.take_image_wishes())
    decoder_.wish(std::move(wish));
  bool has_moved = false;
  for (; most > 0; --most) {
    auto delivery = decoder_.next();
    if (!delivery) break;
    app_.deliver(load_, std::move(*delivery));
    has_moved = true;
  }
  return has_moved;
}

void finish_work(App& app) {
  for (int i = 0; i < 100'000; ++i) {
    const bool has_work = app.tick(50, fake_clock::read);
    const auto wishes = app.take_image_wishes();
    for (const auto& wish : wishes)
      app.deliver(app.block_wishes().load, decode(wish));
    if (!has_work && wishes.empty()) return;
  }
  ADD_FAILURE() << "the app never comes to rest";
}

void load(App& app, ByteSpan bytes, size_t piece_bytes, const char* name) {
  StreamFeed feed(app, name);
  for (size_t at = 0; at < bytes.size(); at += piece_bytes) {
    feed.push(bytes.subspan(at, std::min(piece_bytes, bytes.size() - at)));
    app.tick(50, fake_clock::read);
  }
  feed.finish();
  finish_work(app);
}

App make_app(const TestRecording& recording, PixelSize view_px, double pixel_ratio) {
  App app;
  app.resize(view_px, pixel_ratio);
  load(app, recording.bytes);
  EXPECT_EQ(app.state().load.phase, LoadState::Phase::ready);
  return app;
}

}  // namespace isotherm
