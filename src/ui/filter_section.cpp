#include <algorithm>

#include "model/condition_text.h"
#include "model/wording.h"
#include "ui/filter_editors.h"
#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr float kRow = 28;

struct ActiveFilter {
  std::string part, text;
};

// What is in force, tags key by key.
std::vector<ActiveFilter> active_filters(const Conditions& conditions) {
  std::vector<ActiveFilter> active;
  for (const std::string_view name : condition_names()) {
    if (name == "tags") {
      for (const Tag& tag : conditions.tags) {
        const std::string part = "tag:" + tag.key;
        const auto same =
            std::find_if(active.begin(), active.end(), [&](const auto& one) { return one.part == part; });
        if (same == active.end()) {
          active.push_back({part, tag.value});
        } else {
          same->text += ", " + tag.value;
        }
      }
      continue;
    }
    std::string text = condition_text(conditions, name);
    if (text.empty()) continue;
    if (name == "sessions" && conditions.sessions.size() > 1)
      text = counted(conditions.sessions.size(), "session", "sessions");
    active.push_back({std::string(name), text});
  }
  return active;
}

void lift(Conditions& conditions, const std::string& part) {
  if (part.substr(0, 4) == "tag:") {
    std::erase_if(conditions.tags, [&](const Tag& tag) { return tag.key == part.substr(4); });
  } else {
    const Status lifted = set_condition(conditions, part, "");
    (void)lifted;  // an empty text lifts every condition
  }
}

void set_conditions(PanelContext& context, const Conditions& conditions) {
  auto settings = context.state.settings;
  settings.conditions = conditions;
  context.change(settings);
}

// Name and text; a click edits, the cross at the right edge lifts it.
void active_row(PanelContext& context, const ActiveFilter& filter) {
  ImGui::PushID(filter.part.c_str());
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool is_open = context.panel.filter_part == filter.part;
  if (ImGui::InvisibleButton("edit", {width - kRow, kRow})) {
    if (is_open) {
      close_filter_editor(context);
    } else {
      open_filter_editor(context, filter.part == "zone" ? "hours" : filter.part);
    }
  }
  const bool is_hovered = ImGui::IsItemHovered();
  auto& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, {at.x + width, at.y + kRow - 2}, is_hovered ? color::kFieldHovered : color::kField,
                     4);
  const float y = at.y + (kRow - 2 - ImGui::GetTextLineHeight()) / 2;
  const auto name = filter_label(filter.part);
  text_at({at.x + 8, y}, color::kTextDim, name);
  const float left = at.x + 16 + text_width(name);
  text_at({left, y}, color::kText, elided(filter.text, at.x + width - kRow - left));
  ImGui::SetCursorScreenPos({at.x + width - kRow, at.y});
  if (ImGui::InvisibleButton("lift", {kRow, kRow})) {
    Conditions conditions = context.state.settings.conditions;
    lift(conditions, filter.part);
    set_conditions(context, conditions);
  }
  const ImU32 cross = ImGui::IsItemHovered() ? color::kText : color::kTextFaint;
  const ImVec2 middle{at.x + width - kRow / 2, at.y + kRow / 2 - 1};
  list.AddLine({middle.x - 4, middle.y - 4}, {middle.x + 4, middle.y + 4}, cross, 1.5f);
  list.AddLine({middle.x + 4, middle.y - 4}, {middle.x - 4, middle.y + 4}, cross, 1.5f);
  ImGui::PopID();
}

void add_button(PanelContext& context) {
  if (button("Add a filter", {-1, 0})) ImGui::OpenPopup("parts");
  if (!ImGui::BeginPopup("parts")) return;
  const auto item = [&](const std::string& part) {
    if (ImGui::Selectable(filter_label(part).c_str())) open_filter_editor(context, part);
  };
  if (const auto& facets = context.state.filters.facets) {
    for (const TagFacet& tag : facets->tags)
      item("tag:" + tag.key);
    if (!facets->tags.empty()) ImGui::Separator();
  }
  for (const std::string_view name : condition_names()) {
    if (name != "tags" && name != "zone") item(std::string(name));
  }
  ImGui::EndPopup();
}

}  // namespace

void filter_section(PanelContext& context) {
  const auto& state = context.state;
  const Conditions& conditions = state.settings.conditions;
  const auto active = active_filters(conditions);
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  label("Filters", active.empty() ? "None" : "");
  if (!active.empty()) {
    const auto below = ImGui::GetCursorScreenPos();
    if (link("Clear", {at.x + width - text_width("Clear"), at.y})) set_conditions(context, {});
    ImGui::SetCursorScreenPos(below);
  }
  const WithFont small(FontSize::small);
  for (const ActiveFilter& filter : active)
    active_row(context, filter);
  if (!context.panel.filter_part.empty()) {
    const bool is_active = std::any_of(active.begin(), active.end(), [&](const auto& filter) {
      return filter.part == context.panel.filter_part;
    });
    const auto head = ImGui::GetCursorScreenPos();
    label(is_active ? "" : filter_label(context.panel.filter_part));
    const auto below = ImGui::GetCursorScreenPos();
    const bool is_closed = link("Done", {head.x + width - text_width("Done"), head.y});
    ImGui::SetCursorScreenPos(below);
    filter_editor(context);
    if (is_closed) close_filter_editor(context);
  } else {
    add_button(context);
  }
  if (!active.empty() && state.filters.facets)
    dim_text("Keeps " + kept_text(state.filters.facets->kept) + ", with device and time");
}

}  // namespace isotherm::ui
