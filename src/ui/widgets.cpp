#include "ui/widgets.h"

#include <algorithm>

#include "model/wording.h"
#include "ui/style.h"

namespace isotherm::ui {

void section_gap() {
  ImGui::Dummy({0, 3});
  const auto at = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddLine(at, {at.x + ImGui::GetContentRegionAvail().x, at.y}, color::kLine);
  ImGui::Dummy({0, 4});
}

float text_width(std::string_view text) {
  return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
}

void text_at(ImVec2 position, ImU32 text_color, std::string_view text) {
  ImGui::GetWindowDrawList()->AddText(position, text_color, text.data(), text.data() + text.size());
}

void label(std::string_view name, std::string_view value) {
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  text_at(at, color::kTextDim, name);
  if (!value.empty()) text_at({at.x + width - text_width(value), at.y}, color::kText, value);
  ImGui::Dummy({width, ImGui::GetTextLineHeight()});
}

namespace {

// With line breaks for spaces where lines of this width end. ImGui on its own also breaks behind the commas
// in numbers; a word that is wider than a line is left to it.
std::string broken_at_spaces(std::string_view text, float width) {
  std::string lines(text);
  size_t line = 0, last_space = std::string::npos;
  for (size_t at = 0; at <= lines.size(); ++at) {
    if (at < lines.size() && lines[at] != ' ') continue;
    const bool fits = text_width(std::string_view(lines).substr(line, at - line)) <= width;
    if (!fits && last_space != std::string::npos) {
      lines[last_space] = '\n';
      line = last_space + 1;
    }
    last_space = at;
  }
  return lines;
}

}  // namespace

void dim_text(std::string_view text) {
  const WithFont small(FontSize::small);
  ImGui::PushStyleColor(ImGuiCol_Text, color::kTextDim);
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(broken_at_spaces(text, ImGui::GetContentRegionAvail().x).c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

std::string elided(std::string_view text, float width) {
  if (text_width(text) <= width) return std::string(text);
  const auto is_continuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  // Two thirds of what is kept come from the start, the rest from the end.
  for (size_t kept = std::min<size_t>(text.size(), 512); kept > 4; --kept) {
    size_t head = kept - kept / 3, tail = text.size() - kept / 3;
    while (head > 0 && is_continuation(text[head]))
      --head;
    while (tail < text.size() && is_continuation(text[tail]))
      ++tail;
    std::string shorter(text.substr(0, head));
    shorter += "…";
    shorter += text.substr(tail);
    if (text_width(shorter) <= width) return shorter;
  }
  return "…";
}

std::string kept_text(const FacetCount& kept) {
  return counted(kept.page_views, "page view", "page views") + " of " +
         counted(kept.sessions, "session", "sessions");
}

bool link(const char* text, ImVec2 position) {
  ImGui::SetCursorScreenPos(position);
  const bool is_pressed = ImGui::InvisibleButton(text, {text_width(text), ImGui::GetTextLineHeight()});
  text_at(position, ImGui::IsItemHovered() ? color::kAccentHovered : color::kAccent, text);
  return is_pressed;
}

bool button(const char* text, ImVec2 size) {
  if (size.y == 0) size.y = kRowHeight;
  return ImGui::Button(text, size);
}

bool accent_button(const char* text, ImVec2 size) {
  ImGui::PushStyleColor(ImGuiCol_Button, color::kAccent);
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, color::kAccentHovered);
  ImGui::PushStyleColor(ImGuiCol_ButtonActive, color::kAccentActive);
  ImGui::PushStyleColor(ImGuiCol_Text, color::kOnAccent);
  const bool is_pressed = button(text, size);
  ImGui::PopStyleColor(4);
  return is_pressed;
}

bool toggle(const char* text, bool& is_on) {
  constexpr float kWidth = 30, kHeight = 18;
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = std::max(kHeight, ImGui::GetTextLineHeight()) + 2;
  const bool is_pressed = ImGui::InvisibleButton(text, {width, height});
  if (is_pressed) is_on = !is_on;
  auto& list = *ImGui::GetWindowDrawList();
  const ImVec2 min{at.x + width - kWidth, at.y + (height - kHeight) / 2};
  const ImU32 off = ImGui::IsItemHovered() ? color::kFieldActive : color::kFieldHovered;
  list.AddRectFilled(min, {min.x + kWidth, min.y + kHeight}, is_on ? color::kAccent : off, kHeight / 2);
  const float knob = min.x + (is_on ? kWidth - kHeight / 2 : kHeight / 2);
  list.AddCircleFilled({knob, min.y + kHeight / 2}, kHeight / 2 - 3,
                       is_on ? color::kOnAccent : color::kTextDim);
  text_at({at.x, at.y + (height - ImGui::GetTextLineHeight()) / 2}, color::kTextDim, text);
  return is_pressed;
}

namespace {

// One option; returns true when clicked.
bool segment(const char* text, ImVec2 min, ImVec2 size, bool is_chosen) {
  ImGui::SetCursorScreenPos(min);
  const bool is_pressed = ImGui::InvisibleButton(text, size);
  auto& list = *ImGui::GetWindowDrawList();
  const ImVec2 max{min.x + size.x, min.y + size.y};
  if (is_chosen) {
    list.AddRectFilled({min.x + 2, min.y + 2}, {max.x - 2, max.y - 2}, color::kAccentSoft, kRounding - 2);
    list.AddRect({min.x + 2, min.y + 2}, {max.x - 2, max.y - 2}, color::kAccent, kRounding - 2);
  } else if (ImGui::IsItemHovered()) {
    list.AddRectFilled({min.x + 2, min.y + 2}, {max.x - 2, max.y - 2}, color::kFieldHovered, kRounding - 2);
  }
  const auto extent = ImGui::CalcTextSize(text);
  const ImVec2 at{min.x + (size.x - extent.x) / 2, min.y + (size.y - extent.y) / 2};
  text_at(at, ImGui::GetColorU32(is_chosen ? color::kText : color::kTextDim), text);
  return is_pressed;
}

}  // namespace

bool segmented(const char* id, std::span<const char* const> options, int& chosen, uint32_t disabled) {
  ImGui::PushID(id);
  const WithFont small(FontSize::small);
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + kRowHeight}, color::kField, kRounding);
  // Each option gets its text's width plus an equal share of what is left.
  float texts = 0;
  for (const char* option : options)
    texts += ImGui::CalcTextSize(option).x;
  const float share = (width - texts) / static_cast<float>(options.size());
  float x = at.x;
  const int before = chosen;
  for (int i = 0; i < static_cast<int>(options.size()); ++i) {
    const float option_width = ImGui::CalcTextSize(options[i]).x + share;
    ImGui::BeginDisabled((disabled >> i & 1) != 0);
    if (segment(options[i], {x, at.y}, {option_width, kRowHeight}, i == before)) chosen = i;
    ImGui::EndDisabled();
    x += option_width;
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, kRowHeight});
  ImGui::PopID();
  return chosen != before;
}

