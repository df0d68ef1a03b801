#pragma once
// Everything that a user, a script or the web API can ask for. The panel emits these; App::apply carries them
// out.
#include <optional>
#include <string>
#include <variant>

#include "app/replay_command.h"
#include "base/geometry.h"
#include "model/picture.h"
#include "model/time_sorted_points.h"

namespace isotherm::command {

// Page, layer, device, time range, radius, ramp, opacity, maximum, ... A change of the layer drops a fixed
// maximum, and a density to fade below, because their unit is another. Changes with the same gesture (not 0)
// become one step of undo: a slider's drag.
struct ChangePicture {
  PictureSettings settings;
  uint64_t gesture = 0;
};
// Of the ramps the one that can be told best from the page's screenshot. A step of undo.
struct ChooseReadableRamp {};
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
struct Undo {};  // of ChangePicture and changes of the regions' list
struct Redo {};
struct DismissError {};
// Gives up the load that is running and what it has brought; what was on screen before, if it is still there,
// stays.
struct CancelLoading {};

// What filters would keep while they are being written; nullopt = nothing is being written.
struct PreviewFilters {
  std::optional<Conditions> conditions;
};
// Likewise of a time range that is being pointed at, on the axis of state().time.
struct PreviewTime {
  std::optional<TimeSpan> span;
};
// Regions lie on the current page, whole page px; parts outside the page are cut off, and one of no size is
// none. An empty name becomes "Region n".
struct DrawRegion {
  std::optional<Region> region;
};  // while it is being dragged; nullopt = given up
struct AddRegion {
  Region region;
  std::string name;
};
struct RenameRegion {
  uint32_t id = 0;
  std::string name;
};
struct RemoveRegion {
  uint32_t id = 0;
};
struct UseRegionTool {
  bool used = true;
};
// Filters for the sessions that have an event of the layer in the region.
struct KeepSessionsOfRegion {
  uint32_t id = 0;
};
struct SetTimeAxis {
  TimeAxis axis = TimeAxis::recording;
};
// Moves the time range to the end of its axis within about 20 s; without a range one of a tenth from the
// start. One step of undo.
struct PlayTime {
  bool is_playing = true;
};

}  // namespace isotherm::command

namespace isotherm {

using Command =
    std::variant<command::ChangePicture, command::ChooseReadableRamp, command::SetView, command::ZoomAt,
                 command::ZoomTo, command::PanBy, command::FitWidth, command::Hover, command::ShowLegend,
                 command::ShowPanel, command::Undo, command::Redo, command::DismissError,
                 command::CancelLoading, command::PreviewFilters, command::PreviewTime, command::DrawRegion,
                 command::AddRegion, command::RenameRegion, command::RemoveRegion, command::UseRegionTool,
                 command::KeepSessionsOfRegion, command::SetTimeAxis, command::PlayTime, ReplayCommand>;

}  // namespace isotherm
