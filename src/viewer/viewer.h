#pragma once
// The composition root: one App, one panel, one renderer, one frame function. The shells (native/, web/) own the
// GL context, feed ImGui's IO with input, and call frame() when needs_frame() says so or input came.
#include <memory>

#include "app/app.h"
#include "base/bytes.h"

namespace isotherm {

struct ViewerOptions {
  const char* glsl_version = "#version 300 es";  // or "#version 330 core"
};

struct FrameInput {
  double elapsed_ms = 0;          // since the frame before
  PixelSize window_px;            // in the units of ImGui's mouse positions (CSS px in the browser)
  PixelSize framebuffer_px;       // device px; their ratio is the pixel ratio
  double budget_ms = 8;           // for decoding in this frame
  double (*now_ms)() = nullptr;   // the shell's monotonic clock
};

class Viewer {
 public:
  // Needs a current GL context (GL 3.3 core, GLES 3.0 or WebGL2); creates the ImGui context. Errors: graphics.
  static Result<Viewer> create(const ViewerOptions& options);
  ~Viewer();
  Viewer(Viewer&&) noexcept;
  Viewer& operator=(Viewer&&) noexcept;

  App& app();
  // One frame into framebuffer 0: panels, commands, tick, draw.
  void frame(const FrameInput& input);
  // True while something is loading, decoding or about to change on screen without new input; false = idle.
  bool needs_frame() const;

  // The picture as `isotherm export` writes it, same bytes for the same settings and renderer.
  Result<Bytes> export_png(bool with_caption);
  // True once after the user pressed "Save PNG" in the panel; the shell then saves export_png().
  bool take_save_request(bool& with_caption);
  // True once after the user pressed "Open…" in the panel.
  bool take_open_request();

  // After a lost context: forget GL objects without deleting them, and make new ones in the new context.
  Status restore_context(const ViewerOptions& options);

 private:
  Viewer();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace isotherm
