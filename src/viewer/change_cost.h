#pragma once
// What the last change of the picture cost: counted, not timed, and so the same on every machine.
#include <optional>
#include <vector>

#include "app/app.h"
#include "render/frame_stats.h"
#include "render/kept_base.h"
#include "ui/panel.h"

namespace isotherm {

// What frames cost that are drawn in memory, without GL.
struct MemoryCost {
  KeptBase::Work stages;
  uint64_t canvas_frames = 0;     // that were put on the canvas; the others looked the same
  uint64_t canvas_bytes = 0;      // of them
  uint64_t bytes_per_frame = 0;   // of the newest of them; 0 = none
  uint64_t last_frame_bytes = 0;  // 0: the last frame was not put there
};

// Work since settings, view or recording changed last.
struct ChangeCost {
  uint32_t frames = 0;
  WorkCounters work;
  // With GL; all 0 without.
  FrameStats last_frame;
  uint32_t passes = 0, draw_calls = 0;  // of the frame with the most
  uint64_t uploads = 0, uploaded_bytes = 0;
  std::optional<MemoryCost> memory;  // without GL
};

// Fed once per frame, so that it costs no frames itself.
class CostMeter {
 public:
  void add_frame(const App& app, const FrameStats& stats);
  // The same for a frame in memory: what its stages did so far, and its bytes, if it is put on the canvas.
  void add_memory_frame(const App& app, const KeptBase::Work& stages, uint64_t canvas_bytes);
  const ChangeCost& cost() const { return cost_; }

 private:
  // A change is told by these.
  struct Shown {
    PictureSettings settings;
    PageTransform view_from_page;
    PixelSize view_px;
    uint64_t recording_revision = 0;
    friend bool operator==(const Shown&, const Shown&) = default;
  };

  void begin_frame(const App& app);

  Shown shown_;
  WorkCounters before_, newest_;
  KeptBase::Work stages_before_, newest_stages_;
  ChangeCost cost_;
};

std::vector<ui::CostRow> cost_rows(const ChangeCost& cost);

}  // namespace isotherm
