#pragma once
// Everything that a user, a script or the web API can ask for. The panel emits these; App::apply carries them out.
#include <string>
#include <variant>

#include "base/geometry.h"
#include "model/picture.h"

namespace isotherm::command {

struct ChangePicture { PictureSettings settings; };       // page, layer, device, time range, radius, ramp, opacity, maximum, ...
struct SetView { PageTransform transform; };              // pan and zoom, in view px
struct ZoomAt { glm::dvec2 view; double factor; };        // keeps the page point under `view` where it is
struct PanBy { glm::dvec2 view_px; };
struct FitWidth {};                                       // the page as wide as the canvas, from its top
struct Hover { std::optional<glm::dvec2> view; };         // pointer over the page, nullopt = elsewhere
struct ShowLegend { bool shown; };
struct Undo {};                                           // of ChangePicture
struct Redo {};
struct DismissError {};

}  // namespace isotherm::command

namespace isotherm {

using Command = std::variant<command::ChangePicture, command::SetView, command::ZoomAt, command::PanBy, command::FitWidth, command::Hover,
                             command::ShowLegend, command::Undo, command::Redo, command::DismissError>;

}  // namespace isotherm
