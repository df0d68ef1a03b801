#pragma once
// Clicks as dots.
#include <string>
#include <vector>

#include "model/filter.h"
#include "model/overlays.h"

namespace isotherm {

inline constexpr size_t kConfettiColors = 8;  // the last one: everything else

struct Confetti {
  struct Dot {
    int32_t x = 0, y = 0;  // page position, 1/16 px
    uint8_t color = 0;
  };
  std::vector<Dot> dots;  // by y, then in the order of the events
  std::vector<LegendKey> keys;
};

Confetti make_confetti(const Recording& recording, const Selection& selection, const Filter& filter,
                       const OverlaySettings& settings);
// Dots whose view px and colour another has are drawn once.
void add_confetti(Scene& scene, const SceneView& view, const Confetti& confetti, double opacity,
                  double text_scale);

}  // namespace isotherm
