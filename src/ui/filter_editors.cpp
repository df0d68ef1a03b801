#include "ui/filter_editors.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <span>

#include "model/condition_text.h"
#include "model/wording.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr float kRow = 26, kCellHeight = 30;
constexpr size_t kRowsShown = 6;

void set_conditions(PanelContext& context, const Conditions& conditions) {
  auto settings = context.state.settings;
  settings.conditions = conditions;
  context.change(settings);
}

// A choice with its count; true when clicked.
bool option_row(const std::string& text, const FacetCount& kept, bool is_on) {
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool is_pressed = ImGui::InvisibleButton(text.empty() ? "##empty" : text.c_str(), {width, kRow});
  const bool is_hovered = ImGui::IsItemHovered();
  if (is_on || is_hovered)
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + kRow - 2},
                                              is_on ? color::kAccentSoft : color::kField, 4);
  const auto count = with_thousands(kept.page_views);
  const float y = at.y + (kRow - 2 - ImGui::GetTextLineHeight()) / 2, count_width = text_width(count);
  text_at({at.x + 8, y}, is_on ? color::kText : color::kTextDim,
          elided(text.empty() ? "(empty)" : text, width - count_width - 28));
  text_at({at.x + width - count_width - 8, y}, color::kTextFaint, count);
  if (is_hovered) ImGui::SetTooltip("%s\nwould keep %s", text.c_str(), kept_text(kept).c_str());
  return is_pressed;
}

template <typename Rows>
void scrolling_rows(const char* id, size_t count, Rows&& rows) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::BeginChild(id, {0, static_cast<float>(std::min(count, kRowsShown)) * kRow});
  rows();
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

void tag_values(PanelContext& context, const std::string& key) {
  const auto& facets = context.state.filters.facets;
  if (!facets) return dim_text("Counting …");
  const auto facet =
      std::find_if(facets->tags.begin(), facets->tags.end(), [&](const auto& tag) { return tag.key == key; });
  if (facet == facets->tags.end()) return dim_text("No session carries this tag.");
  Conditions conditions = context.state.settings.conditions;
  scrolling_rows("values", facet->values.size(), [&] {
    for (const auto& value : facet->values) {
      const Tag tag{key, value.value};
      const auto found = std::find(conditions.tags.begin(), conditions.tags.end(), tag);
      const bool is_on = found != conditions.tags.end();
      if (!option_row(value.value, value.kept, is_on)) continue;
      if (is_on) {
        conditions.tags.erase(found);
      } else {
        conditions.tags.push_back(tag);
      }
      set_conditions(context, conditions);
      break;
    }
  });
  if (facet->value_count > facet->values.size())
    dim_text("The " + with_thousands(facet->values.size()) + " most frequent of " +
             with_thousands(facet->value_count) + " values");
}

// Bars side by side, one per bit; a click switches one. From all to one, and from none to all.
void bit_cells(std::span<const FacetCount> counts, uint32_t bits,
               const std::function<std::string(size_t)>& name, const std::function<void(uint32_t)>& set) {
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x / static_cast<float>(counts.size());
  const uint32_t all = static_cast<uint32_t>((uint64_t{1} << counts.size()) - 1);
  uint32_t most = 1;
  for (const FacetCount& count : counts)
    most = std::max(most, count.page_views);
  auto& list = *ImGui::GetWindowDrawList();
  for (size_t i = 0; i < counts.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const ImVec2 min{at.x + width * static_cast<float>(i), at.y};
    ImGui::SetCursorScreenPos(min);
    if (ImGui::InvisibleButton("cell", {width, kCellHeight + 2})) {
      const uint32_t bit = 1u << i;
      const uint32_t changed = bits == all ? bit : bits ^ bit;
      set(changed == 0 ? all : changed);
    }
    const bool is_on = (bits >> i & 1u) != 0, is_hovered = ImGui::IsItemHovered();
    list.AddRectFilled({min.x + 0.5f, min.y}, {min.x + width - 0.5f, min.y + kCellHeight},
                       is_hovered ? color::kFieldHovered : color::kField, 2);
    const float height =
        (kCellHeight - 2) * static_cast<float>(counts[i].page_views) / static_cast<float>(most);
    list.AddRectFilled({min.x + 0.5f, min.y + kCellHeight - std::max(height, 1.0f)},
                       {min.x + width - 0.5f, min.y + kCellHeight},
                       is_on ? color::kAccent : color::kTextFaint, 2);
    if (is_hovered) ImGui::SetTooltip("%s: would keep %s", name(i).c_str(), kept_text(counts[i]).c_str());
    ImGui::PopID();
  }
  ImGui::SetCursorScreenPos({at.x, at.y + kCellHeight + 4});
}

