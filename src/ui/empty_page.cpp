#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

void centered(const char* text, ImU32 text_color, float width) {
  const float offset = (width - ImGui::CalcTextSize(text).x) / 2;
  const auto at = ImGui::GetCursorScreenPos();
  text_at({at.x + offset, at.y}, text_color, text);
  ImGui::Dummy({width, ImGui::GetTextLineHeight()});
}

}  // namespace

void empty_page(PanelContext& context, const Rect& canvas) {
  const auto& state = context.state;
  if (state.has_page()) return;
  constexpr float kWidth = 280;
  const ImVec2 middle{static_cast<float>((canvas.x0 + canvas.x1) / 2), static_cast<float>(canvas.y1 / 2)};
  ImGui::PushStyleColor(ImGuiCol_Border, 0);
  begin_floating("empty", middle, {0.5f, 0.5f}, true, IM_COL32(0, 0, 0, 1));
  if (state.load.phase == LoadState::Phase::loading) {
    centered("Loading…", color::kTextDim, kWidth);
  } else {
    {
      const WithFont title(FontSize::title);
      centered("Open a recording", color::kText, kWidth);
    }
    centered("Drop an .ist file here, or", color::kTextDim, kWidth);
    ImGui::Dummy({0, 4});
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + (kWidth - 140) / 2);
    if (accent_button("Open…", {140, 34})) context.out.wants_open = true;
  }
  end_floating();
  ImGui::PopStyleColor();
}

}  // namespace isotherm::ui
