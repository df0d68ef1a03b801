#pragma once
#include "base/result.h"
#include "viewer/viewer.h"

namespace isotherm {

// The ImGui context and its drawing backend, for as long as it lives. At most one exists at a time.
class Gui {
 public:
  Gui();
  ~Gui();
  Gui(const Gui&) = delete;
  Gui& operator=(const Gui&) = delete;

  Status start_backend(const char* glsl_version);
  // After a lost context: lets the backend's objects go and makes new ones.
  Status restart_backend(const char* glsl_version);

  void begin_frame(const FrameInput& input);
  void end_frame();  // draws into the bound framebuffer
  double pixel_ratio() const { return pixel_ratio_; }

 private:
  void set_pixel_ratio(double ratio);
  double pixel_ratio_ = 0;
  bool has_backend_ = false;
};

}  // namespace isotherm
