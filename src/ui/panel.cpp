#include "ui/panel.h"

#include <imgui.h>

#include <algorithm>
#include <span>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr float kFooterHeight = 38, kCostRow = 18;

void header(PanelContext& context) {
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  {
    const WithFont title(FontSize::title);
    ImGui::TextUnformatted("Isotherm");
  }
  ImGui::SetCursorScreenPos({at.x + width - 28, at.y - 3});
  ImGui::PushStyleColor(ImGuiCol_Button, IM_COL32(0, 0, 0, 0));
  if (button("##hide", {28, 28})) context.emit(command::ShowPanel{.shown = false});
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("Hide the panel (H)");
  ImGui::PopStyleColor();
  // a chevron to the left
  const auto min = ImGui::GetItemRectMin();
  auto& list = *ImGui::GetWindowDrawList();
  list.AddLine({min.x + 16.5f, min.y + 9}, {min.x + 11.5f, min.y + 14}, color::kTextDim, 1.5f);
  list.AddLine({min.x + 11.5f, min.y + 14}, {min.x + 16.5f, min.y + 19}, color::kTextDim, 1.5f);
  ImGui::Dummy({0, 2});
}

void sections(PanelContext& context) {
  recording_section(context);
  if (!context.state.has_page()) return;
  section_gap();
  mode_section(context);
  if (shows_session_panel(context.state)) return sessions_section(context);
  using Section = void (*)(PanelContext&);
  constexpr Section kHeatmap[] = {page_section,   layer_section,   look_section,
                                  scale_section,  overlay_section, time_section,
                                  filter_section, region_section,  sample_section};
  // A swarm has no layer: only what chooses page views matters to it.
  constexpr Section kSwarm[] = {page_section, layer_section, time_section, filter_section, sample_section};
  const bool is_swarm = context.state.replay.mode == ViewMode::swarm;
  for (const Section section : is_swarm ? std::span<const Section>(kSwarm) : std::span(kHeatmap)) {
    section_gap();
    section(context);
  }
}

// With what is unfolded.
float footer_height(const PanelContext& context) {
  if (!context.panel.shows_cost || context.cost.empty()) return kFooterHeight;
  return kFooterHeight + kCostRow * static_cast<float>(context.cost.size() + 1) + 12;
}

// What the last change cost, above the renderer's name.
void cost_rows(const PanelContext& context, ImVec2 at, float width) {
  text_at(at, color::kTextDim, "What the last change cost");
  for (const CostRow& row : context.cost) {
    at.y += kCostRow;
    text_at(at, color::kTextFaint, row.name);
    text_at({at.x + width - text_width(row.value), at.y}, color::kTextDim, row.value);
  }
}

// The renderer's name; a click unfolds what it did.
void renderer_name(PanelContext& context, ImVec2 at) {
  const float arrow = 14, height = ImGui::GetTextLineHeight();
  ImGui::SetCursorScreenPos({at.x, at.y - 4});
  if (ImGui::InvisibleButton("cost", {text_width(context.renderer) + arrow + 4, height + 8}))
    context.panel.shows_cost ^= true;
  const ImU32 name_color = ImGui::IsItemHovered() ? color::kText : color::kTextFaint;
  if (ImGui::IsItemHovered() && !context.panel.shows_cost) ImGui::SetTooltip("What the last change cost");
  text_at(at, name_color, context.renderer);
  const ImVec2 tip{at.x + text_width(context.renderer) + arrow, at.y + height / 2};
  auto& list = *ImGui::GetWindowDrawList();
  const float up = context.panel.shows_cost ? 2.0f : -2.0f;  // where it unfolds to, or folds
  list.AddLine({tip.x - 8, tip.y - up}, {tip.x - 4, tip.y + up}, name_color, 1.5f);
  list.AddLine({tip.x - 4, tip.y + up}, {tip.x, tip.y - up}, name_color, 1.5f);
}

