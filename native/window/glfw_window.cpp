#include "window/glfw_window.h"

#include <GLES3/gl3.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <cstring>
#include <utility>

namespace isotherm {
namespace {

Error glfw_error(std::string what) {
  const char* reason = nullptr;
  glfwGetError(&reason);
  if (reason != nullptr) what += std::string(": ") + reason;
  return make_error(ErrorCode::graphics, what);
}

void set_hints() {
  glfwWindowHint(GLFW_CLIENT_API, GLFW_OPENGL_API);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
}

}  // namespace

Result<GlfwWindow> GlfwWindow::create(PixelSize size, const char* title) {
  if (glfwInit() != GLFW_TRUE) {
    return glfw_error("The viewer needs a display (`isotherm export` makes pictures without one)");
  }
  set_hints();
  GlfwWindow window;
  window.window_ = glfwCreateWindow(size.width, size.height, title, nullptr, nullptr);
  if (window.window_ == nullptr) {
    auto error = glfw_error("The viewer needs OpenGL 3.3");
    glfwTerminate();
    return error;
  }
  glfwMakeContextCurrent(window.window_);
  glfwSwapInterval(1);
  glfwSetWindowSizeLimits(window.window_, 320, 240, GLFW_DONT_CARE, GLFW_DONT_CARE);
  return window;
}

GlfwWindow::~GlfwWindow() {
  if (window_ == nullptr) return;
  glfwDestroyWindow(window_);
  glfwTerminate();
}

GlfwWindow::GlfwWindow(GlfwWindow&& other) noexcept : window_(std::exchange(other.window_, nullptr)) {}

GlfwWindow& GlfwWindow::operator=(GlfwWindow&& other) noexcept {
  std::swap(window_, other.window_);
  return *this;
}

PixelSize GlfwWindow::framebuffer_px() const {
  PixelSize size;
  glfwGetFramebufferSize(window_, &size.width, &size.height);
  return size;
}

PixelSize GlfwWindow::window_px() const {
  PixelSize size;
  glfwGetWindowSize(window_, &size.width, &size.height);
  return size;
}

bool GlfwWindow::should_close() const {
  return glfwWindowShouldClose(window_) == GLFW_TRUE;
}
void GlfwWindow::set_title(const std::string& title) {
  glfwSetWindowTitle(window_, title.c_str());
}
void GlfwWindow::swap() {
  glfwSwapBuffers(window_);
}

Image GlfwWindow::read_pixels() const {
  const auto size = framebuffer_px();
  Image flipped(size.width, size.height, 3), image(size.width, size.height, 3);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, size.width, size.height, GL_RGB, GL_UNSIGNED_BYTE, flipped.pixels.data());
  for (int y = 0; y < size.height; ++y)
    std::memcpy(image.row(y), flipped.row(size.height - 1 - y), image.stride());
  return image;
}

double now_ms() {
  return glfwGetTime() * 1000;
}

}  // namespace isotherm
