#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {

void hover_tooltip(PanelContext& context, const Rect&) {
  const auto& state = context.state;
  const auto& io = ImGui::GetIO();
  if (!state.hover || state.hover->events == 0 || state.hover->text.empty() || io.WantCaptureMouse ||
      ImGui::IsMouseDown(ImGuiMouseButton_Left))
    return;
  // Beside the pointer, on the side where there is room.
  const bool is_right = io.MousePos.x > io.DisplaySize.x - 320,
             is_low = io.MousePos.y > io.DisplaySize.y - 90;
  const ImVec2 at{io.MousePos.x + (is_right ? -14.0f : 14.0f), io.MousePos.y + (is_low ? -14.0f : 16.0f)};
  begin_floating("hover", at, {is_right ? 1.0f : 0.0f, is_low ? 1.0f : 0.0f}, false);
  ImGui::TextUnformatted(state.hover->text.c_str());
  end_floating();
}

}  // namespace isotherm::ui
