#pragma once
// The pointer's ways as lines.
#include <vector>

#include "model/filter.h"
#include "model/scene.h"

namespace isotherm {

struct MovePaths {
  // A piece between two samples, with how far into its page view it lies, 0..1.
  struct Piece {
    int32_t x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // page position, 1/16 px
    float from_age = 0, to_age = 0;
    uint8_t color = 0;
  };
  std::vector<Piece> pieces;  // page view by page view, in time order
  std::vector<std::vector<uint32_t>>
      strips;  // per kStripPx of page height: the pieces that touch it, ascending
  static constexpr int kStripPx = 512;
};

// Samples more than kPauseMs apart are not joined: the pointer was elsewhere, or lay still.
inline constexpr int kPauseMs = 2000;
MovePaths make_move_paths(const Recording& recording, const Selection& selection, const Filter& filter,
                          PixelSize page_px);
void add_move_paths(Scene& scene, const SceneView& view, const MovePaths& paths, double opacity,
                    double text_scale);

}  // namespace isotherm
