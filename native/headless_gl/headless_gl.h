#pragma once
// A GL context without a window or a display (surfaceless EGL), for exports and render tests.
#include <memory>
#include <string>

#include "base/result.h"

namespace isotherm {

enum class GlApi { gl33_core, gles30 };

// Creates a context and makes it current on this thread; destroyed, it leaves none current.
class HeadlessGl {
 public:
  // Errors (graphics): no EGL, no surfaceless platform, or no such context on this machine.
  static Result<HeadlessGl> create(GlApi api = GlApi::gl33_core);
  ~HeadlessGl();
  HeadlessGl(HeadlessGl&&) noexcept;
  HeadlessGl& operator=(HeadlessGl&&) noexcept;

  GlApi api() const;
  std::string renderer_name() const;  // GL_RENDERER

 private:
  HeadlessGl();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace isotherm
