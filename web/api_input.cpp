// The C API, part 4: input events into ImGui's queue. Positions in CSS px from the canvas's top left.
#include <emscripten.h>

#include <cfloat>

#include "imgui.h"
#include "instance.h"
#include "key_names.h"

namespace isotherm::web {

namespace {

constexpr int kShift = 1, kControl = 2, kAlt = 4, kMeta = 8;

bool has_gui() {
  return instance().viewer && ImGui::GetCurrentContext();
}

void set_modifiers(int modifiers) {
  auto& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Shift, (modifiers & kShift) != 0);
  io.AddKeyEvent(ImGuiMod_Ctrl, (modifiers & kControl) != 0);
  io.AddKeyEvent(ImGuiMod_Alt, (modifiers & kAlt) != 0);
  io.AddKeyEvent(ImGuiMod_Super, (modifiers & kMeta) != 0);
}

// DOM: 0 left, 1 middle, 2 right. ImGui: 0 left, 1 right, 2 middle.
int button_from_dom(int button) {
  return button == 1 ? 2 : button == 2 ? 1 : button;
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void isotherm_pointer_move(double x, double y, bool is_touch, int modifiers) {
  if (!has_gui()) return;
  auto& io = ImGui::GetIO();
  set_modifiers(modifiers);
  io.AddMouseSourceEvent(is_touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(static_cast<float>(x), static_cast<float>(y));
}

EMSCRIPTEN_KEEPALIVE void isotherm_pointer_leave() {
  if (has_gui()) ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
}

// The pointer at a place of the picture, in view px: reads it out as the mouse would.
EMSCRIPTEN_KEEPALIVE void isotherm_hover(double x, double y) {
  if (!has_gui()) return;
  auto& viewer = *instance().viewer;
  const Rect canvas = viewer.canvas_px();
  const auto window =
      (glm::dvec2(x, y) + glm::dvec2(canvas.x0, canvas.y0)) / viewer.app().state().pixel_ratio;
  isotherm_pointer_move(window.x, window.y, false, 0);
}

// `button` as in PointerEvent.button; buttons after the third are ignored.
EMSCRIPTEN_KEEPALIVE void isotherm_pointer_button(int button, bool is_down, int modifiers) {
  if (!has_gui() || button < 0 || button > 2) return;
  set_modifiers(modifiers);
  ImGui::GetIO().AddMouseButtonEvent(button_from_dom(button), is_down);
}

// In wheel notches; up and left are positive, as in ImGui.
EMSCRIPTEN_KEEPALIVE void isotherm_wheel(double x, double y, int modifiers) {
  if (!has_gui()) return;
  set_modifiers(modifiers);
  ImGui::GetIO().AddMouseWheelEvent(static_cast<float>(x), static_cast<float>(y));
}

// Two fingers whose middle moved by (dx, dy) to (x, y) and whose distance grew by `factor`.
EMSCRIPTEN_KEEPALIVE void isotherm_pinch(double x, double y, double dx, double dy, double factor) {
  if (!has_gui()) return;
  auto& viewer = *instance().viewer;
  const double ratio = viewer.app().state().pixel_ratio;
  const Rect canvas = viewer.canvas_px();
  viewer.app().apply(command::PanBy{glm::dvec2(dx, dy) * ratio});
  viewer.app().apply(command::ZoomAt{glm::dvec2(x, y) * ratio - glm::dvec2(canvas.x0, canvas.y0), factor});
}

// Modifiers alone: for what a gesture (a pinch arrives as Ctrl + wheel) pretended to hold down.
EMSCRIPTEN_KEEPALIVE void isotherm_modifiers(int modifiers) {
  if (has_gui()) set_modifiers(modifiers);
}

EMSCRIPTEN_KEEPALIVE void isotherm_key(const char* name, bool is_down, int modifiers) {
  if (!has_gui()) return;
  set_modifiers(modifiers);
  const ImGuiKey key = key_from_name(name);
  if (key != ImGuiKey_None) ImGui::GetIO().AddKeyEvent(key, is_down);
}

EMSCRIPTEN_KEEPALIVE void isotherm_text(const char* text) {
  if (has_gui()) ImGui::GetIO().AddInputCharactersUTF8(text);
}

// Releases every key and button when the canvas loses focus.
EMSCRIPTEN_KEEPALIVE void isotherm_focus(bool has_focus) {
  if (has_gui()) ImGui::GetIO().AddFocusEvent(has_focus);
}

// Bits: 1 = the panel wants the pointer, 2 = the keyboard, 4 = text.
EMSCRIPTEN_KEEPALIVE int isotherm_wants() {
  if (!has_gui()) return 0;
  const auto& io = ImGui::GetIO();
  return (io.WantCaptureMouse ? 1 : 0) | (io.WantCaptureKeyboard ? 2 : 0) | (io.WantTextInput ? 4 : 0);
}

// ImGuiMouseCursor of the last frame, -1 = none.
EMSCRIPTEN_KEEPALIVE int isotherm_cursor() {
  return has_gui() ? ImGui::GetMouseCursor() : 0;
}

}  // extern "C"

}  // namespace isotherm::web
