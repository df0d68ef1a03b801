#pragma once
// The panel and what lies over the page: reads the state, emits commands.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/command.h"
#include "app/state.h"

namespace isotherm::ui {

// Where a drag over the time range began.
struct TimeGrab {
  float x = 0;
  int64_t from_ms = 0, to_ms = 0;
  bool moves_range = false;  // otherwise it draws a new one
};

// What belongs to the panel alone and is worth nothing to anybody else.
struct PanelState {
  char page_search[128] = "";
  bool with_caption = false;
  bool shows_help = false;
  bool shows_warnings = false;
  bool shows_cost = false;
  uint64_t gesture = 0;       // of the newest drag; see command::ChangePicture
  unsigned edited_value = 0;  // the slider whose value is being typed
  bool edit_starts = false;
  char markers_text[64] = {};
  bool edits_markers = false;
  char value_text[32] = "";
  char session_search[128] = "";
  uint32_t session_cursor = 0;  // the row that the keyboard points at
  bool scrolls_to_cursor = false;
  bool shows_session_filters = false;
  size_t shown_event = 0;      // that the event list scrolled to
  double loop_begins_ms = -1;  // where a loop is being drawn from
  TimeGrab time_grab;
  std::string
      filter_part;  // the filter whose editor is open: a name of condition_names(), "tag:key", or none
  char filter_text[1024] = "";
  bool filter_edit_starts = false;
  uint32_t chosen_region = 0;   // whose numbers are shown in full; 0 = none
  uint32_t renamed_region = 0;  // whose name is being written
  char region_name[128] = "";
  std::string notice;  // a line over the page, until the next thing is done
};

struct PanelOutput {
  std::vector<Command> commands;
  bool wants_open = false;
  bool wants_save = false;
  std::optional<RegionReportFormat> wants_region_report;
  std::optional<RegionReportFormat> wants_row_report;
};

// A line of what the last change cost.
struct CostRow {
  std::string name, value;
};

// One frame's worth for every section.
struct PanelContext {
  const AppState& state;
  PanelState& panel;
  PanelOutput& out;
  std::string_view renderer;           // for the footer, e.g. "Heat on GPU"
  std::span<const CostRow> cost = {};  // folded away behind it

  void emit(Command command) { out.commands.push_back(std::move(command)); }
  // A change by a click, or by one gesture of a slider or a key held down.
  void change(const PictureSettings& settings) {
    emit(command::ChangePicture{.settings = settings, .gesture = 0});
  }
  void change_in_gesture(const PictureSettings& settings) {
    emit(command::ChangePicture{.settings = settings, .gesture = panel.gesture});
  }
};

// Where the page goes, in CSS px of the window.
Rect canvas_area(const AppState& state, glm::dvec2 window);
// The right edge of what is left of the canvas beside the side graph, CSS px of the window.
float page_right(const AppState& state, const Rect& canvas);
// Whether the panel shows the sessions, and not the picture's settings.
bool shows_session_panel(const AppState& state);
// Windows this narrow start with the panel hidden.
bool is_narrow(glm::dvec2 window);

// Everything; between ImGui::NewFrame and ImGui::Render.
void draw_panel(PanelContext& context, const Rect& canvas);

}  // namespace isotherm::ui
