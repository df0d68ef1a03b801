#include "ui/activity.h"

#include <imgui.h>
#include <imgui_internal.h>

namespace isotherm::ui {

bool has_input_activity() {
  const auto& context = *ImGui::GetCurrentContext();
  return !context.InputEventsTrail.empty() || !context.InputEventsQueue.empty();
}

}  // namespace isotherm::ui
