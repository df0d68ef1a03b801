#pragma once
#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/image.h"
#include "base/result.h"

struct GLFWwindow;

namespace isotherm {

// A GLFW window with a GL 3.3 core context that is current on this thread while it lives.
class GlfwWindow {
 public:
  // Errors (graphics): no display, or no GL 3.3.
  static Result<GlfwWindow> create(PixelSize size, const char* title);
  ~GlfwWindow();
  GlfwWindow(GlfwWindow&& other) noexcept;
  GlfwWindow& operator=(GlfwWindow&& other) noexcept;

  GLFWwindow* handle() const { return window_; }
  PixelSize window_px() const;
  PixelSize framebuffer_px() const;
  bool should_close() const;
  void set_title(const std::string& title);
  void swap();
  // The drawn picture, before swap(); top row first, RGB.
  Image read_pixels() const;

 private:
  GlfwWindow() = default;
  GLFWwindow* window_ = nullptr;
};

// GLFW's clock.
double now_ms();

}  // namespace isotherm
