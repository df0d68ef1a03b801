#pragma once
// What the last change of the picture cost: counted, not timed, and so the same on every machine.
#include <vector>

#include "app/app.h"
#include "render/frame_stats.h"
#include "ui/panel.h"

namespace isotherm {

// Work since settings, view or recording changed last.
struct ChangeCost {
  FrameStats last_frame;
  uint32_t frames = 0;
  uint32_t passes = 0, draw_calls = 0;  // of the frame with the most
  uint64_t uploads = 0, uploaded_bytes = 0;
  WorkCounters work;
};

// Fed once per frame, so that it costs no frames itself.
class CostMeter {
 public:
  void add_frame(const App& app, const FrameStats& stats);
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

  Shown shown_;
  WorkCounters before_, newest_;
  ChangeCost cost_;
};

std::vector<ui::CostRow> cost_rows(const ChangeCost& cost);

}  // namespace isotherm
