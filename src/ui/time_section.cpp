#include <algorithm>
#include <array>
#include <cmath>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/time_text.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr float kBarsHeight = 30, kKnobRadius = 7, kGrabHeight = 20;

// The recording's time as a line of the given width.
struct TimeLine {
  int64_t begin_ms, end_ms;
  float left, length;

  double span_ms() const {
    return std::max(1.0, static_cast<double>(end_ms) - static_cast<double>(begin_ms));
  }
  float x_of(int64_t time_ms) const {
    const double share = (static_cast<double>(time_ms) - static_cast<double>(begin_ms)) / span_ms();
    return left + length * static_cast<float>(std::clamp(share, 0.0, 1.0));
  }
  // Both ends are exact.
  int64_t time_at(float x) const {
    const double share = static_cast<double>((x - left) / length);
    if (share <= 0) return begin_ms;
    if (share >= 1) return end_ms;
    return begin_ms + static_cast<int64_t>(std::llround(share * span_ms()));
  }
};

void draw_bars(const AppState& state, const TimeLine& line, float top, float from_x, float to_x) {
  const auto& bars = state.views_over_time;
  if (bars.empty()) return;
  const float most = static_cast<float>(std::max(1u, *std::max_element(bars.begin(), bars.end())));
  const float width = line.length / static_cast<float>(bars.size());
  for (size_t i = 0; i < bars.size(); ++i) {
    if (bars[i] == 0) continue;
    const float x = line.left + width * static_cast<float>(i), middle = x + width / 2;
    const float height = std::max(2.0f, kBarsHeight * static_cast<float>(bars[i]) / most);
    const bool is_inside = middle >= from_x && middle <= to_x;
    ImGui::GetWindowDrawList()->AddRectFilled({x + 0.5f, top + kBarsHeight - height},
                                              {x + width - 0.5f, top + kBarsHeight},
                                              is_inside ? color::kTextFaint : color::kField, 1);
  }
}

// One end of the range; returns true while it is dragged.
bool knob(PanelContext& context, const char* id, float x, float top) {
  ImGui::SetCursorScreenPos({x - 10, top});
  ImGui::InvisibleButton(id, {20, kGrabHeight});
  if (ImGui::IsItemActivated()) ++context.panel.gesture;
  auto& list = *ImGui::GetWindowDrawList();
  const ImVec2 middle{x, top + kGrabHeight / 2};
  if (ImGui::IsItemHovered() || ImGui::IsItemActive())
    list.AddCircleFilled(middle, kKnobRadius + 3, color::kAccentSoft);
  list.AddCircleFilled(middle, kKnobRadius, color::kText);
  return ImGui::IsItemActive() && ImGui::GetIO().MouseDelta.x != 0;
}

void set_range(PanelContext& context, const TimeLine& line, int64_t from_ms, int64_t to_ms) {
  auto settings = context.state.settings;
  // A range that ends where the recording does filters nothing there, also when more is still loading.
  settings.time_from_ms = from_ms <= line.begin_ms ? std::nullopt : std::optional(from_ms);
  settings.time_to_ms = to_ms >= line.end_ms ? std::nullopt : std::optional(to_ms);
  context.change_in_gesture(settings);
}

void range(PanelContext& context, const TimeLine& line, int64_t from_ms, int64_t to_ms) {
  const auto at = ImGui::GetCursorScreenPos();
  const float from_x = line.x_of(from_ms), to_x = line.x_of(to_ms);
  draw_bars(context.state, line, at.y, from_x, to_x);
  const float top = at.y + kBarsHeight, middle = top + kGrabHeight / 2;
  auto& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled({line.left - kKnobRadius, middle - 2},
                     {line.left + line.length + kKnobRadius, middle + 2}, color::kFieldHovered, 2);
  list.AddRectFilled({from_x, middle - 2}, {to_x, middle + 2}, color::kAccent, 2);
  const float mouse_x = ImGui::GetIO().MousePos.x;
  // An end can come no closer to the other than a hundredth of the line.
  const auto shortest = std::max<int64_t>(1, static_cast<int64_t>(line.span_ms() / 100));
  if (knob(context, "from", from_x, top))
    set_range(context, line, std::min(line.time_at(mouse_x), to_ms - shortest), to_ms);
  if (knob(context, "to", to_x, top))
    set_range(context, line, from_ms, std::max(line.time_at(mouse_x), from_ms + shortest));
  ImGui::SetCursorScreenPos({at.x, top + kGrabHeight});
}

}  // namespace

void time_section(PanelContext& context) {
  const auto& state = context.state;
  if (state.time_end_ms - 1 <= state.time_begin_ms) return;
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const TimeLine line{.begin_ms = state.time_begin_ms,
                      .end_ms = state.time_end_ms,
                      .left = at.x + kKnobRadius,
                      .length = width - 2 * kKnobRadius};
  const auto from_ms =
      std::clamp(state.settings.time_from_ms.value_or(line.begin_ms), line.begin_ms, line.end_ms);
  const auto to_ms = std::clamp(state.settings.time_to_ms.value_or(line.end_ms), line.begin_ms, line.end_ms);
  const bool is_limited = state.settings.time_from_ms || state.settings.time_to_ms;
  label("Time (UTC)", is_limited ? "" : "All");
  if (is_limited) {
    ImGui::SetCursorScreenPos({at.x + width - text_width("Show all"), at.y});
    if (ImGui::InvisibleButton("all", {text_width("Show all"), ImGui::GetTextLineHeight()})) {
      ++context.panel.gesture;
      set_range(context, line, line.begin_ms, line.end_ms);
    }
    text_at(ImGui::GetItemRectMin(), ImGui::IsItemHovered() ? color::kAccentHovered : color::kAccent,
            "Show all");
  }
  range(context, line, from_ms, to_ms);
  const WithFont small(FontSize::small);
  const auto from = date_time_text(from_ms), to = date_time_text(to_ms - 1);
  const auto row = ImGui::GetCursorScreenPos();
  text_at(row, color::kTextDim, from);
  text_at({row.x + width - text_width(to), row.y}, color::kTextDim, to);
  ImGui::Dummy({width, ImGui::GetTextLineHeight()});
}

}  // namespace isotherm::ui