void draw_ramp(ImDrawList& list, const ColorTable& colors, ImVec2 min, ImVec2 max, float rounding) {
  constexpr int kParts = 32;
  const auto color_at = [&](int part) {
    const auto c = sample(colors, static_cast<double>(part) / kParts);
    return IM_COL32(c.r, c.g, c.b, 255);
  };
  // The round ends are drawn flat in the end colours, the rest as small gradients between them.
  list.AddRectFilled(min, {min.x + rounding * 2, max.y}, color_at(0), rounding);
  list.AddRectFilled({max.x - rounding * 2, min.y}, max, color_at(kParts), rounding);
  const float left = min.x + rounding, width = max.x - min.x - 2 * rounding;
  for (int part = 0; part < kParts; ++part) {
    const float x0 = left + width * static_cast<float>(part) / kParts;
    const float x1 = left + width * static_cast<float>(part + 1) / kParts;
    const ImU32 a = color_at(part), b = color_at(part + 1);
    list.AddRectFilledMultiColor({x0, min.y}, {x1, max.y}, a, b, b, a);
  }
}

std::string capitalised(std::string_view name) {
  std::string text(name);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

bool ramp_swatches(const char* id, Ramp& chosen, Rgba mono_color) {
  const float gap = 8, width = ImGui::GetContentRegionAvail().x;
  const auto count = static_cast<float>(kRamps.size());
  const ImVec2 size{(width - gap * (count - 1)) / count, 20};
  const auto at = ImGui::GetCursorScreenPos();
  const Ramp before = chosen;
  float x = at.x;
  ImGui::PushID(id);
  for (const Ramp ramp : kRamps) {
    ImGui::SetCursorScreenPos({x, at.y});
    ImGui::PushID(static_cast<int>(ramp));
    if (ImGui::InvisibleButton("ramp", size)) chosen = ramp;
    ImGui::PopID();
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", capitalised(to_string(ramp)).c_str());
    auto& list = *ImGui::GetWindowDrawList();
    draw_ramp(list, opaque_color_table(ramp, mono_color), {x, at.y}, {x + size.x, at.y + size.y}, 4);
    if (ramp == before)
      list.AddRect({x - 3, at.y - 3}, {x + size.x + 3, at.y + size.y + 3}, color::kText, 6, 0, 1.5f);
    x += size.x + gap;
  }
  ImGui::PopID();
  ImGui::SetCursorScreenPos({at.x, at.y});
  ImGui::Dummy({width, size.y + 6});
  return chosen != before;
}

bool color_edit(PanelContext& context, const char* name, Rgba& color) {
  float channels[3] = {color.r / 255.0f, color.g / 255.0f, color.b / 255.0f};
  constexpr auto kFlags = ImGuiColorEditFlags_NoInputs | ImGuiColorEditFlags_NoAlpha;
  const bool has_changed = ImGui::ColorEdit3(name, channels, kFlags);
  if (ImGui::IsItemActivated()) ++context.panel.gesture;
  const auto byte = [](float channel) {
    return static_cast<uint8_t>(std::clamp(channel, 0.0f, 1.0f) * 255.0f + 0.5f);
  };
  if (has_changed) color = {byte(channels[0]), byte(channels[1]), byte(channels[2]), color.a};
  return has_changed;
}

bool begin_floating(const char* id, ImVec2 position, ImVec2 pivot, bool takes_input, ImU32 background) {
  ImGui::SetNextWindowPos(position, ImGuiCond_Always, pivot);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 8));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, kRounding + 2);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, background != 0 ? background : color::kFloating);
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                           ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize |
                           ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;
  if (!takes_input) flags |= ImGuiWindowFlags_NoInputs;
  return ImGui::Begin(id, nullptr, flags);
}

void end_floating() {
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(3);
}

}  // namespace isotherm::ui
