// The C API, part 2: bytes in (recordings, screenshots) and out (PNG).
#include <emscripten.h>

#include "instance.h"

namespace isotherm::web {

extern "C" {

// `total_bytes` < 0: unknown.
EMSCRIPTEN_KEEPALIVE Code isotherm_begin_recording(const char* name, double total_bytes) {
  return with_viewer([&](Viewer& viewer) {
    const auto total = total_bytes >= 0 ? std::optional(static_cast<uint64_t>(total_bytes)) : std::nullopt;
    viewer.app().begin_recording(name, total);
  });
}

EMSCRIPTEN_KEEPALIVE Code isotherm_push_recording(const uint8_t* bytes, size_t size) {
  return with_viewer([&](Viewer& viewer) { viewer.app().push_recording(ByteSpan(bytes, size)); });
}

EMSCRIPTEN_KEEPALIVE Code isotherm_finish_recording() {
  return with_viewer([](Viewer& viewer) { viewer.app().finish_recording(); });
}

// The transfer failed; `message` is one sentence for the user.
EMSCRIPTEN_KEEPALIVE Code isotherm_fail_loading(const char* message) {
  return with_viewer([&](Viewer& viewer) { viewer.app().fail_loading(make_error(ErrorCode::io, message)); });
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
