#include "viewer/gui.h"

#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>

#include "ui/style.h"

namespace isotherm {

Gui::Gui() {
  ImGui::CreateContext();
  auto& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // windows are laid out anew each frame; nothing is worth a file
  io.LogFilename = nullptr;
  io.ConfigInputTextCursorBlink = false;  // blinking would need frames while nothing happens
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  ui::apply_style();
}

Gui::~Gui() {
  if (has_backend_) ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
}

Status Gui::start_backend(const char* glsl_version) {
  if (!ImGui_ImplOpenGL3_Init(glsl_version)) {
    return make_error(ErrorCode::graphics,
                      "The panel cannot be drawn: this OpenGL context is too old (3.3 or ES 3.0 is needed)");
  }
  has_backend_ = true;
  return success();
}

void Gui::stop_backend() {
  if (has_backend_) ImGui_ImplOpenGL3_Shutdown();
  has_backend_ = false;
  ImGui::GetIO().Fonts->SetTexID(nullptr);
}

void Gui::set_pixel_ratio(double ratio) {
  if (ratio == pixel_ratio_) return;
  pixel_ratio_ = ratio;
  ui::load_fonts(ratio);
  if (has_backend_) {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
  } else {
    unsigned char* coverage = nullptr;
    ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&coverage, &atlas_.width, &atlas_.height);
    atlas_.coverage = coverage;
  }
}

void Gui::begin_frame(const FrameInput& input) {
  auto& io = ImGui::GetIO();
  const double width = std::max(1, input.window_px.width);
  const double ratio = std::clamp(input.framebuffer_px.width / width, 0.25, 8.0);
  if (has_backend_) ImGui_ImplOpenGL3_NewFrame();
  // Steps of 1/8: a window between two screens must not rebuild the fonts each frame.
  set_pixel_ratio(std::max(1.0, std::round(ratio * 8) / 8));
  io.DisplaySize = {static_cast<float>(input.window_px.width), static_cast<float>(input.window_px.height)};
  io.DisplayFramebufferScale = {static_cast<float>(ratio), static_cast<float>(ratio)};
  io.DeltaTime = static_cast<float>(std::clamp(input.elapsed_ms / 1000, 1e-4, 0.25));
  ImGui::NewFrame();
}

void Gui::end_frame() {
  ImGui::Render();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

const ImDrawData& Gui::take_frame() {
  ImGui::Render();
  return *ImGui::GetDrawData();
}

}  // namespace isotherm