void zone_choice(PanelContext& context, const Facets& facets) {
  constexpr std::array kZones{"Recorded clock", "UTC", "Other"};
  Conditions conditions = context.state.settings.conditions;
  const auto offset = conditions.utc_offset_min;
  int zone = !offset ? 0 : *offset == 0 ? 1 : 2;
  if (segmented("zone", kZones, zone)) {
    conditions.utc_offset_min = zone == 0   ? std::nullopt
                                : zone == 1 ? std::optional(0)
                                            : std::optional(offset.value_or(0) == 0 ? 60 : *offset);
    set_conditions(context, conditions);
  }
  if (zone == 2) {
    double hours = offset.value_or(0) / 60.0;
    if (slider(context,
               {.name = "Offset",
                .min = -12,
                .max = 14,
                .step = 0.25,
                .initial = 0,
                .value_text = utc_offset_text(offset.value_or(0))},
               hours)) {
      auto settings = context.state.settings;
      settings.conditions.utc_offset_min = static_cast<int32_t>(hours * 60);
      context.change_in_gesture(settings);
    }
  }
  if (zone == 0 && !facets.has_utc_offsets) dim_text("This recording tells no time zones: hours are UTC.");
}

void hour_cells(PanelContext& context) {
  const auto& facets = context.state.filters.facets;
  if (!facets) return dim_text("Counting …");
  const Conditions& conditions = context.state.settings.conditions;
  bit_cells(
      facets->hours, conditions.hours,
      [](size_t hour) { return std::to_string(hour) + ":00–" + std::to_string(hour) + ":59"; },
      [&](uint32_t bits) {
        Conditions changed = conditions;
        changed.hours = bits;
        set_conditions(context, changed);
      });
  zone_choice(context, *facets);
}

