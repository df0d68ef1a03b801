#include "viewer/canvas_input.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace isotherm {
namespace {

constexpr double kWheelCssPx = 100;  // per notch
constexpr float kClickSlackPx = 4;   // a hand trembles

// A notch is a firm step; a pinch comes as many small fractions of one, whose exponential is the fingers'
// spread.
double zoom_factor(double wheel) {
  return std::abs(wheel) >= 0.9 ? std::pow(1.25, wheel) : std::exp(wheel);
}

void collect_wheel(glm::dvec2 pointer_view, double pixel_ratio, std::vector<Command>& commands) {
  const auto& io = ImGui::GetIO();
  const double vertical = io.MouseWheel, horizontal = io.MouseWheelH;
  if (vertical == 0 && horizontal == 0) return;
  if (io.KeyCtrl || io.KeySuper) {
    if (vertical != 0)
      commands.push_back(command::ZoomAt{.view = pointer_view, .factor = zoom_factor(vertical)});
    return;
  }
  const auto wheel = io.KeyShift ? glm::dvec2(vertical + horizontal, 0) : glm::dvec2(horizontal, vertical);
  commands.push_back(command::PanBy{.view_px = wheel * (kWheelCssPx * pixel_ratio)});
}

}  // namespace

void CanvasInput::collect_hover(const AppState& state, const Rect& canvas,
                                std::vector<Command>& commands) const {
  const auto& io = ImGui::GetIO();
  const glm::dvec2 window(io.MousePos.x, io.MousePos.y);
  std::optional<glm::dvec2> view;
  const bool is_over =
      ImGui::IsMousePosValid() && canvas.contains(window) && !io.WantCaptureMouse && !is_dragging_;
  if (is_over) view = (window - glm::dvec2(canvas.x0, canvas.y0)) * state.pixel_ratio;
  if (view != state.hover_view) commands.push_back(command::Hover{.view = view});
}

void CanvasInput::collect_drag(double pixel_ratio, std::vector<Command>& commands) {
  const auto& io = ImGui::GetIO();
  const bool is_down =
      ImGui::IsMouseDown(ImGuiMouseButton_Left) || ImGui::IsMouseDown(ImGuiMouseButton_Middle);
  const bool starts =
      ImGui::IsMouseClicked(ImGuiMouseButton_Left) || ImGui::IsMouseClicked(ImGuiMouseButton_Middle);
  if (!is_down) is_dragging_ = false;
  if (is_dragging_) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) {
      commands.push_back(
          command::PanBy{.view_px = glm::dvec2(io.MouseDelta.x, io.MouseDelta.y) * pixel_ratio});
    }
  }
  if (starts && !io.WantCaptureMouse && !region_start_) is_dragging_ = true;
}

namespace {

Region region_between(glm::dvec2 a, glm::dvec2 b) {
  const auto edge = [](double px) { return static_cast<int32_t>(std::clamp(px, -1e8, 1e8)); };
  const int32_t x0 = edge(std::floor(std::min(a.x, b.x))), y0 = edge(std::floor(std::min(a.y, b.y)));
  return {x0, y0, edge(std::ceil(std::max(a.x, b.x))) - x0, edge(std::ceil(std::max(a.y, b.y))) - y0};
}

}  // namespace

void CanvasInput::collect_region(const AppState& state, const Rect& canvas, std::vector<Command>& commands) {
  constexpr float kLeastDragPx = 4;  // less is a click
  const auto& io = ImGui::GetIO();
  const auto page = state.view_from_page.page_from_view(
      (glm::dvec2(io.MousePos.x, io.MousePos.y) - glm::dvec2(canvas.x0, canvas.y0)) * state.pixel_ratio);
  const bool is_asked = state.replay.mode == ViewMode::heatmap && (io.KeyShift || state.regions.has_tool);
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && is_asked && !io.WantCaptureMouse && state.has_page())
    region_start_ = page;
  if (!region_start_) return;
  ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNWSE);
  const Region region = region_between(*region_start_, page);
  const bool is_gone = ImGui::IsKeyPressed(ImGuiKey_Escape, false);
  if (ImGui::IsMouseDown(ImGuiMouseButton_Left) && !is_gone) {
    if (ImGui::IsMouseDragging(ImGuiMouseButton_Left, kLeastDragPx) || state.regions.drawn)
      commands.push_back(command::DrawRegion{.region = region});
    return;
  }
  if (state.regions.drawn && !is_gone) commands.push_back(command::AddRegion{.region = region, .name = {}});
  commands.push_back(command::DrawRegion{.region = std::nullopt});
  region_start_.reset();
}

// A press and release at one place, not of a double click, asks who is behind that place.
void CanvasInput::collect_click(const AppState& state, const Rect& canvas, std::vector<Command>& commands) {
  const auto& io = ImGui::GetIO();
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) is_click_ = !io.WantCaptureMouse;
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    is_click_ = false;
    if (state.replay.spot) commands.push_back(command::ClearSpot{});
  }
  if (io.MouseDragMaxDistanceSqr[ImGuiMouseButton_Left] > kClickSlackPx * kClickSlackPx) is_click_ = false;
  if (!ImGui::IsMouseReleased(ImGuiMouseButton_Left) || !is_click_) return;
  is_click_ = false;
  const glm::dvec2 window(io.MousePos.x, io.MousePos.y);
  if (state.replay.mode != ViewMode::heatmap || !state.has_page() || !canvas.contains(window)) return;
  const auto view = (window - glm::dvec2(canvas.x0, canvas.y0)) * state.pixel_ratio;
  commands.push_back(command::PickSpot{.page = state.view_from_page.page_from_view(view)});
}

void CanvasInput::collect(const AppState& state, const Rect& canvas, std::vector<Command>& commands) {
  const auto& io = ImGui::GetIO();
  collect_region(state, canvas, commands);
  collect_drag(state.pixel_ratio, commands);
  collect_click(state, canvas, commands);
  collect_hover(state, canvas, commands);
  if (io.WantCaptureMouse || !ImGui::IsMousePosValid()) return;
  const auto pointer =
      (glm::dvec2(io.MousePos.x, io.MousePos.y) - glm::dvec2(canvas.x0, canvas.y0)) * state.pixel_ratio;
  collect_wheel(pointer, state.pixel_ratio, commands);
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && !region_start_) {
    commands.push_back(command::ZoomAt{.view = pointer, .factor = io.KeyShift ? 0.5 : 2.0});
  }
}

}  // namespace isotherm
