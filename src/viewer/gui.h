#pragma once
#include "base/result.h"
#include "viewer/gui_raster.h"
#include "viewer/viewer.h"

namespace isotherm {

// The ImGui context and its drawing backend, for as long as it lives: GL's once it was started, else memory.
// At most one exists at a time.
class Gui {
 public:
  Gui();
  ~Gui();
  Gui(const Gui&) = delete;
  Gui& operator=(const Gui&) = delete;

  Status start_backend(const char* glsl_version);
  // After a lost context, before it is started again: lets the backend's objects go.
  void stop_backend();

  void begin_frame(const FrameInput& input);
  void end_frame();  // with a backend: draws into the bound framebuffer
  // Without: what to draw, until the next frame.
  const ImDrawData& take_frame();
  const GlyphAtlas& atlas() const { return atlas_; }
  double pixel_ratio() const { return pixel_ratio_; }

 private:
  void set_pixel_ratio(double ratio);
  double pixel_ratio_ = 0;
  GlyphAtlas atlas_;
  bool has_backend_ = false;
};

}  // namespace isotherm