void weekday_cells(PanelContext& context) {
  constexpr std::array kDays{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  const auto& facets = context.state.filters.facets;
  if (!facets) return dim_text("Counting …");
  const Conditions& conditions = context.state.settings.conditions;
  bit_cells(
      facets->weekdays, conditions.weekdays, [&](size_t day) { return std::string(kDays[day]); },
      [&](uint32_t bits) {
        Conditions changed = conditions;
        changed.weekdays = static_cast<uint8_t>(bits);
        set_conditions(context, changed);
      });
  zone_choice(context, *facets);
}

const char* hint_of(std::string_view part) {
  if (part == "pages") return "https://example.com/shop*";
  if (part == "widths") return "1024-1440, 768-, -767";
  if (part == "session-length") return "10s-5min, 30s-";
  if (part == "sessions") return "One session id a line";
  return "Address; * is anything";
}

// What the text would keep, or what is wrong with it; Enter or the button makes it so.
void text_field(PanelContext& context) {
  auto& panel = context.panel;
  if (panel.filter_edit_starts) ImGui::SetKeyboardFocusHere();
  panel.filter_edit_starts = false;
  bool is_entered = false;
  if (panel.filter_part == "sessions") {
    ImGui::InputTextMultiline("##filter", panel.filter_text, sizeof panel.filter_text, {-1, 66});
  } else {
    ImGui::SetNextItemWidth(-1);
    is_entered = ImGui::InputTextWithHint("##filter", hint_of(panel.filter_part), panel.filter_text,
                                          sizeof panel.filter_text, ImGuiInputTextFlags_EnterReturnsTrue);
  }
  Conditions conditions = context.state.settings.conditions;
  const Status set = set_condition(conditions, panel.filter_part, panel.filter_text);
  if (!set) {
    context.emit(command::PreviewFilters{});
    dim_text(set.error().message);
    return;
  }
  const bool is_new = conditions != context.state.settings.conditions;
  const auto& preview = context.state.filters.preview;
  if (!is_new) {
    if (preview) context.emit(command::PreviewFilters{});
    return;
  }
  if (!preview || preview->conditions != conditions)
    context.emit(command::PreviewFilters{.conditions = conditions});
  const bool is_counted = preview && preview->kept && preview->conditions == conditions;
  dim_text(is_counted ? "Would keep " + kept_text(*preview->kept) : "Counting …");
  if (accent_button("Apply", {-1, 0}) || is_entered) {
    set_conditions(context, conditions);
    close_filter_editor(context);
  }
}

void page_choice(PanelContext& context, const std::vector<PageFacet>& pages,
                 std::string Conditions::*pattern) {
  Conditions conditions = context.state.settings.conditions;
  scrolling_rows("pages", pages.size(), [&] {
    for (const PageFacet& facet : pages) {
      const auto row = std::find_if(context.state.pages.begin(), context.state.pages.end(),
                                    [&](const PageRow& page) { return page.page == facet.page; });
      if (row == context.state.pages.end()) continue;
      const bool is_on = conditions.*pattern == row->url;
      ImGui::PushID(static_cast<int>(facet.page));
      const bool is_pressed = option_row(row->url.substr(row->label_start), facet.kept, is_on);
      ImGui::PopID();
      if (!is_pressed) continue;
      conditions.*pattern = is_on ? std::string() : row->url;
      std::snprintf(context.panel.filter_text, sizeof context.panel.filter_text, "%s",
                    (conditions.*pattern).c_str());
      set_conditions(context, conditions);
      break;
    }
  });
}

}  // namespace

std::string filter_label(std::string_view part) {
  constexpr std::array<std::pair<std::string_view, const char*>, 10> kLabels{
      {{"pages", "More pages"},
       {"widths", "Widths"},
       {"hours", "Hours"},
       {"weekdays", "Weekdays"},
       {"zone", "Time zone"},
       {"session-length", "Session length"},
       {"entry", "Entry page"},
       {"exit", "Exit page"},
       {"tags", "Tags"},
       {"sessions", "Sessions"}}};
  if (part.substr(0, 4) == "tag:") return std::string(part.substr(4));
  for (const auto& [name, text] : kLabels) {
    if (name == part) return text;
  }
  return std::string(part);
}

void open_filter_editor(PanelContext& context, std::string part) {
  auto& panel = context.panel;
  panel.filter_part = std::move(part);
  panel.filter_edit_starts = true;
  const std::string text = condition_text(context.state.settings.conditions, panel.filter_part);
  std::snprintf(panel.filter_text, sizeof panel.filter_text, "%s", text.c_str());
}

void close_filter_editor(PanelContext& context) {
  context.panel.filter_part.clear();
  if (context.state.filters.preview) context.emit(command::PreviewFilters{});
}

void filter_editor(PanelContext& context) {
  const std::string part = context.panel.filter_part;
  const auto& facets = context.state.filters.facets;
  ImGui::PushID("editor");
  if (part.substr(0, 4) == "tag:") {
    tag_values(context, part.substr(4));
  } else if (part == "hours") {
    hour_cells(context);
  } else if (part == "weekdays") {
    weekday_cells(context);
  } else {
    if (part == "entry" && facets) page_choice(context, facets->entry_pages, &Conditions::entry_page);
    if (part == "exit" && facets) page_choice(context, facets->exit_pages, &Conditions::exit_page);
    text_field(context);
  }
  ImGui::PopID();
}

}  // namespace isotherm::ui
