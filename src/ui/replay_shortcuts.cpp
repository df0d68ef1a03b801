// Keys of sessions and their replay.
#include <imgui.h>

#include <algorithm>

#include "ui/sections.h"

namespace isotherm::ui {
namespace {

bool is_pressed(ImGuiKey key, bool repeats = false) {
  return ImGui::IsKeyPressed(key, repeats);
}

double spot_start(const SessionHit& hit) {
  return std::max(0.0, static_cast<double>(hit.t_ms) - 2000);
}

// Up and down point at a session, Enter opens it, M marks it (or the open one) as seen or not.
void list_keys(PanelContext& context) {
  const auto& replay = context.state.replay;
  if (!shows_session_panel(context.state) || replay.rows == nullptr) return;
  const size_t count = replay.spot ? replay.spot->hits.size() : replay.listed.size();
  if (count == 0) return;
  auto& cursor = context.panel.session_cursor;
  cursor = std::min(cursor, static_cast<uint32_t>(count - 1));
  const bool is_down = is_pressed(ImGuiKey_DownArrow, true), is_up = is_pressed(ImGuiKey_UpArrow, true);
  if (is_down && cursor + 1 < count) ++cursor;
  if (is_up && cursor > 0) --cursor;
  context.panel.scrolls_to_cursor |= is_down || is_up;
  const SessionHit hit = replay.spot ? replay.spot->hits[cursor]
                                     : SessionHit{(*replay.rows)[replay.listed[cursor]].session, 0, 0};
  if (is_pressed(ImGuiKey_Enter))
    context.emit(command::OpenSession{.session = hit.session, .t_ms = spot_start(hit), .plays = true});
  if (is_pressed(ImGuiKey_M)) {
    const uint32_t session = replay.mode == ViewMode::session ? replay.session : hit.session;
    context.emit(command::MarkSeen{.session = session, .is_seen = !replay.has_seen(session)});
  }
}

void heatmap_keys(PanelContext& context) {
  const auto& replay = context.state.replay;
  if (is_pressed(ImGuiKey_S)) context.emit(command::ShowSessions{.shown = !replay.shows_sessions});
  if (replay.spot && !replay.shows_sessions && is_pressed(ImGuiKey_Enter)) {
    const SessionHit& hit = replay.spot->hits.front();
    context.emit(command::OpenSession{.session = hit.session, .t_ms = spot_start(hit), .plays = true});
  }
  if (replay.spot && is_pressed(ImGuiKey_Escape)) context.emit(command::ClearSpot{});
}

void transport_keys(PanelContext& context) {
  const auto& replay = context.state.replay;
  const double step = ImGui::GetIO().KeyShift ? 30'000 : 5'000;
  if (is_pressed(ImGuiKey_Space)) context.emit(command::Play{.plays = !replay.is_playing});
  if (is_pressed(ImGuiKey_LeftArrow, true)) context.emit(command::SeekBy{.ms = -step});
  if (is_pressed(ImGuiKey_RightArrow, true)) context.emit(command::SeekBy{.ms = step});
  if (is_pressed(ImGuiKey_Home)) context.emit(command::Seek{.t_ms = 0});
  if (is_pressed(ImGuiKey_End)) context.emit(command::Seek{.t_ms = replay.duration_ms});
  if (is_pressed(ImGuiKey_LeftBracket)) context.emit(command::StepSpeed{.steps = -1});
  if (is_pressed(ImGuiKey_RightBracket)) context.emit(command::StepSpeed{.steps = 1});
  if (is_pressed(ImGuiKey_Comma, true)) context.emit(command::StepEvent{.steps = -1});
  if (is_pressed(ImGuiKey_Period, true)) context.emit(command::StepEvent{.steps = 1});
  if (is_pressed(ImGuiKey_N)) context.emit(command::StepSession{.steps = 1});
  if (is_pressed(ImGuiKey_P)) context.emit(command::StepSession{.steps = -1});
  if (is_pressed(ImGuiKey_V)) {
    const bool follows = replay.look == ReplayLook::follow;
    context.emit(command::SetLook{.look = follows ? ReplayLook::overview : ReplayLook::follow});
  }
  if (is_pressed(ImGuiKey_Escape)) context.emit(command::CloseReplay{});
}

}  // namespace

bool replay_shortcuts(PanelContext& context) {
  list_keys(context);
  if (context.state.replay.mode == ViewMode::heatmap) {
    heatmap_keys(context);
    return shows_session_panel(context.state);
  }
  transport_keys(context);
  return true;
}

}  // namespace isotherm::ui
