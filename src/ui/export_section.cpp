#include "ui/sections.h"
#include "ui/widgets.h"

namespace isotherm::ui {

void export_section(PanelContext& context) {
  const bool is_loading = context.state.load.phase == LoadState::Phase::loading;
  ImGui::BeginDisabled(is_loading);
  if (accent_button("Save PNG", {ImGui::GetContentRegionAvail().x, 0})) context.out.wants_save = true;
  ImGui::EndDisabled();
  toggle("With title and legend", context.panel.with_caption);
}

}  // namespace isotherm::ui
