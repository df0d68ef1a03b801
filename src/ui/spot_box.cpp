// Beside a spot that was clicked: how many sessions are behind it, and the way to them.
#include <algorithm>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {

void spot_box(PanelContext& context, const Rect& canvas) {
  const auto& state = context.state;
  const auto& spot = state.replay.spot;
  if (!spot || state.replay.mode != ViewMode::heatmap || state.replay.shows_sessions) return;
  const auto view = state.view_from_page.view_from_page(spot->page);
  const double ratio = state.pixel_ratio;
  const auto x = static_cast<float>(std::clamp((view.x0 + view.x1) / 2 / ratio + canvas.x0, canvas.x0 + 120,
                                               std::max(canvas.x0 + 120, canvas.x1 - 120)));
  const auto y = static_cast<float>(
      std::clamp(view.y1 / ratio + canvas.y0 + 8, canvas.y0 + 8, std::max(canvas.y0 + 8, canvas.y1 - 90)));
  begin_floating("spot", {x, y}, {0.5f, 0});
  const auto text =
      counted(spot->events, "event", "events") + " of " + counted(spot->hits.size(), "session", "sessions");
  ImGui::TextUnformatted(text.c_str());
  if (accent_button("Watch them", {110, 28})) {
    context.emit(command::ShowSessions{.shown = true});
    const SessionHit& first = spot->hits.front();
    context.emit(command::OpenSession{.session = first.session,
                                      .t_ms = std::max(0.0, static_cast<double>(first.t_ms) - 2000),
                                      .plays = true});
  }
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("Replay from that moment on (Enter)");
  ImGui::SameLine();
  if (button("List", {50, 28})) context.emit(command::ShowSessions{.shown = true});
  ImGui::SameLine();
  if (button("Close", {54, 28})) context.emit(command::ClearSpot{});
  end_floating();
}

}  // namespace isotherm::ui
