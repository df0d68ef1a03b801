#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {

void zoom_bar(PanelContext& context, const Rect& canvas) {
  const auto& state = context.state;
  if (!state.has_page()) return;
  begin_floating("zoom", {page_right(state, canvas) - 12, static_cast<float>(canvas.y1) - 12}, {1, 1});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(4, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(4, 4));
  ImGui::PushStyleColor(ImGuiCol_Button, IM_COL32(0, 0, 0, 0));
  const auto center = glm::dvec2(state.view_px.width, state.view_px.height) * 0.5;
  char percent[32];
  std::snprintf(percent, sizeof percent, "%.0f %%###percent", state.css_zoom() * 100);
  if (button("−", {28, 26})) context.emit(command::ZoomAt{.view = center, .factor = 1 / 1.25});
  ImGui::SameLine();
  if (button(percent, {60, 26})) context.emit(command::ZoomTo{.css_zoom = 1});
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("100 %% (0)");
  ImGui::SameLine();
  if (button("+", {28, 26})) context.emit(command::ZoomAt{.view = center, .factor = 1.25});
  ImGui::SameLine();
  if (button("Fit", {36, 26})) context.emit(command::FitWidth{});
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("Fit the page's width (F)");
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  end_floating();
}

}  // namespace isotherm::ui
