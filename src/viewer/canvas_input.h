#pragma once
#include <optional>
#include <vector>

#include "app/command.h"
#include "app/state.h"

namespace isotherm {

// Pointer and wheel over the page, where the panel has not taken them: drag pans, with Shift or the region
// tool it marks a region, wheel scrolls, Ctrl + wheel and double click zoom, and the pointer's place is read
// out.
class CanvasInput {
 public:
  // `canvas` in CSS px of the window. Between ImGui::NewFrame and Render, after the panel.
  void collect(const AppState& state, const Rect& canvas, std::vector<Command>& commands);

 private:
  void collect_hover(const AppState& state, const Rect& canvas, std::vector<Command>& commands) const;
  void collect_drag(double pixel_ratio, std::vector<Command>& commands);
  void collect_click(const AppState& state, const Rect& canvas, std::vector<Command>& commands);
  bool is_click_ = false;  // pressed, and nothing but a click so far
  void collect_region(const AppState& state, const Rect& canvas, std::vector<Command>& commands);
  bool is_dragging_ = false;
  std::optional<glm::dvec2> region_start_;  // page px
};

}  // namespace isotherm
