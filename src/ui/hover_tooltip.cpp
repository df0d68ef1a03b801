#include <algorithm>
#include <cmath>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {

namespace {

// The row that is read, across the page and the graph beside it.
void row_line(const Rect& canvas, float y) {
  auto& list = *ImGui::GetBackgroundDrawList();
  const float x0 = static_cast<float>(canvas.x0), x1 = static_cast<float>(canvas.x1);
  list.AddRectFilled({x0, y - 1}, {x1, y + 2}, IM_COL32(24, 26, 30, 160));
  list.AddRectFilled({x0, y}, {x1, y + 1}, IM_COL32(255, 255, 255, 255));
}

}  // namespace

void hover_tooltip(PanelContext& context, const Rect& canvas) {
  const auto& state = context.state;
  const auto& io = ImGui::GetIO();
  if (!state.hover || state.hover->text.empty() || io.WantCaptureMouse ||
      ImGui::IsMouseDown(ImGuiMouseButton_Left))
    return;
  const bool is_row = is_row_layer(state.settings.layer);
  const auto& overlays = state.hover->overlays;
  const bool has_events =
      state.hover->events > 0 ||
      std::any_of(overlays.begin(), overlays.end(), [](const HoverReading& over) { return over.events > 0; });
  if (is_row ? state.hover->of == 0 : !has_events) return;
  if (is_row) row_line(canvas, std::floor(io.MousePos.y));
  // Beside the pointer, on the side where there is room.
  const bool is_right = io.MousePos.x > io.DisplaySize.x - 320,
             is_low = io.MousePos.y > io.DisplaySize.y - 90;
  const ImVec2 at{io.MousePos.x + (is_right ? -14.0f : 14.0f), io.MousePos.y + (is_low ? -14.0f : 16.0f)};
  begin_floating("hover", at, {is_right ? 1.0f : 0.0f, is_low ? 1.0f : 0.0f}, false);
  ImGui::TextUnformatted(state.hover->text.c_str());
  for (const HoverReading& over : overlays)
    ImGui::TextUnformatted(over.text.c_str());
  end_floating();
}

}  // namespace isotherm::ui
