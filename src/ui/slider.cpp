#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr float kTrackHeight = 4, kKnobRadius = 7, kGrabHeight = 20;

double share_of(const SliderSpec& spec, double value) {
  const double v = std::clamp(value, spec.min, spec.max);
  if (spec.is_logarithmic) return std::log(v / spec.min) / std::log(spec.max / spec.min);
  return (v - spec.min) / (spec.max - spec.min);
}

double value_at(const SliderSpec& spec, double share) {
  const double t = std::clamp(share, 0.0, 1.0);
  const double raw = spec.is_logarithmic ? spec.min * std::pow(spec.max / spec.min, t)
                                         : spec.min + (spec.max - spec.min) * t;
  const double stepped = spec.step > 0 ? std::round(raw / spec.step) * spec.step : raw;
  return std::clamp(stepped, spec.min, spec.max);
}

std::string text_of(const SliderSpec& spec, double value) {
  if (!spec.value_text.empty()) return std::string(spec.value_text);
  char text[48];
  std::snprintf(text, sizeof text, spec.format, value * spec.shown_factor);
  return text;
}

// The field that takes the value's place while it is being typed.
bool typed_value(PanelContext& context, const SliderSpec& spec, double& value) {
  auto& panel = context.panel;
  if (panel.edit_starts) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(72);
  constexpr auto kFlags = ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_EnterReturnsTrue |
                          ImGuiInputTextFlags_CharsDecimal;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(6, 1));
  const bool is_entered = ImGui::InputText("##typed", panel.value_text, sizeof panel.value_text, kFlags);
  ImGui::PopStyleVar();
  const bool is_left = ImGui::IsItemDeactivated();
  panel.edit_starts = false;
  if (!is_entered && !is_left) return false;
  panel.edited_value = 0;
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) return false;
  char* end = nullptr;
  const double typed = std::strtod(panel.value_text, &end) / spec.shown_factor;
  if (end == panel.value_text || !std::isfinite(typed)) return false;
  const double before = std::exchange(value, std::clamp(typed, spec.min, spec.max));
  ++panel.gesture;
  return value != before;
}

// Name at the left, value at the right edge.
bool head(PanelContext& context, const SliderSpec& spec, double& value) {
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = ImGui::GetTextLineHeight();
  const ImGuiID id = ImGui::GetID("value");
  text_at(at, color::kTextDim, spec.name);
  bool is_changed = false;
  if (context.panel.edited_value == id) {
    ImGui::SetCursorScreenPos({at.x + width - 72, at.y - 2});
    is_changed = typed_value(context, spec, value);
  } else {
    const auto text = text_of(spec, value);
    const float text_width_px = text_width(text);
    ImGui::SetCursorScreenPos({at.x + width - text_width_px, at.y});
    if (ImGui::InvisibleButton("value", {text_width_px, height})) {
      context.panel.edited_value = id;
      context.panel.edit_starts = true;
      std::snprintf(context.panel.value_text, sizeof context.panel.value_text, "%.6g",
                    value * spec.shown_factor);
    }
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    text_at({at.x + width - text_width_px, at.y}, ImGui::GetColorU32(color::kText), text);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + height + 1});
  return is_changed;
}

void draw_track(ImVec2 at, float width, float share, bool is_hot) {
  auto& list = *ImGui::GetWindowDrawList();
  const float middle = at.y + kGrabHeight / 2, left = at.x + kKnobRadius, length = width - 2 * kKnobRadius;
  const float knob = left + length * share;
  const float top = middle - kTrackHeight / 2, bottom = middle + kTrackHeight / 2;
  list.AddRectFilled({at.x, top}, {at.x + width, bottom}, color::kFieldHovered, kTrackHeight / 2);
  list.AddRectFilled({at.x, top}, {knob, bottom}, color::kAccent, kTrackHeight / 2);
  if (is_hot) list.AddCircleFilled({knob, middle}, kKnobRadius + 3, color::kAccentSoft);
  list.AddCircleFilled({knob, middle}, kKnobRadius, color::kText);
}

}  // namespace

bool slider(PanelContext& context, const SliderSpec& spec, double& value) {
  ImGui::PushID(spec.name);
  ImGui::BeginGroup();
  bool is_changed = head(context, spec, value);
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::InvisibleButton("track", {width, kGrabHeight});
  if (ImGui::IsItemActivated()) ++context.panel.gesture;
  const double before = value;
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    value = spec.initial;
  } else if (ImGui::IsItemActive() && (ImGui::IsItemActivated() || ImGui::GetIO().MouseDelta.x != 0)) {
    const float length = std::max(1.0f, width - 2 * kKnobRadius);
    value = value_at(spec, (ImGui::GetIO().MousePos.x - at.x - kKnobRadius) / length);
  }
  is_changed |= value != before;
  draw_track(at, width, static_cast<float>(share_of(spec, value)),
             ImGui::IsItemHovered() || ImGui::IsItemActive());
  ImGui::EndGroup();
  ImGui::PopID();
  return is_changed;
}

}  // namespace isotherm::ui
