#include "headless_gl/headless_gl.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <GLES3/gl3.h>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace isotherm {

struct HeadlessGl::State {
  GlApi api = GlApi::gl33_core;
  EGLDisplay display = EGL_NO_DISPLAY;
  EGLSurface surface = EGL_NO_SURFACE;
  EGLContext context = EGL_NO_CONTEXT;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  // The display stays initialised: EGL shares it between all contexts of the process, and terminating it
  // would take the others away.
  ~State() {
    if (context == EGL_NO_CONTEXT) return;
    eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    eglDestroyContext(display, context);
    if (surface != EGL_NO_SURFACE) eglDestroySurface(display, surface);
    eglReleaseThread();
  }
};

namespace {

bool has_extension(const char* extensions, std::string_view name) {
  const std::string_view all = extensions == nullptr ? "" : extensions;
  for (size_t at = all.find(name); at != std::string_view::npos; at = all.find(name, at + 1)) {
    const size_t end = at + name.size();
    if ((at == 0 || all[at - 1] == ' ') && (end == all.size() || all[end] == ' ')) return true;
  }
  return false;
}

// Displays to try, the one that needs nothing of the machine first.
std::vector<EGLDisplay> candidate_displays() {
  std::vector<EGLDisplay> displays;
  const char* client = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
  const auto get_platform_display =
      reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
  if (get_platform_display != nullptr && has_extension(client, "EGL_MESA_platform_surfaceless")) {
    displays.push_back(get_platform_display(EGL_PLATFORM_SURFACELESS_MESA,
                                            static_cast<void*>(EGL_DEFAULT_DISPLAY), nullptr));
  }
  const auto query_devices =
      reinterpret_cast<PFNEGLQUERYDEVICESEXTPROC>(eglGetProcAddress("eglQueryDevicesEXT"));
  if (get_platform_display != nullptr && query_devices != nullptr &&
      has_extension(client, "EGL_EXT_platform_device")) {
    std::array<EGLDeviceEXT, 8> devices{};
    EGLint count = 0;
    if (query_devices(static_cast<EGLint>(devices.size()), devices.data(), &count) == EGL_TRUE) {
      for (EGLint i = 0; i < count; ++i) {
        displays.push_back(
            get_platform_display(EGL_PLATFORM_DEVICE_EXT, devices[static_cast<size_t>(i)], nullptr));
      }
    }
  }
  displays.push_back(eglGetDisplay(EGL_DEFAULT_DISPLAY));
  return displays;
}

EGLContext make_context(EGLDisplay display, EGLConfig config, GlApi api) {
  const std::array<EGLint, 7> desktop{EGL_CONTEXT_MAJOR_VERSION,
                                      3,
                                      EGL_CONTEXT_MINOR_VERSION,
                                      3,
                                      EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                      EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                      EGL_NONE};
  const std::array<EGLint, 5> embedded{EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, 0, EGL_NONE};
  return eglCreateContext(display, config, EGL_NO_CONTEXT,
                          api == GlApi::gl33_core ? desktop.data() : embedded.data());
}

// A config with a 1 x 1 pbuffer for drivers that cannot bind a context without a surface.
bool choose_config(EGLDisplay display, GlApi api, EGLint surface_type, EGLConfig& config) {
  const std::array<EGLint, 5> wanted{EGL_SURFACE_TYPE, surface_type, EGL_RENDERABLE_TYPE,
                                     api == GlApi::gl33_core ? EGL_OPENGL_BIT : EGL_OPENGL_ES3_BIT, EGL_NONE};
  EGLint count = 0;
  return eglChooseConfig(display, wanted.data(), &config, 1, &count) == EGL_TRUE && count > 0;
}

bool make_current_on(EGLDisplay display, GlApi api, EGLContext& context, EGLSurface& surface) {
  if (display == EGL_NO_DISPLAY || eglInitialize(display, nullptr, nullptr) != EGL_TRUE) return false;
  if (eglBindAPI(api == GlApi::gl33_core ? EGL_OPENGL_API : EGL_OPENGL_ES_API) != EGL_TRUE) return false;
  const char* extensions = eglQueryString(display, EGL_EXTENSIONS);
  const bool is_surfaceless = has_extension(extensions, "EGL_KHR_surfaceless_context");
  EGLConfig config = nullptr;
  if (!choose_config(display, api, is_surfaceless ? 0 : EGL_PBUFFER_BIT, config) &&
      !(is_surfaceless && has_extension(extensions, "EGL_KHR_no_config_context"))) {
    return false;
  }
  context = make_context(display, config, api);
  if (context == EGL_NO_CONTEXT) return false;
  if (!is_surfaceless) {
    const std::array<EGLint, 5> size{EGL_WIDTH, 1, EGL_HEIGHT, 1, EGL_NONE};
    surface = eglCreatePbufferSurface(display, config, size.data());
  }
  if (eglMakeCurrent(display, surface, surface, context) == EGL_TRUE) return true;
  if (surface != EGL_NO_SURFACE) eglDestroySurface(display, surface);
  eglDestroyContext(display, context);
  context = EGL_NO_CONTEXT;
  surface = EGL_NO_SURFACE;
  return false;
}

}  // namespace

HeadlessGl::HeadlessGl() : state_(std::make_unique<State>()) {}
HeadlessGl::~HeadlessGl() = default;
HeadlessGl::HeadlessGl(HeadlessGl&&) noexcept = default;
HeadlessGl& HeadlessGl::operator=(HeadlessGl&&) noexcept = default;

Result<HeadlessGl> HeadlessGl::create(GlApi api) {
  HeadlessGl headless;
  headless.state_->api = api;
  for (const EGLDisplay display : candidate_displays()) {
    if (make_current_on(display, api, headless.state_->context, headless.state_->surface)) {
      headless.state_->display = display;
      return headless;
    }
  }
  return make_error(
      ErrorCode::graphics,
      std::string("No ") + (api == GlApi::gl33_core ? "OpenGL 3.3 core" : "OpenGL ES 3.0") +
          " context without a display on this machine; install a driver with EGL (Mesa's software "
          "driver is enough) or use the CPU renderer");
}

GlApi HeadlessGl::api() const {
  return state_->api;
}

std::string HeadlessGl::renderer_name() const {
  const auto* name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  return name == nullptr ? "unknown" : name;
}

}  // namespace isotherm
