// The C API, part 2: bytes in (recordings, screenshots) and out (PNG).
#include <emscripten.h>

#include <algorithm>

#include "instance.h"

namespace isotherm::web {

extern "C" {

// The load's number; 0 = there is no viewer.
EMSCRIPTEN_KEEPALIVE double isotherm_begin_recording(const char* name) {
  double load = 0;
  with_viewer([&](Viewer& viewer) { load = static_cast<double>(viewer.app().begin_recording(name)); });
  return load;
}

EMSCRIPTEN_KEEPALIVE Code isotherm_cancel_loading() {
  return with_viewer([](Viewer& viewer) { viewer.app().apply(command::CancelLoading{}); });
}

// `total` < 0: unknown.
EMSCRIPTEN_KEEPALIVE Code isotherm_tell_progress(double load, double received, double decoded, double total) {
  return with_viewer([&](Viewer& viewer) {
    LoadProgress progress{static_cast<uint64_t>(received), static_cast<uint64_t>(decoded), std::nullopt};
    if (total >= 0) progress.total_bytes = static_cast<uint64_t>(total);
    viewer.app().deliver(static_cast<uint64_t>(load), progress);
  });
}

// The transfer failed; `message` is one sentence for the user, `code` as calls answer it.
EMSCRIPTEN_KEEPALIVE Code isotherm_fail_loading(double load, Code code, const char* message) {
  return with_viewer([&](Viewer& viewer) {
    const auto error_code = code > kOk && code <= 1 + static_cast<Code>(ErrorCode::graphics)
                                ? static_cast<ErrorCode>(code - 1)
                                : ErrorCode::io;
    viewer.app().deliver(static_cast<uint64_t>(load), make_error(error_code, message));
  });
}

// A parcel from the decoder: its header first, then the caller fills the columns, in pieces as it likes.
EMSCRIPTEN_KEEPALIVE Code isotherm_begin_parcel(const uint8_t* header, size_t size) {
  auto& self = instance();
  self.parcel.reset();
  auto parcel = Parcel::unpack({header, size});
  if (!parcel.ok()) return answer(parcel.error());
  self.parcel.emplace(std::move(parcel).value());
  self.columns = self.parcel->columns();
  return kOk;
}
EMSCRIPTEN_KEEPALIVE uint8_t* isotherm_parcel_column(size_t index) {
  auto& columns = instance().columns;
  return index < columns.size() ? columns[index].data() : nullptr;
}
// 0: there is no such column.
EMSCRIPTEN_KEEPALIVE size_t isotherm_parcel_column_size(size_t index) {
  auto& columns = instance().columns;
  return index < columns.size() ? columns[index].size() : 0;
}
EMSCRIPTEN_KEEPALIVE Code isotherm_deliver_parcel(double load) {
  return with_viewer([&](Viewer& viewer) {
    auto& self = instance();
    if (!self.parcel) return;
    viewer.app().deliver(static_cast<uint64_t>(load), self.parcel->take());
    self.parcel.reset();
    self.columns.clear();
  });
}
EMSCRIPTEN_KEEPALIVE void isotherm_drop_parcel() {
  instance().parcel.reset();
  instance().columns.clear();
}

// What a decoder should read next: of which load; the number that changes with it; the blocks.
EMSCRIPTEN_KEEPALIVE double isotherm_wish_load() {
  auto& viewer = instance().viewer;
  return viewer ? static_cast<double>(viewer->app().block_wishes().load) : 0;
}
EMSCRIPTEN_KEEPALIVE double isotherm_wish_revision() {
  auto& viewer = instance().viewer;
  return viewer ? static_cast<double>(viewer->app().block_wishes().revision) : 0;
}
EMSCRIPTEN_KEEPALIVE const uint32_t* isotherm_wish_blocks() {
  auto& viewer = instance().viewer;
  return viewer ? viewer->app().block_wishes().blocks.data() : nullptr;
}
EMSCRIPTEN_KEEPALIVE size_t isotherm_wish_count() {
  auto& viewer = instance().viewer;
  return viewer ? viewer->app().block_wishes().blocks.size() : 0;
}

// The ticket of the next picture to decode, or 0. The rest of it is valid until the next call.
EMSCRIPTEN_KEEPALIVE double isotherm_next_image_wish() {
  auto& self = instance();
  if (!self.viewer) return 0;
  if (self.image_wishes.empty()) {
    self.image_wishes = self.viewer->app().take_image_wishes();
    std::reverse(self.image_wishes.begin(), self.image_wishes.end());
  }
  if (self.image_wishes.empty()) return 0;
  self.image_wish = std::move(self.image_wishes.back());
  self.image_wishes.pop_back();
  return static_cast<double>(self.image_wish.ticket);
}
// -1: the bytes are isotherm_image_wish_bytes().
EMSCRIPTEN_KEEPALIVE int isotherm_image_wish_screenshot() {
  const auto& screenshot = instance().image_wish.screenshot;
  return screenshot ? static_cast<int>(*screenshot) : -1;
}
EMSCRIPTEN_KEEPALIVE const uint8_t* isotherm_image_wish_bytes() {
  return instance().image_wish.encoded.data();
}
EMSCRIPTEN_KEEPALIVE size_t isotherm_image_wish_size() {
  return instance().image_wish.encoded.size();
}

// 1: something of the load is still wanted; 0: its decoder can go.
EMSCRIPTEN_KEEPALIVE int isotherm_needs_load(double load) {
  auto& self = instance();
  if (!self.viewer) return 0;
  return self.viewer->app().wants(static_cast<uint64_t>(load)) ? 1 : 0;
}

// Something is loading or wished for and has not come.
EMSCRIPTEN_KEEPALIVE bool isotherm_is_waiting() {
  auto& viewer = instance().viewer;
  return viewer && viewer->app().is_waiting();
}

// `css_width` 0: the width of the page. Copies the bytes.
EMSCRIPTEN_KEEPALIVE Code isotherm_set_screenshot(const char* name, const uint8_t* bytes, size_t size,
                                                  uint32_t css_width) {
  return with_viewer(
      [&](Viewer& viewer) { viewer.app().set_screenshot(name, Bytes(bytes, bytes + size), css_width); });
}

// Makes the PNG of the current picture; isotherm_png and isotherm_png_size give it, until isotherm_free_png.
EMSCRIPTEN_KEEPALIVE Code isotherm_export_png(bool with_caption) {
  Code code = kOk;
  Viewer* viewer = viewer_or(code);
  if (!viewer) return code;
  auto png = viewer->export_png(with_caption);
  if (!png.ok()) return answer(png.error());
  instance().png = std::move(png).value();
  return kOk;
}

// What to call the exported picture: "shop-clicks.png". Valid until the next call that answers a text.
EMSCRIPTEN_KEEPALIVE const char* isotherm_export_name() {
  auto& self = instance();
  self.text = self.viewer ? self.viewer->export_name() : "";
  return self.text.c_str();
}

EMSCRIPTEN_KEEPALIVE const uint8_t* isotherm_png() {
  return instance().png.data();
}
EMSCRIPTEN_KEEPALIVE size_t isotherm_png_size() {
  return instance().png.size();
}
EMSCRIPTEN_KEEPALIVE void isotherm_free_png() {
  instance().png = Bytes();
}

}  // extern "C"

}  // namespace isotherm::web
