// The C API, part 1: the viewer's life, its frames, and what it says about itself.
#include <emscripten.h>
#include <malloc.h>

#include "instance.h"
#include "state_json.h"

namespace isotherm::web {

namespace {

double now_ms() {
  return emscripten_get_now();
}

}  // namespace

extern "C" {

// Needs a current WebGL2 context, unless frames are drawn in memory. `heat_choice`: a HeatChoice.
EMSCRIPTEN_KEEPALIVE Code isotherm_create(int heat_choice, bool in_memory) {
  if (heat_choice < 0 || heat_choice > static_cast<int>(HeatChoice::cpu))
    return answer(
        make_error(ErrorCode::invalid_argument, "There is no such choice of where to draw the heat"));
  instance().options.heat = static_cast<HeatChoice>(heat_choice);
  instance().options.surface = in_memory ? Surface::memory : Surface::gl;
  auto viewer = Viewer::create(instance().options);
  if (!viewer.ok()) return answer(viewer.error());
  instance().viewer.emplace(std::move(viewer).value());
  return kOk;
}

EMSCRIPTEN_KEEPALIVE void isotherm_destroy() {
  instance().viewer.reset();
}

// Draws one frame; sizes as in FrameInput.
EMSCRIPTEN_KEEPALIVE Code isotherm_frame(double elapsed_ms, int css_width, int css_height, int device_width,
                                         int device_height) {
  return with_viewer([&](Viewer& viewer) {
    FrameInput input;
    input.elapsed_ms = elapsed_ms;
    input.window_px = {css_width, css_height};
    input.framebuffer_px = {device_width, device_height};
    input.now_ms = now_ms;
    viewer.frame(input);
    instance().frames += 1;
    instance().needs_frame = viewer.needs_frame();
  });
}

// RGBA of the frame that was drawn in memory, rows from the top; until the next frame. nullptr: it has not
// changed since the last call, and is not asked for `anyway`.
EMSCRIPTEN_KEEPALIVE const uint8_t* isotherm_take_pixels(bool anyway) {
  auto& self = instance();
  if (!self.viewer || !(self.viewer->take_new_pixels() || anyway)) return nullptr;
  return self.viewer->pixels().pixels.data();
}

EMSCRIPTEN_KEEPALIVE bool isotherm_needs_frame() {
  auto& self = instance();
  self.needs_frame = self.viewer && self.viewer->needs_frame();
  return self.needs_frame;
}

EMSCRIPTEN_KEEPALIVE Code isotherm_restore_context() {
  Code code = kOk;
  if (Viewer* viewer = viewer_or(code)) code = answer(viewer->restore_context(instance().options));
  return code;
}

// The text of the last error, UTF-8; valid until the next call.
EMSCRIPTEN_KEEPALIVE const char* isotherm_message() {
  return instance().message.c_str();
}

// JSON, UTF-8; valid until the next call that answers a text. "{}" without a viewer.
EMSCRIPTEN_KEEPALIVE const char* isotherm_state() {
  auto& self = instance();
  self.text = self.viewer ? state_json(self, *self.viewer) : "{}";
  return self.text.c_str();
}

// What the last change cost: as isotherm_state().
EMSCRIPTEN_KEEPALIVE const char* isotherm_cost() {
  auto& self = instance();
  self.text = self.viewer ? cost_json(self.viewer->cost()) : "{}";
  return self.text.c_str();
}

// Bytes of the memory that something lies in; the memory itself never shrinks.
EMSCRIPTEN_KEEPALIVE double isotherm_used_memory() {
  return static_cast<double>(mallinfo().uordblks);
}

// AppState::revision, to learn cheaply whether isotherm_state would say something new.
EMSCRIPTEN_KEEPALIVE double isotherm_revision() {
  auto& self = instance();
  return self.viewer ? static_cast<double>(self.viewer->app().state().revision) : 0;
}

// LoadState::Phase: 0 empty, 1 loading, 2 ready, 3 failed.
EMSCRIPTEN_KEEPALIVE int isotherm_phase() {
  auto& self = instance();
  return self.viewer ? static_cast<int>(self.viewer->app().state().load.phase) : 0;
}

// 0 = no error is shown, else its code; the text is then isotherm_message's.
EMSCRIPTEN_KEEPALIVE Code isotherm_shown_error() {
  auto& self = instance();
  if (!self.viewer || !self.viewer->app().state().error) return kOk;
  return answer(*self.viewer->app().state().error);
}

// 0 = no request, 1 = save the picture, 2 = save it with its caption.
EMSCRIPTEN_KEEPALIVE int isotherm_take_save_request() {
  bool with_caption = false;
  auto& self = instance();
  if (!self.viewer || !self.viewer->take_save_request(with_caption)) return 0;
  return with_caption ? 2 : 1;
}

// The line that tells what was done, until the next command.
EMSCRIPTEN_KEEPALIVE Code isotherm_show_notice(const char* text) {
  return with_viewer([&](Viewer& viewer) { viewer.show_notice(text); });
}

// Shows an error that this side met: a transfer that failed, a file that could not be read.
EMSCRIPTEN_KEEPALIVE Code isotherm_report(const char* message) {
  return with_viewer([&](Viewer& viewer) { viewer.app().report(make_error(ErrorCode::io, message)); });
}

EMSCRIPTEN_KEEPALIVE bool isotherm_take_open_request() {
  return instance().viewer && instance().viewer->take_open_request();
}

}  // extern "C"

}  // namespace isotherm::web
