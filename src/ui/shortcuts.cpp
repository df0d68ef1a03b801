#include <imgui.h>
#include <algorithm>
#include <cmath>

#include "ui/sections.h"

namespace isotherm::ui {
namespace {

bool is_pressed(ImGuiKey key, bool repeats = false) {
  return ImGui::IsKeyPressed(key, repeats);
}

void control_keys(PanelContext& context) {
  if (is_pressed(ImGuiKey_Z, true)) {
    if (ImGui::GetIO().KeyShift) {
      context.emit(command::Redo{});
    } else {
      context.emit(command::Undo{});
    }
  }
  if (is_pressed(ImGuiKey_Y, true)) context.emit(command::Redo{});
  if (is_pressed(ImGuiKey_O)) context.out.wants_open = true;
  if (is_pressed(ImGuiKey_S) && context.state.has_page()) context.out.wants_save = true;
}

void picture_keys(PanelContext& context) {
  constexpr ImGuiKey kLayerKeys[] = {ImGuiKey_1, ImGuiKey_2, ImGuiKey_3, ImGuiKey_4, ImGuiKey_5};
  auto settings = context.state.settings;
  for (int layer = 0; layer < 5; ++layer) {
    if (is_pressed(kLayerKeys[layer])) settings.layer = static_cast<Layer>(layer);
  }
  if (is_pressed(ImGuiKey_C)) {
    settings.ramp = kRamps[(static_cast<size_t>(settings.ramp) + 1) % kRamps.size()];
  }
  if (settings != context.state.settings) context.change(settings);
  if (is_pressed(ImGuiKey_R)) context.emit(command::UseRegionTool{.used = !context.state.regions.has_tool});
  if (is_pressed(ImGuiKey_T)) context.emit(command::PlayTime{.is_playing = !context.state.time.is_playing});
}

void radius_keys(PanelContext& context) {
  const bool is_smaller = is_pressed(ImGuiKey_LeftBracket, true),
             is_larger = is_pressed(ImGuiKey_RightBracket, true);
  if (is_smaller == is_larger) return;
  // A key held down is one gesture, like a drag.
  if (is_pressed(is_smaller ? ImGuiKey_LeftBracket : ImGuiKey_RightBracket)) ++context.panel.gesture;
  auto settings = context.state.settings;
  const double step = std::max(1.0, std::round(settings.radius_px * 0.1));
  settings.radius_px =
      std::clamp(settings.radius_px + (is_larger ? step : -step), kMinRadiusPx, kMaxRadiusPx);
  context.change_in_gesture(settings);
}

void view_keys(PanelContext& context) {
  const auto& state = context.state;
  const auto center = glm::dvec2(state.view_px.width, state.view_px.height) * 0.5;
  const double arrow = 60 * state.pixel_ratio, screen = state.view_px.height * 0.9;
  const double whole =
      state.page_px.height * state.view_from_page.view_px_per_page_px.y + state.view_px.height;
  const auto zoom = [&](double factor) { context.emit(command::ZoomAt{.view = center, .factor = factor}); };
  const auto pan = [&](double x, double y) { context.emit(command::PanBy{.view_px = {x, y}}); };
  if (is_pressed(ImGuiKey_Equal, true) || is_pressed(ImGuiKey_KeypadAdd, true)) zoom(1.25);
  if (is_pressed(ImGuiKey_Minus, true) || is_pressed(ImGuiKey_KeypadSubtract, true)) zoom(1 / 1.25);
  if (is_pressed(ImGuiKey_0) || is_pressed(ImGuiKey_Keypad0)) context.emit(command::ZoomTo{.css_zoom = 1});
  if (is_pressed(ImGuiKey_F)) context.emit(command::FitWidth{});
  if (is_pressed(ImGuiKey_LeftArrow, true)) pan(arrow, 0);
  if (is_pressed(ImGuiKey_RightArrow, true)) pan(-arrow, 0);
  if (is_pressed(ImGuiKey_UpArrow, true)) pan(0, arrow);
  if (is_pressed(ImGuiKey_DownArrow, true)) pan(0, -arrow);
  if (is_pressed(ImGuiKey_PageUp, true)) pan(0, screen);
  if (is_pressed(ImGuiKey_PageDown, true)) pan(0, -screen);
  if (is_pressed(ImGuiKey_Home)) pan(0, whole);
  if (is_pressed(ImGuiKey_End)) pan(0, -whole);
}

void panel_keys(PanelContext& context) {
  if (is_pressed(ImGuiKey_H)) context.emit(command::ShowPanel{.shown = !context.state.shows_panel});
  if (is_pressed(ImGuiKey_L)) context.emit(command::ShowLegend{.shown = !context.state.shows_legend});
  if (is_pressed(ImGuiKey_Slash) && ImGui::GetIO().KeyShift) context.panel.shows_help ^= true;
  if (is_pressed(ImGuiKey_Escape)) {
    context.panel.shows_help = false;
    if (context.state.regions.has_tool) context.emit(command::UseRegionTool{.used = false});
    if (context.state.error) {
      context.emit(command::DismissError{});
    } else if (context.state.load.phase == LoadState::Phase::loading) {
      context.emit(command::CancelLoading{});
    }
  }
}

}  // namespace

void shortcuts(PanelContext& context) {
  const auto& io = ImGui::GetIO();
  if (io.WantTextInput) return;
  if (io.KeyCtrl || io.KeySuper) {
    control_keys(context);
    return;
  }
  panel_keys(context);
  if (!context.state.has_page()) return;
  if (replay_shortcuts(context)) return;
  picture_keys(context);
  radius_keys(context);
  view_keys(context);
}

}  // namespace isotherm::ui
