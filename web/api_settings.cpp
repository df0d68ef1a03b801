// The C API, part 3: everything that the panel can ask for, through the same commands.
#include <emscripten.h>

#include <cmath>
#include <string_view>

#include "instance.h"
#include "model/condition_text.h"

namespace isotherm::web {

namespace {

Code refuse(const std::string& message) {
  return answer(make_error(ErrorCode::invalid_argument, message));
}

Code apply(const Command& command) {
  return with_viewer([&](Viewer& viewer) {
    viewer.app().apply(command);
    viewer.request_frame();
  });
}

// The settings that isotherm_set_* changes; begins with those in force.
PictureSettings& staged(Viewer& viewer) {
  auto& settings = instance().staged;
  if (!settings) settings = viewer.app().state().settings;
  return *settings;
}

std::optional<int64_t> whole_ms(std::optional<double> value) {
  if (!value) return std::nullopt;
  return static_cast<int64_t>(std::floor(*value));
}

std::string in_range_text(std::string_view name, double low, double high) {
  return std::string(name) + " must be between " + std::to_string(static_cast<int>(low)) + " and " +
         std::to_string(static_cast<int>(high));
}

Code require_range(std::string_view name, double value, double low, double high) {
  return value >= low && value <= high ? kOk : refuse(in_range_text(name, low, high));
}

bool has_page(const AppState& state, double page) {
  for (const auto& row : state.pages) {
    if (row.page == page) return true;
  }
  return false;
}

Code set_page(Viewer& viewer, std::optional<double> value) {
  const double page = value.value_or(-1);
  if (!has_page(viewer.app().state(), page)) return refuse("The recording has no page with this number");
  staged(viewer).page = static_cast<uint32_t>(page);
  return kOk;
}

// The page whose URL is `url`, or else the only one whose URL contains it.
Code set_page_by_url(Viewer& viewer, std::string_view url) {
  const PageRow* found = nullptr;
  int matches = 0;
  for (const auto& row : viewer.app().state().pages) {
    if (row.url == url) {
      staged(viewer).page = row.page;
      return kOk;
    }
    if (row.url.find(url) != std::string::npos) {
      found = &row;
      matches += 1;
    }
  }
  if (matches == 1) {
    staged(viewer).page = found->page;
    return kOk;
  }
  return refuse(
      (matches == 0 ? "No page of the recording is called " : "Several pages of the recording contain ") +
      std::string(url));
}

// The name of the condition that a setting stands for; empty = none.
std::string_view condition_of(std::string_view setting) {
  if (setting == "sessionLength") return "session-length";
  for (const std::string_view name : condition_names()) {
    if (name == setting) return name;
  }
  return {};
}

Code set_condition_text(PictureSettings& settings, std::string_view setting, std::string_view text) {
  const Status set = set_condition(settings.conditions, condition_of(setting), text);
  if (set) return kOk;
  return refuse(std::string(setting) + ": " + set.error().message);
}

// An absent value means "automatic" or "no limit" where the setting has that.
Code set_number(Viewer& viewer, std::string_view name, std::optional<double> value) {
  if (value && !std::isfinite(*value)) return refuse(std::string(name) + " must be a number");
  auto& settings = staged(viewer);
  if (name == "page") return set_page(viewer, value);
  if (name == "radius") {
    const double radius = value.value_or(PictureSettings{}.radius_px);
    const Code code = require_range("radius", radius, kMinRadiusPx, kMaxRadiusPx);
    if (code == kOk) settings.radius_px = radius;
    return code;
  }
  if (name == "opacity") {
    const Code code = require_range("opacity", value.value_or(0), 0, 1);
    if (code == kOk) settings.opacity = value;
    return code;
  }
  if (name == "dimming") {
    const Code code = require_range("dimming", value.value_or(0), 0, 1);
    if (code == kOk) settings.dimming = value.value_or(0);
    return code;
  }
  if (name == "clip") {
    const double percent = value.value_or(HeatLook{}.clip_percent);
    const Code code = require_range("clip", percent, kMinClipPercent, kMaxClipPercent);
    if (code == kOk) settings.look.clip_percent = percent;
    return code;
  }
  if (name == "fadeBelow") {
    if (value && *value < 0) return refuse("fadeBelow must be 0 or greater");
    settings.look.fade_below = value.value_or(0);
    return kOk;
  }
  if (name == "contours") {
    settings.look.shows_contours = value.value_or(0) != 0;
    return kOk;
  }
  if (name == "maximum") {
    if (value && *value <= 0) return refuse("maximum must be greater than 0, or null for automatic");
    settings.maximum = value;
    return kOk;
  }
  constexpr double kFarthestMs = 8.64e15;  // the last instant of a JavaScript Date
  if (value && std::abs(*value) > kFarthestMs) return refuse(std::string(name) + " is not a time");
  if (name == "from") {
    settings.time_from_ms = whole_ms(value);
    return kOk;
  }
  if (name == "to") {
    settings.time_to_ms = whole_ms(value);
    return kOk;
  }
  if (name == "markers") {
    settings.shows_markers = value.value_or(1) != 0;
    return kOk;
  }
  if (name == "smooth") {
    settings.scroll.is_smooth = value.value_or(0) != 0;
    return kOk;
  }
  if (name == "graph") {
    settings.scroll.shows_graph = value.value_or(0) != 0;
    return kOk;
  }
  if (name == "minExposure") {
    const Code code = require_range("minExposure", value.value_or(0), 0, 60'000);
    if (code == kOk) settings.scroll.min_exposure_ms = static_cast<uint32_t>(value.value_or(0));
    return code;
  }
  if (name == "container") {
    const bool is_target = value && *value >= 1 && *value <= 4'294'967'295.0 && *value == std::floor(*value);
    if (value && *value != 0 && !is_target)
      return refuse("container must be the number of an element, or null for the page");
    settings.scroll.container.reset();
    if (is_target) settings.scroll.container = static_cast<uint32_t>(*value);
    return kOk;
  }
  if (name == "sinceOpenFrom" || name == "sinceOpenTo") {
    if (value && *value < 0) return refuse(std::string(name) + " must be 0 or more");
    (name == "sinceOpenFrom" ? settings.age_from_ms : settings.age_to_ms) = whole_ms(value);
    return kOk;
  }
  if (!value && !condition_of(name).empty()) return set_condition_text(settings, name, "");
  return refuse("There is no setting called " + std::string(name) + " that is a number");
}

template <typename Value>
Code assign_named(Value& target, std::optional<Value> value, std::string_view name, std::string_view text) {
  if (!value) return refuse("There is no " + std::string(name) + " called " + std::string(text));
  target = *value;
  return kOk;
}

Code set_text(Viewer& viewer, std::string_view name, std::string_view value) {
  auto& settings = staged(viewer);
  if (name == "page") return set_page_by_url(viewer, value);
  if (name == "layer") return assign_named(settings.layer, layer_from(value), name, value);
  if (name == "device") return assign_named(settings.device, device_choice_from(value), name, value);
  if (name == "overlays") {
    auto overlays = overlays_from(value);
    if (!overlays.ok()) return refuse(overlays.error().message);
    settings.overlays = std::move(overlays).value();
    return kOk;
  }
  if (name == "scale") return assign_named(settings.look.scale, scale_from(value), name, value);
  if (name == "color") return assign_named(settings.look.mono_color, color_from_hex(value), name, value);
  if (name == "ramp") return assign_named(settings.ramp, ramp_from(value), name, value);
  auto& scroll = settings.scroll;
  if (name == "unit") return assign_named(scroll.unit, scroll_unit_from(value), name, value);
  if (name == "line") return assign_named(scroll.line, reference_line_from(value), name, value);
  if (name == "depth") return assign_named(scroll.depth, depth_scale_from(value), name, value);
  if (name == "reachLines") return assign_named(scroll.markers, markers_from(value), name, value);
  if (name == "fold") return assign_named(scroll.fold, fold_kind_from(value), name, value);
  if (name == "clicks") return assign_named(settings.clicks, click_choice_from(value), name, value);
  if (name == "fixed") return assign_named(settings.fixed, fixed_plane_from(value), name, value);
  if (!condition_of(name).empty()) return set_condition_text(settings, name, value);
  return refuse("There is no setting called " + std::string(name) + " that is a text");
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE Code isotherm_set_number(const char* name, double value) {
  Code code = kOk;
  Viewer* viewer = viewer_or(code);
  return viewer ? set_number(*viewer, name, value) : code;
}

EMSCRIPTEN_KEEPALIVE Code isotherm_set_automatic(const char* name) {
  Code code = kOk;
  Viewer* viewer = viewer_or(code);
  return viewer ? set_number(*viewer, name, std::nullopt) : code;
}

EMSCRIPTEN_KEEPALIVE Code isotherm_set_text(const char* name, const char* value) {
  Code code = kOk;
  Viewer* viewer = viewer_or(code);
  return viewer ? set_text(*viewer, name, value) : code;
}

// Makes the settings since the last apply or discard one change (one step of undo).
EMSCRIPTEN_KEEPALIVE Code isotherm_apply_settings() {
  const auto settings = std::exchange(instance().staged, std::nullopt);
  return settings ? apply(command::ChangePicture{*settings}) : kOk;
}

EMSCRIPTEN_KEEPALIVE void isotherm_discard_settings() {
  instance().staged.reset();
}

// Positions and distances in view px: device px from the top left of the part in which the page is drawn.
EMSCRIPTEN_KEEPALIVE Code isotherm_set_view(double origin_x, double origin_y, double scale_x,
                                            double scale_y) {
  const bool is_valid = std::isfinite(origin_x) && std::isfinite(origin_y) && scale_x > 0 && scale_y > 0 &&
                        std::isfinite(scale_x) && std::isfinite(scale_y);
  if (!is_valid) return refuse("A view needs finite origins and scales greater than 0");
  return apply(command::SetView{PageTransform{{origin_x, origin_y}, {scale_x, scale_y}}});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_zoom_at(double x, double y, double factor) {
  if (!(factor > 0) || !std::isfinite(factor)) return refuse("A zoom factor must be greater than 0");
  return apply(command::ZoomAt{{x, y}, factor});
}
// 1 = one CSS px of the screen per page px.
EMSCRIPTEN_KEEPALIVE Code isotherm_zoom_to(double css_zoom) {
  if (!(css_zoom > 0) || !std::isfinite(css_zoom)) return refuse("A zoom must be greater than 0");
  return apply(command::ZoomTo{css_zoom});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_pan_by(double x, double y) {
  return apply(command::PanBy{{x, y}});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_fit_width() {
  return apply(command::FitWidth{});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_show_legend(bool shown) {
  return apply(command::ShowLegend{shown});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_show_panel(bool shown) {
  return apply(command::ShowPanel{shown});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_choose_readable_ramp() {
  return apply(command::ChooseReadableRamp{});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_undo() {
  return apply(command::Undo{});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_redo() {
  return apply(command::Redo{});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_dismiss_error() {
  return apply(command::DismissError{});
}

}  // extern "C"

}  // namespace isotherm::web
