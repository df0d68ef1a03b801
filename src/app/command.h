#pragma once
// Everything that a user, a script or the web API can ask for. The panel emits these; App::apply carries them
// out.
#include <optional>
#include <variant>

#include "app/replay_command.h"
#include "base/geometry.h"
#include "model/picture.h"

namespace isotherm::command {

// Page, layer, device, time range, radius, ramp, opacity, maximum, ... A change of the layer drops a fixed
// maximum, because its unit is another. Changes with the same gesture (not 0) become one step of undo: a
// slider's drag.
struct ChangePicture {
  PictureSettings settings;
  uint64_t gesture = 0;
};
struct SetView {
  PageTransform transform;
};  // pan and zoom, in view px; brought back where the page can be seen
struct ZoomAt {
  glm::dvec2 view;
  double factor = 1;
};  // keeps the page point under `view` where it is
struct ZoomTo {
  double css_zoom = 1;
};  // 1 = one CSS px of the screen per page px; keeps the view's centre
struct PanBy {
  glm::dvec2 view_px;
};                   // the page follows: positive = page moves right and down
struct FitWidth {};  // the page as wide as the canvas, from its top
struct Hover {
  std::optional<glm::dvec2> view;
};  // pointer over the page, nullopt = elsewhere
struct ShowLegend {
  bool shown = true;
};
struct ShowPanel {
  bool shown = true;
};
struct Undo {};  // of ChangePicture
struct Redo {};
struct DismissError {};

}  // namespace isotherm::command

namespace isotherm {

using Command =
    std::variant<command::ChangePicture, command::SetView, command::ZoomAt, command::ZoomTo, command::PanBy,
                 command::FitWidth, command::Hover, command::ShowLegend, command::ShowPanel, command::Undo,
                 command::Redo, command::DismissError, ReplayCommand>;

}  // namespace isotherm
