#include <algorithm>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {

void error_box(PanelContext& context, const Rect& canvas) {
  if (!context.state.error) return;
  const float width = std::min(520.0f, static_cast<float>(canvas.width()) - 48);
  const auto middle = static_cast<float>((canvas.x0 + canvas.x1) / 2);
  begin_floating("error", {middle, 16}, {0.5f, 0}, true, color::kErrorField);
  const auto text = context.state.error->to_string();
  ImGui::PushStyleColor(ImGuiCol_Text, color::kError);
  ImGui::TextUnformatted(context.state.load.phase == LoadState::Phase::failed ? "This file cannot be shown"
                                                                              : "That did not work");
  ImGui::PopStyleColor();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
  ImGui::Dummy({std::min(width, 240.0f), 2});
  if (button("Dismiss", {90, 28})) context.emit(command::DismissError{});
  end_floating();
}

}  // namespace isotherm::ui
