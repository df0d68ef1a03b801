// What is looked at: everybody as a heatmap, one session after the other, or all of them moving.
#include <array>

#include "ui/sections.h"
#include "ui/widgets.h"

namespace isotherm::ui {

void mode_section(PanelContext& context) {
  constexpr std::array kModes{"Heatmap", "Sessions", "Swarm"};
  const bool is_swarm = context.state.replay.mode == ViewMode::swarm;
  int chosen = is_swarm ? 2 : shows_session_panel(context.state) ? 1 : 0;
  if (!segmented("mode", kModes, chosen)) return;
  if (chosen == 2) {
    context.emit(command::OpenSwarm{});
    return;
  }
  context.emit(command::CloseReplay{});
  context.emit(command::ShowSessions{.shown = chosen == 1});
}

}  // namespace isotherm::ui