void footer(PanelContext& context) {
  const WithFont small(FontSize::small);
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::GetWindowDrawList()->AddLine({at.x - kPanelPadding, at.y}, {at.x + width + kPanelPadding, at.y},
                                      color::kLine);
  const float unfolded = footer_height(context) - kFooterHeight;
  if (unfolded > 0) cost_rows(context, {at.x, at.y + 12}, width);
  const float middle = at.y + unfolded + (kFooterHeight - ImGui::GetTextLineHeight()) / 2;
  renderer_name(context, {at.x, middle});
  const float help_width = text_width("Keys  ?");
  ImGui::SetCursorScreenPos({at.x + width - help_width, middle - 4});
  if (ImGui::InvisibleButton("help", {help_width, ImGui::GetTextLineHeight() + 8}))
    context.panel.shows_help ^= true;
  const ImU32 help_color = ImGui::IsItemHovered() ? color::kText : color::kTextDim;
  text_at({at.x + width - help_width, middle}, help_color, "Keys  ?");
}

void side_panel(PanelContext& context) {
  const auto window = ImGui::GetIO().DisplaySize;
  const float width = std::min(kPanelWidth, window.x);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width, window.y});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  constexpr auto kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                          ImGuiWindowFlags_NoNav;
  ImGui::Begin("panel", nullptr, kFlags);
  ImGui::PopStyleVar();
  const float below = footer_height(context);
  ImGui::BeginChild("sections", {0, window.y - below}, ImGuiChildFlags_AlwaysUseWindowPadding,
                    ImGuiWindowFlags_NoNav);
  header(context);
  sections(context);
  ImGui::EndChild();
  ImGui::SetCursorPos({kPanelPadding, window.y - below});
  ImGui::BeginChild("footer", {width - 2 * kPanelPadding, below}, ImGuiChildFlags_None,
                    ImGuiWindowFlags_NoScrollbar);
  footer(context);
  ImGui::EndChild();
  ImGui::End();
}

// What stays of a hidden panel.
void open_button(PanelContext& context) {
  begin_floating("show panel", {12, 12}, {0, 0});
  const auto at = ImGui::GetCursorScreenPos();
  if (ImGui::InvisibleButton("show", {24, 22})) context.emit(command::ShowPanel{.shown = true});
  const ImU32 bar = ImGui::IsItemHovered() ? color::kText : color::kTextDim;
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("Show the panel (H)");
  for (const float y : {5.0f, 11.0f, 17.0f}) {
    ImGui::GetWindowDrawList()->AddLine({at.x + 3, at.y + y}, {at.x + 21, at.y + y}, bar, 2);
  }
  end_floating();
}

}  // namespace

bool shows_session_panel(const AppState& state) {
  return state.replay.mode == ViewMode::session ||
         (state.replay.mode == ViewMode::heatmap && state.replay.shows_sessions);
}

bool is_narrow(glm::dvec2 window) {
  return window.x < kNarrowWindow;
}

Rect canvas_area(const AppState& state, glm::dvec2 window) {
  const double left = state.shows_panel && !is_narrow(window) ? kPanelWidth : 0;
  const double below = state.replay.mode == ViewMode::heatmap ? 0 : kTimelineHeight;
  return {std::min(left, window.x), 0, window.x, std::max(0.0, window.y - below)};
}

float page_right(const AppState& state, const Rect& canvas) {
  const bool has_graph = state.replay.mode == ViewMode::heatmap;
  return static_cast<float>(canvas.x1 - (has_graph ? state.side_graph_px / state.pixel_ratio : 0));
}

void draw_panel(PanelContext& context, const Rect& canvas) {
  shortcuts(context);
  if (context.state.shows_panel) {
    side_panel(context);
  } else {
    open_button(context);
  }
  const bool is_covered = context.state.shows_panel && is_narrow({canvas.x1, canvas.y1});
  if (!is_covered) {
    if (context.state.replay.mode == ViewMode::heatmap) region_overlay(context, canvas);
    timeline(context, canvas);
    spot_box(context, canvas);
    if (context.state.replay.mode == ViewMode::heatmap) legend_overlay(context, canvas);
    zoom_bar(context, canvas);
    empty_page(context, canvas);
    hover_tooltip(context, canvas);
  }
  error_box(context, canvas);
  notice(context, canvas);
  help_window(context, canvas);
}

}  // namespace isotherm::ui
