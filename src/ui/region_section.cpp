#include <cstdio>

#include "model/wording.h"
#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr float kRow = 28;

// The name, while it is being written.
void name_field(PanelContext& context, const PageRegion& region, float width) {
  auto& panel = context.panel;
  ImGui::SetNextItemWidth(width);
  if (panel.filter_edit_starts) ImGui::SetKeyboardFocusHere();
  panel.filter_edit_starts = false;
  constexpr auto kFlags = ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_EnterReturnsTrue;
  ImGui::InputText("##name", panel.region_name, sizeof panel.region_name, kFlags);
  if (!ImGui::IsItemDeactivated()) return;
  panel.renamed_region = 0;
  if (!ImGui::IsKeyPressed(ImGuiKey_Escape, false) && panel.region_name != region.name)
    context.emit(command::RenameRegion{.id = region.id, .name = panel.region_name});
}

void start_renaming(PanelContext& context, const PageRegion& region) {
  context.panel.renamed_region = region.id;
  context.panel.filter_edit_starts = true;
  std::snprintf(context.panel.region_name, sizeof context.panel.region_name, "%s", region.name.c_str());
}

std::string time_text(double ms) {
  return duration_text(static_cast<uint64_t>(ms + 0.5));
}

void numbers(PanelContext& context, const PageRegion& region, const RegionStats& stats) {
  const bool are_moves = context.state.settings.layer == Layer::moves;
  std::string text =
      counted(stats.events, are_moves ? "pointer sample" : "click", are_moves ? "pointer samples" : "clicks");
  text += " by " + counted(stats.sessions, "person", "people") + " in " +
          counted(stats.page_views, "page view", "page views");
  if (stats.dwell && stats.dwell->count > 0) {
    text += "\nDwell " + duration_text(stats.dwell->total_ms) + " (" + percent_text(stats.weight_share) + ")";
    text += "; per page view " + time_text(stats.dwell->mean_ms) + " on average, median " +
            time_text(stats.dwell->median_ms);
  }
  if (stats.first.count > 0) {
    text += "\nFirst after " + time_text(stats.first.median_ms) + " (median), " +
            time_text(stats.first.mean_ms) + " on average, " + duration_text(stats.first.least_ms) +
            " at the soonest";
  }
  char place[96];
  std::snprintf(place, sizeof place, "\n%d, %d: %d × %d px", region.region.x, region.region.y,
                region.region.width, region.region.height);
  dim_text(text + place);
  const WithFont small(FontSize::small);
  const auto at = ImGui::GetCursorScreenPos();
  if (link("Rename", at)) start_renaming(context, region);
  float x = at.x + text_width("Rename") + 16;
  if (stats.sessions > 0) {
    if (link("Only these people", {x, at.y})) context.emit(command::KeepSessionsOfRegion{.id = region.id});
    x += text_width("Only these people") + 16;
  }
  if (link("Remove", {x, at.y})) context.emit(command::RemoveRegion{.id = region.id});
}

void region_row(PanelContext& context, const PageRegion& region) {
  auto& panel = context.panel;
  ImGui::PushID(static_cast<int>(region.id));
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const RegionStats* stats = context.state.regions.stats_of(region.id);
  if (panel.renamed_region == region.id) {
    name_field(context, region, width);
  } else {
    const bool is_chosen = panel.chosen_region == region.id;
    if (ImGui::InvisibleButton("region", {width, kRow})) panel.chosen_region = is_chosen ? 0 : region.id;
    const bool is_hovered = ImGui::IsItemHovered();
    if (is_hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) start_renaming(context, region);
    if (is_chosen || is_hovered)
      ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + kRow},
                                                is_chosen ? color::kAccentSoft : color::kField, 4);
    const std::string count =
        stats ? with_thousands(stats->events) + "  " + percent_text(stats->share) : std::string();
    const float y = at.y + (kRow - ImGui::GetTextLineHeight()) / 2, count_width = text_width(count);
    text_at({at.x + 8, y}, is_chosen ? color::kText : color::kTextDim,
            elided(region.name, width - count_width - 28));
    text_at({at.x + width - count_width - 8, y}, color::kTextFaint, count);
  }
  if (panel.chosen_region == region.id && stats) numbers(context, region, *stats);
  ImGui::PopID();
}

}  // namespace

void region_section(PanelContext& context) {
  const auto& regions = context.state.regions;
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  label("Regions");
  const auto below = ImGui::GetCursorScreenPos();
  const char* const tool = regions.has_tool ? "Done" : "Draw (R)";
  if (link(tool, {at.x + width - text_width(tool), at.y}))
    context.emit(command::UseRegionTool{.used = !regions.has_tool});
  ImGui::SetCursorScreenPos(below);
  const WithFont small(FontSize::small);
  bool has_any = false;
  for (const PageRegion& region : regions.list) {
    if (region.page != context.state.settings.page) continue;
    has_any = true;
    region_row(context, region);
  }
  if (!has_any) {
    dim_text(regions.has_tool ? "Drag a rectangle over the page."
                              : "Drag over the page with Shift to count what lies in a part of it.");
    return;
  }
  if (is_row_layer(context.state.settings.layer)) dim_text("Regions count clicks and moves.");
  const float half = (width - 8) / 2;
  if (button("Export CSV", {half, 0})) context.out.wants_region_report = RegionReportFormat::csv;
  ImGui::SameLine(0, 8);
  if (button("Export JSON", {half, 0})) context.out.wants_region_report = RegionReportFormat::json;
}

}  // namespace isotherm::ui
