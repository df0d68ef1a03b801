#pragma once
// The viewer without a window: frames into a texture, input as a shell would feed it.
#include <gtest/gtest.h>

#include <imgui.h>

#include <chrono>

#include "gl/framebuffer.h"
#include "gl/state.h"
#include "headless_gl/headless_gl.h"
#include "viewer/viewer.h"

namespace isotherm {

template <typename T>
T must(Result<T> result) {
  if (!result.ok()) ADD_FAILURE() << result.error().to_string();
  return std::move(result).value();
}

class ViewerDriver {
 public:
  explicit ViewerDriver(PixelSize window_px = {1200, 800}, int pixel_ratio = 1,
                        const ViewerOptions& with = options())
      : gl_(must(HeadlessGl::create())),
        window_px_(window_px),
        framebuffer_px_{window_px.width * pixel_ratio, window_px.height * pixel_ratio},
        framebuffer_(must(gl::Framebuffer::create(framebuffer_px_))),
        binding_(framebuffer_),
        viewer_(must(Viewer::create(with))) {
    frame();
  }

  static ViewerOptions options() { return {.glsl_version = "#version 330 core", .heat = HeatChoice::gpu}; }
  Viewer& viewer() { return viewer_; }
  App& app() { return viewer_.app(); }
  const AppState& state() { return viewer_.app().state(); }

  void frame(double elapsed_ms = 16) {
    viewer_.frame({.elapsed_ms = elapsed_ms,
                   .window_px = window_px_,
                   .framebuffer_px = framebuffer_px_,
                   .budget_ms = 8,
                   .now_ms = now_ms});
  }
  // Frames until nothing moves; returns how many.
  int settle() {
    int frames = 1;
    for (frame(); viewer_.needs_frame() && frames < 10'000; ++frames)
      frame();
    EXPECT_LT(frames, 10'000);
    return frames;
  }

  void move_to(float x, float y) {
    ImGui::GetIO().AddMousePosEvent(x, y);
    settle();
  }
  void press(bool is_down) {
    ImGui::GetIO().AddMouseButtonEvent(0, is_down);
    settle();
  }
  void click(float x, float y) {
    move_to(x, y);
    press(true);
    press(false);
    wait();
  }
  void drag(float x0, float y0, float x1, float y1) {
    move_to(x0, y0);
    press(true);
    for (int i = 1; i <= 4; ++i) {
      move_to(x0 + (x1 - x0) * static_cast<float>(i) / 4, y0 + (y1 - y0) * static_cast<float>(i) / 4);
    }
    press(false);
    wait();
  }
  void wheel(float x, float y) {
    ImGui::GetIO().AddMouseWheelEvent(x, y);
    settle();
  }
  void hold(ImGuiKey modifier, bool is_down) {
    ImGui::GetIO().AddKeyEvent(modifier, is_down);
    settle();
  }
  void key(ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(key, true);
    settle();
    ImGui::GetIO().AddKeyEvent(key, false);
    settle();
  }
  void key_with(ImGuiKey modifier, ImGuiKey pressed) {
    hold(modifier, true);
    key(pressed);
    hold(modifier, false);
  }

  // What is on screen, top row first.
  Image picture() const {
    const auto [width, height] = framebuffer_px_;
    Image image(width, height, 4), flipped(width, height, 4);
    gl::read_rgba({0, 0, width, height}, flipped.pixels.data());
    for (int y = 0; y < height; ++y)
      std::copy_n(flipped.row(height - 1 - y), flipped.stride(), image.row(y));
    return image;
  }

 private:
  static double now_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
  // So that two clicks are no double click: ImGui counts frames' time.
  void wait() {
    frame(200);
    frame(200);
  }

  HeadlessGl gl_;
  PixelSize window_px_, framebuffer_px_;
  gl::Framebuffer framebuffer_;
  gl::FramebufferBinding binding_;
  Viewer viewer_;
};

}  // namespace isotherm
