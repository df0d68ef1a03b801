// The C API, part 4: regions and the time brush.
#include <emscripten.h>

#include <cmath>

#include "instance.h"
#include "model/condition_text.h"

namespace isotherm::web {

namespace {

Code apply(const Command& command) {
  return with_viewer([&](Viewer& viewer) {
    viewer.app().apply(command);
    viewer.request_frame();
  });
}

Code refuse(const char* message) {
  return answer(make_error(ErrorCode::invalid_argument, message));
}

RegionReportFormat format_of(bool as_csv) {
  return as_csv ? RegionReportFormat::csv : RegionReportFormat::json;
}

}  // namespace

extern "C" {

// Whole page px; an empty name becomes "Region n".
EMSCRIPTEN_KEEPALIVE Code isotherm_add_region(const char* name, double x, double y, double width,
                                              double height) {
  constexpr double kFarPx = 1e8;
  for (const double value : {x, y, width, height}) {
    if (!(std::abs(value) <= kFarPx)) return refuse("A region needs x, y, width and height in page px");
  }
  if (width < 1 || height < 1) return refuse("A region is at least 1 px wide and tall");
  const auto whole = [](double value) { return static_cast<int32_t>(std::floor(value)); };
  return apply(command::AddRegion{.region = {whole(x), whole(y), whole(width), whole(height)}, .name = name});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_rename_region(int id, const char* name) {
  return apply(command::RenameRegion{.id = static_cast<uint32_t>(id), .name = name});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_remove_region(int id) {
  return apply(command::RemoveRegion{.id = static_cast<uint32_t>(id)});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_use_region_tool(bool used) {
  return apply(command::UseRegionTool{.used = used});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_keep_sessions_of_region(int id) {
  return apply(command::KeepSessionsOfRegion{.id = static_cast<uint32_t>(id)});
}

// Changes with the list of regions, to learn cheaply when they are to be kept.
EMSCRIPTEN_KEEPALIVE double isotherm_regions_revision() {
  auto& self = instance();
  return self.viewer ? static_cast<double>(self.viewer->app().state().regions.list_revision) : 0;
}
// The texts are valid until the next call that answers a text.
EMSCRIPTEN_KEEPALIVE const char* isotherm_recording_id() {
  auto& self = instance();
  self.text = self.viewer ? self.viewer->app().state().recording_id : "";
  return self.text.c_str();
}
EMSCRIPTEN_KEEPALIVE const char* isotherm_regions() {
  auto& self = instance();
  self.text = self.viewer ? self.viewer->app().regions_json() : "";
  return self.text.c_str();
}
EMSCRIPTEN_KEEPALIVE Code isotherm_restore_regions(const char* json) {
  Code code = kOk;
  Viewer* viewer = viewer_or(code);
  if (!viewer) return code;
  viewer->request_frame();
  return answer(viewer->app().restore_regions(json));
}
EMSCRIPTEN_KEEPALIVE const char* isotherm_region_report(bool as_csv) {
  auto& self = instance();
  self.text = self.viewer ? self.viewer->app().region_report(format_of(as_csv)) : "";
  return self.text.c_str();
}
EMSCRIPTEN_KEEPALIVE const char* isotherm_region_report_name(bool as_csv) {
  auto& self = instance();
  self.text = self.viewer ? self.viewer->region_report_name(format_of(as_csv)) : "";
  return self.text.c_str();
}
// Reach, attention or drop-off row by row; empty on other layers.
EMSCRIPTEN_KEEPALIVE const char* isotherm_row_report(bool as_csv) {
  auto& self = instance();
  self.text = self.viewer ? self.viewer->app().row_report(format_of(as_csv)) : "";
  return self.text.c_str();
}
EMSCRIPTEN_KEEPALIVE const char* isotherm_row_report_name(bool as_csv) {
  auto& self = instance();
  self.text = self.viewer ? self.viewer->row_report_name(format_of(as_csv)) : "";
  return self.text.c_str();
}
// 0 = no request, 1 = save the rows' numbers as CSV, 2 = as JSON.
EMSCRIPTEN_KEEPALIVE int isotherm_take_row_report_request() {
  auto& self = instance();
  const auto format = self.viewer ? self.viewer->take_row_report_request() : std::nullopt;
  if (!format) return 0;
  return *format == RegionReportFormat::csv ? 1 : 2;
}
// 0 = no request, 1 = save the regions' numbers as CSV, 2 = as JSON.
EMSCRIPTEN_KEEPALIVE int isotherm_take_region_report_request() {
  auto& self = instance();
  const auto format = self.viewer ? self.viewer->take_region_report_request() : std::nullopt;
  if (!format) return 0;
  return *format == RegionReportFormat::csv ? 1 : 2;
}

EMSCRIPTEN_KEEPALIVE Code isotherm_set_time_axis(bool is_page_age) {
  return apply(command::SetTimeAxis{is_page_age ? TimeAxis::page_age : TimeAxis::recording});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_play_time(bool is_playing) {
  return apply(command::PlayTime{.is_playing = is_playing});
}
// What the filter would keep: isotherm_state() tells, in filters.preview.
EMSCRIPTEN_KEEPALIVE Code isotherm_preview_filter(const char* name, const char* text) {
  Code code = kOk;
  Viewer* viewer = viewer_or(code);
  if (!viewer) return code;
  Conditions conditions = viewer->app().state().settings.conditions;
  const std::string_view given(name);
  if (const Status set = set_condition(conditions, given == "sessionLength" ? "session-length" : given, text);
      !set)
    return answer(set.error());
  return apply(command::PreviewFilters{.conditions = conditions});
}

}  // extern "C"

}  // namespace isotherm::web
