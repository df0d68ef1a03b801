#include "window/window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui_impl_glfw.h>

#include <algorithm>
#include <cstdio>

#include "base/png.h"
#include "viewer/viewer.h"
#include "window/file_dialog.h"
#include "window/file_feed.h"
#include "window/glfw_window.h"
#include "window/kept_store.h"

namespace isotherm {
namespace {

constexpr const char* kTitle = "Isotherm";
constexpr const char* kGlslVersion = "#version 330 core";

// The window with everything that runs in it. Members are destroyed in reverse, while the context is current.
class WindowLoop {
 public:
  WindowLoop(GlfwWindow& window, Viewer& viewer, const WindowOptions& options)
      : window_(window), viewer_(viewer), options_(options), feed_(options.open_source, glfwPostEmptyEvent) {
    for (const auto& file : options.files)
      feed_.add(file);
    glfwSetWindowUserPointer(window.handle(), this);
    glfwSetDropCallback(window.handle(), on_drop);
    glfwSetWindowRefreshCallback(window.handle(), on_refresh);
    ImGui_ImplGlfw_InitForOpenGL(window.handle(), true);  // chains what is installed before
  }
  ~WindowLoop() { ImGui_ImplGlfw_Shutdown(); }
  WindowLoop(const WindowLoop&) = delete;
  WindowLoop& operator=(const WindowLoop&) = delete;

  Status run() {
    while (!window_.should_close() && !is_time_over()) {
      wait_for_events();
      feed_.step(viewer_.app());
      for (auto& path : dialog_.take_choice())
        feed_.add(std::move(path));
      draw();
      window_.swap();
      answer_requests();
      regions_.follow(viewer_.app());
      seen_.follow(viewer_.app());
      show_title();
    }
    return write_screenshot();
  }

 private:
  static WindowLoop& of(GLFWwindow* window) {
    return *static_cast<WindowLoop*>(glfwGetWindowUserPointer(window));
  }
  static void on_drop(GLFWwindow* window, int count, const char** paths) {
    for (int i = 0; i < count; ++i)
      of(window).feed_.add(paths[i]);
  }
  // While the user drags an edge GLFW does not return from its event loop on some systems.
  static void on_refresh(GLFWwindow* window) { of(window).viewer_.request_frame(); }

  bool is_busy() const { return feed_.is_busy() || viewer_.needs_frame(); }

  bool is_time_over() {
    if (options_.exit_after_seconds <= 0) return false;
    if (idle_since_ms_ < 0 && !is_busy() && !feed_.is_reading() && !viewer_.app().is_waiting())
      idle_since_ms_ = now_ms();
    return idle_since_ms_ >= 0 && now_ms() - idle_since_ms_ >= options_.exit_after_seconds * 1000;
  }

  void wait_for_events() {
    if (is_busy()) {
      glfwPollEvents();
    } else if (dialog_.is_open()) {
      glfwWaitEventsTimeout(0.1);
    } else if (options_.exit_after_seconds > 0 && idle_since_ms_ >= 0) {
      const double left_ms = options_.exit_after_seconds * 1000 - (now_ms() - idle_since_ms_);
      glfwWaitEventsTimeout(std::max(0.001, left_ms / 1000));
    } else {
      glfwWaitEvents();
    }
  }

  void draw() {
    ImGui_ImplGlfw_NewFrame();
    const double time_ms = now_ms();
    viewer_.frame({.elapsed_ms = time_ms - drawn_at_ms_,
                   .window_px = window_.window_px(),
                   .framebuffer_px = window_.framebuffer_px(),
                   .now_ms = now_ms});
    drawn_at_ms_ = time_ms;
  }

  void answer_requests() {
    if (viewer_.take_open_request() && !dialog_.open()) {
      viewer_.show_notice(
          "Drop an .ist file or a picture onto this window (zenity or kdialog would give a file dialog)");
    }
    bool with_caption = false;
    if (viewer_.take_save_request(with_caption)) save(with_caption);
    if (const auto format = viewer_.take_region_report_request())
      save_report(viewer_.app().region_report(*format), viewer_.region_report_name(*format));
    if (const auto format = viewer_.take_row_report_request())
      save_report(viewer_.app().row_report(*format), viewer_.row_report_name(*format));
  }

  void save_report(const std::string& report, const std::string& name) {
    const ByteSpan bytes(reinterpret_cast<const uint8_t*>(report.data()), report.size());
    tell_saved(save_beside(feed_.recording_path(), name, bytes));
  }

  void tell_saved(const Result<std::string>& saved) {
    if (saved.ok()) {
      viewer_.show_notice("Saved " + saved.value());
    } else {
      viewer_.app().report(saved.error());
    }
  }

  void save(bool with_caption) {
    const auto png = viewer_.export_png(with_caption);
    const auto saved = png.ok() ? save_beside(feed_.recording_path(), viewer_.export_name(), png.value())
                                : Result<std::string>(png.error());
    tell_saved(saved);
  }

  void show_title() {
    const auto& name = viewer_.app().state().load.name;
    const auto title = name.empty() ? std::string(kTitle) : name + " – " + kTitle;
    if (title == title_) return;
    title_ = title;
    window_.set_title(title);
  }

  Status write_screenshot() {
    if (options_.screenshot_path.empty()) return success();
    draw();  // not swapped: what the back buffer holds after a swap is undefined
    ISOTHERM_ASSIGN(const auto png, encode_png(window_.read_pixels()));
    std::FILE* file = std::fopen(options_.screenshot_path.c_str(), "wb");
    const bool is_written = file != nullptr && std::fwrite(png.data(), 1, png.size(), file) == png.size();
    const bool is_closed = file != nullptr && std::fclose(file) == 0;
    if (is_written && is_closed) return success();
    return make_error(ErrorCode::io, options_.screenshot_path + ": writing failed");
  }

  GlfwWindow& window_;
  Viewer& viewer_;
  const WindowOptions& options_;
  FileFeed feed_;
  FileDialog dialog_;
  KeptStore regions_{kKeptRegions}, seen_{kKeptSeen};
  std::string title_;
  double drawn_at_ms_ = 0, idle_since_ms_ = -1;
};

}  // namespace

Status run_window(const WindowOptions& options) {
  ISOTHERM_ASSIGN(auto window, GlfwWindow::create({options.width, options.height}, kTitle));
  ISOTHERM_ASSIGN(auto viewer, Viewer::create({.glsl_version = kGlslVersion, .heat = HeatChoice::automatic}));
  WindowLoop loop(window, viewer, options);
  return loop.run();
}

}  // namespace isotherm
