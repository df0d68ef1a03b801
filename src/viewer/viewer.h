#pragma once
// The composition root: one App, one panel, one renderer, one frame function. The shells (native/, web/) own
// the GL context, feed ImGui's IO with input, and call frame() when needs_frame() says so or input came.
//
// Input as ImGui's IO takes it: positions in CSS px; one wheel unit is one notch, or 100 px of a trackpad's
// scrolling, positive = up and left; with Ctrl or Cmd down it zooms at the pointer, which is also how
// browsers report a pinch.
#include <memory>
#include <optional>
#include <string>

#include "app/app.h"
#include "base/bytes.h"
#include "viewer/change_cost.h"

namespace isotherm {

enum class HeatChoice : uint8_t { automatic, gpu, cpu };  // automatic: measured in the first frame

// Where frames are drawn. Memory needs no GL: the shell puts Viewer::pixels() on its screen, which takes a
// fraction of the time where GL is software.
enum class Surface : uint8_t { gl, memory };

struct ViewerOptions {
  const char* glsl_version = "#version 300 es";  // or "#version 330 core"
  HeatChoice heat = HeatChoice::automatic;       // on Surface::gl
  Surface surface = Surface::gl;
};

struct FrameInput {
  double elapsed_ms = 0;         // since the frame before
  PixelSize window_px;           // in the units of ImGui's mouse positions (CSS px in the browser)
  PixelSize framebuffer_px;      // device px; their ratio is the pixel ratio
  double budget_ms = 8;          // for counting in this frame
  double (*now_ms)() = nullptr;  // the shell's monotonic clock
};

class Viewer {
 public:
  // Creates the ImGui context. Surface::gl needs a current GL context (GL 3.3 core, GLES 3.0 or WebGL2).
  // Errors: graphics.
  static Result<Viewer> create(const ViewerOptions& options);
  ~Viewer();
  Viewer(Viewer&&) noexcept;
  Viewer& operator=(Viewer&&) noexcept;

  App& app();
  // One frame into framebuffer 0 or into memory: panels, commands, tick, draw.
  void frame(const FrameInput& input);
  // Of the last frame, on Surface::memory: RGBA, opaque, of the framebuffer's size; until the next frame.
  const Image& pixels() const;
  // True once after frames changed them.
  bool take_new_pixels();
  // True while something is loading, decoding or about to change on screen without new input; false = idle.
  bool needs_frame() const;
  // Asks for a frame, after the shell called app() from outside of one.
  void request_frame();
  // Where the page is drawn, device px of the framebuffer from its top left, as of the last frame.
  Rect canvas_px() const;
  // "Heat on the GPU", "Heat on the CPU", or "Drawn on the CPU".
  std::string renderer_name() const;
  // As of the last frame.
  const ChangeCost& cost() const;

  // The picture as `isotherm export` writes it, same bytes for the same settings (CPU renderer). Errors:
  // invalid_argument before anything was opened; limit for a picture that is too large.
  Result<Bytes> export_png(bool with_caption);
  // "rec-clicks.png" for rec.ist: what to call the exported picture.
  std::string export_name() const;
  // True once after the user pressed "Save PNG" in the panel; the shell then saves export_png().
  bool take_save_request(bool& with_caption);
  // Once after the user asked for the regions' numbers as a file, in this format; the shell then saves
  // app().region_report() as region_report_name().
  std::optional<RegionReportFormat> take_region_report_request();
  std::string region_report_name(RegionReportFormat format) const;
  // The same for reach, attention or drop-off row by row: app().row_report().
  std::optional<RegionReportFormat> take_row_report_request();
  std::string row_report_name(RegionReportFormat format) const;
  // True once after the user pressed "Open…" in the panel.
  bool take_open_request();
  // A line shown over the page until the next command: "Saved rec-clicks.png".
  void show_notice(std::string text);

  // After a lost context: forget GL objects without deleting them, and make new ones in the new context.
  Status restore_context(const ViewerOptions& options);

 private:
  Viewer();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace isotherm
