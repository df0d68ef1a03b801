#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {

void notice(PanelContext& context, const Rect& canvas) {
  auto& text = context.panel.notice;
  if (text.empty()) return;
  const auto middle = static_cast<float>((canvas.x0 + canvas.x1) / 2);
  begin_floating("notice", {middle, static_cast<float>(canvas.y1) - 64}, {0.5f, 1}, false);
  ImGui::TextUnformatted(text.c_str());
  end_floating();
  // It has been read once the user does something else.
  const bool is_over = ImGui::IsMouseClicked(ImGuiMouseButton_Left) || ImGui::IsKeyPressed(ImGuiKey_Escape);
  if (is_over || !context.out.commands.empty()) text.clear();
}

}  // namespace isotherm::ui
