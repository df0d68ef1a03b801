// What happened in the open session, line by line: follows the replay, and jumps to what is clicked.
#include <algorithm>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/time_text.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr float kEventRow = 22;

ImU32 color_of(ReplayEventKind kind) {
  switch (kind) {
    case ReplayEventKind::rage:
      return color::kError;
    case ReplayEventKind::page:
      return color::kText;
    case ReplayEventKind::scroll:
    case ReplayEventKind::resize:
      return color::kTextFaint;
    default:
      return color::kTextDim;
  }
}

std::string text_of(const PanelContext& context, const ReplayEvent& event) {
  const auto& replay = context.state.replay;
  char numbers[64] = "";
  const double x = px_from_units(event.x), y = px_from_units(event.y);
  switch (event.kind) {
    case ReplayEventKind::page:
      return replay.catalog->pages[replay.track->visits()[event.visit].page].url;
    case ReplayEventKind::scroll:
      std::snprintf(numbers, sizeof numbers, "scrolled to %.0f px", y);
      break;
    case ReplayEventKind::resize:
      std::snprintf(numbers, sizeof numbers, "resized to %.0f × %.0f", x, y);
      break;
    default:
      std::snprintf(numbers, sizeof numbers, " at %.0f, %.0f", x, y);
      return std::string(to_string(event.kind)) + numbers;
  }
  return numbers;
}

void event_row(PanelContext& context, size_t index) {
  const auto& replay = context.state.replay;
  const ReplayEvent& event = replay.track->events()[index];
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::PushID(static_cast<int>(index));
  if (ImGui::InvisibleButton("event", {width, kEventRow}))
    context.emit(command::Seek{.t_ms = static_cast<double>(event.t_ms)});
  ImGui::PopID();
  const bool is_hovered = ImGui::IsItemHovered(), is_current = index == replay.event;
  if (is_current || is_hovered) {
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + kEventRow},
                                              is_current ? color::kAccentSoft : color::kField, 4);
  }
  const float y = at.y + (kEventRow - ImGui::GetTextLineHeight()) / 2;
  const auto time = span_text(static_cast<double>(event.t_ms));
  text_at({at.x + 6, y}, color::kTextFaint, time);
  const float left = at.x + 66;
  text_at({left, y}, color_of(event.kind), elided(text_of(context, event), at.x + width - left - 6));
  if (is_hovered) ImGui::SetTooltip("%s UTC", clock_text(replay.track->start_unix_ms() + event.t_ms).c_str());
}

}  // namespace

void events_section(PanelContext& context) {
  const auto& replay = context.state.replay;
  const auto events = replay.track->events();
  section_gap();
  label("Events", with_thousands(events.size()));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 1));
  ImGui::BeginChild("events", {0, 0});
  constexpr float kStep = kEventRow + 1;
  if (replay.event !=
      context.panel.shown_event) {  // keeps the current line in view, but only when it changes
    context.panel.shown_event = replay.event;
    const float top = replay.event < events.size() ? static_cast<float>(replay.event) * kStep : 0;
    const float shown = ImGui::GetWindowHeight(), from = ImGui::GetScrollY();
    if (top < from || top + kStep > from + shown) ImGui::SetScrollY(std::max(0.0f, top - shown / 3));
  }
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(events.size()), kStep);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      event_row(context, static_cast<size_t>(i));
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace isotherm::ui
