#pragma once
// Small recordings as bytes, made with the Writer.
#include <gtest/gtest.h>

#include <vector>

#include "app/app.h"
#include "intake/stream_decoder.h"
#include "intake/wish_decoder.h"
#include "stream/writer.h"

namespace isotherm {

struct ClickAt {
  uint32_t page_view = 0;
  double x = 0, y = 0;  // page CSS px
};

// Two pages. "/few" has one page view, "/many" has four desktop views and one mobile one. Clicks lie on a
// fixed pattern, all within 1000 x 3000 px.
struct TestRecording {
  static constexpr uint32_t kFew = 0, kMany = 1;
  static constexpr int64_t kStartMs = 1'750'000'000'000;
  std::vector<PageView> page_views;
  std::vector<ClickAt> clicks;
  Bytes bytes;
};

struct TestOptions {
  uint32_t clicks_per_view = 40;
  uint32_t events_per_block = 16;
  int64_t document_width = 1000;
  bool has_screenshot = false;  // of page kMany, 1000 x 3000 CSS px, 100 x 300 px large
};
TestRecording make_recording(const TestOptions& options = {});

// A one-colour PNG.
Bytes png_of(int width, int height, Rgba color);

// A clock that moves on by `step` at each look.
namespace fake_clock {
inline double now = 0, step = 1;
inline double read() {
  return now += step;
}
}  // namespace fake_clock

// A decoder on the app's own thread, for a file that comes in order.
class StreamFeed {
 public:
  StreamFeed(App& app, const char* name) : app_(app), load_(app.begin_recording(name)) {}
  // Hands over all that can be decoded.
  void push(ByteSpan piece);
  void finish();
  // Hands over the next delivery of what has been given to decoder().
  bool step();
  StreamDecoder& decoder() { return decoder_; }
  uint64_t load() const { return load_; }

 private:
  App& app_;
  uint64_t load_;
  StreamDecoder decoder_;
};

// ... for a file that is read in places.
class WishFeed {
 public:
  WishFeed(App& app, const char* name, ByteSpan bytes);
  // Answers the wishes; false = there is nothing to do. `most` deliveries at a time.
  bool step(int most = 1'000'000);
  uint64_t load() const { return load_; }

 private:
  App& app_;
  uint64_t load_;
  MemorySource source_;
  WishDecoder decoder_;
  uint64_t told_revision_ = 0;
};

// Pushes in pieces and ticks until nothing is left to do.
void load(App& app, ByteSpan bytes, size_t piece_bytes = 512, const char* name = "test.ist");
void finish_work(App& app);

// An app with a window and the recording loaded.
App make_app(const TestRecording& recording, PixelSize view_px = {800, 600}, double pixel_ratio = 1);

inline PictureSettings with_page(const App& app, uint32_t page) {
  auto settings = app.state().settings;
  settings.page = page;
  return settings;
}

}  // namespace isotherm
