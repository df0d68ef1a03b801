#include <algorithm>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr float kWidth = 240, kBarHeight = 10, kMargin = 12, kZoomBarHeight = 42;

void ticks(const Legend& legend, ImVec2 at) {
  const WithFont small(FontSize::small);
  auto& list = *ImGui::GetWindowDrawList();
  float free_from = at.x - 1;  // labels that would touch the one before are left out
  const float last = legend.ticks.empty() ? 0 : at.x + kWidth - text_width(legend.ticks.back().label) - 8;
  for (const auto& tick : legend.ticks) {
    const bool is_last = &tick == &legend.ticks.back();
    const float x = at.x + kWidth * static_cast<float>(std::clamp(tick.t, 0.0, 1.0)),
                width = text_width(tick.label);
    const float left = std::clamp(x - width / 2, at.x, at.x + kWidth - width);
    if (left < free_from || (!is_last && left + width > last)) continue;
    list.AddLine({std::min(x, at.x + kWidth - 1), at.y}, {std::min(x, at.x + kWidth - 1), at.y + 4},
                 color::kTextDim);
    text_at({left, at.y + 6}, color::kTextDim, tick.label);
    free_from = left + width + 8;
  }
  ImGui::Dummy({kWidth, 6 + ImGui::GetTextLineHeight()});
}

void scale(const Legend& legend) {
  {
    const WithFont small(FontSize::small);
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + kWidth);
    ImGui::TextUnformatted(legend.title.c_str());
    ImGui::PopTextWrapPos();
  }
  const auto at = ImGui::GetCursorScreenPos();
  draw_ramp(*ImGui::GetWindowDrawList(), legend.colors, at, {at.x + kWidth, at.y + kBarHeight}, 3);
  ImGui::Dummy({kWidth, kBarHeight - 6});
  ticks(legend, {at.x, at.y + kBarHeight});
}

void keys(const Legend& legend) {
  const WithFont small(FontSize::small);
  const float height = ImGui::GetTextLineHeight();
  for (const LegendKey& key : legend.keys) {
    const auto at = ImGui::GetCursorScreenPos();
    const ImU32 dot = IM_COL32(key.color.r, key.color.g, key.color.b, 255);
    ImGui::GetWindowDrawList()->AddCircleFilled({at.x + 5, at.y + height / 2}, 4, dot);
    text_at({at.x + 16, at.y}, color::kTextDim, elided(key.label, kWidth - 16));
    ImGui::Dummy({kWidth, height - 2});
  }
}

}  // namespace

void legend_overlay(PanelContext& context, const Rect& canvas) {
  const auto& state = context.state;
  if (!state.shows_legend || !state.has_page() || state.legend.ticks.empty() || canvas.height() < 240) return;
  // Above the zoom bar: the page's left edge belongs to the depth markers' labels.
  const ImVec2 corner{page_right(state, canvas) - kMargin,
                      static_cast<float>(canvas.y1) - kMargin - kZoomBarHeight - 8};
  begin_floating("legend", corner, {1, 1}, false);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 6));
  scale(state.legend);
  for (const Legend& legend : state.overlay_legends)
    scale(legend);
  keys(state.legend);
  ImGui::PopStyleVar();
  end_floating();
}

}  // namespace isotherm::ui
