// Below a replayed page: transport, and the session's time with its activity, marks, gaps and pages.
#include <algorithm>
#include <cmath>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/time_text.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr float kPadding = 12, kButton = 28, kBarsHeight = 30, kPagesHeight = 16;

// The session's time as a line.
struct TimeLine {
  double duration_ms;
  float left, width;

  float x_of(double t_ms) const {
    return left + width * static_cast<float>(std::clamp(t_ms / std::max(1.0, duration_ms), 0.0, 1.0));
  }
  double time_at(float x) const {
    return duration_ms * std::clamp(static_cast<double>((x - left) / width), 0.0, 1.0);
  }
};

// A button with a drawing instead of a text.
template <typename Draw>
bool icon_button(const char* id, const char* help, Draw&& draw) {
  const auto at = ImGui::GetCursorScreenPos();
  const bool is_pressed = ImGui::InvisibleButton(id, {kButton, kButton});
  auto& list = *ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered()) {
    list.AddRectFilled(at, {at.x + kButton, at.y + kButton}, color::kFieldHovered, kRounding);
    ImGui::SetTooltip("%s", help);
  }
  draw(list, ImVec2{at.x + kButton / 2, at.y + kButton / 2});
  ImGui::SameLine(0, 4);
  return is_pressed;
}

void draw_play(ImDrawList& list, ImVec2 c, bool is_playing) {
  if (is_playing) {
    list.AddRectFilled({c.x - 6, c.y - 7}, {c.x - 2, c.y + 7}, color::kText, 1);
    list.AddRectFilled({c.x + 2, c.y - 7}, {c.x + 6, c.y + 7}, color::kText, 1);
  } else {
    list.AddTriangleFilled({c.x - 5, c.y - 8}, {c.x - 5, c.y + 8}, {c.x + 8, c.y}, color::kText);
  }
}

// A bar and a triangle: to the next (1) or previous (-1).
void draw_skip(ImDrawList& list, ImVec2 c, float direction) {
  const float d = direction;
  list.AddTriangleFilled({c.x - 5 * d, c.y - 6}, {c.x - 5 * d, c.y + 6}, {c.x + 3 * d, c.y}, color::kTextDim);
  list.AddLine({c.x + 5 * d, c.y - 6}, {c.x + 5 * d, c.y + 6}, color::kTextDim, 2);
}

bool option(const char* text, const char* help, bool is_on, float width) {
  ImGui::PushStyleColor(ImGuiCol_Button, is_on ? color::kAccentSoft : IM_COL32(0, 0, 0, 0));
  ImGui::PushStyleColor(ImGuiCol_Text, is_on ? color::kText : color::kTextDim);
  const bool is_pressed = button(text, {width, kButton});
  ImGui::PopStyleColor(2);
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", help);
  ImGui::SameLine(0, 4);
  return is_pressed;
}

std::string speed_text(double speed) {
  char text[32];
  std::snprintf(text, sizeof text, "%g×###speed", speed);
  return text;
}

void speed_button(PanelContext& context) {
  if (option(speed_text(context.state.replay.speed).c_str(), "Speed ([ and ])", false, 52))
    ImGui::OpenPopup("speeds");
  if (!ImGui::BeginPopup("speeds")) return;
  for (const double speed : kPlaybackSpeeds) {
    char text[32];
    std::snprintf(text, sizeof text, "%g×", speed);
    if (ImGui::Selectable(text, speed == context.state.replay.speed))
      context.emit(command::SetSpeed{.speed = speed});
  }
  ImGui::EndPopup();
}

std::string time_texts(const ReplayState& replay) {
  std::string text = span_text(replay.time_ms) + " / " + span_text(replay.duration_ms);
  if (replay.track != nullptr)
    text += "   " + clock_text(replay.track->start_unix_ms() + static_cast<int64_t>(replay.time_ms)) + " UTC";
  return text;
}

std::string subject(const PanelContext& context) {
  const auto& replay = context.state.replay;
  if (replay.mode == ViewMode::swarm) {
    std::string text = with_thousands(replay.swarm_present) + " of " +
                       counted(replay.swarm_size, "page view", "page views") + " still here";
    if (replay.swarm_selected > replay.swarm_size)
      text += " (of " + with_thousands(replay.swarm_selected) + ", evenly chosen)";
    return text;
  }
  return replay.catalog->sessions[replay.session].id;
}

void transport(PanelContext& context, float right) {
  const auto& replay = context.state.replay;
  const bool is_session = replay.mode == ViewMode::session;
  if (icon_button("play", "Play or pause (Space)",
                  [&](ImDrawList& list, ImVec2 c) { draw_play(list, c, replay.is_playing); }))
    context.emit(command::Play{.plays = !replay.is_playing});
  if (is_session) {
    if (icon_button("previous", "Previous session (P)", [](ImDrawList& l, ImVec2 c) { draw_skip(l, c, -1); }))
      context.emit(command::StepSession{.steps = -1});
    if (icon_button("next", "Next session (N)", [](ImDrawList& l, ImVec2 c) { draw_skip(l, c, 1); }))
      context.emit(command::StepSession{.steps = 1});
  }
  speed_button(context);
  if (is_session &&
      option("Skip gaps", "Play each time of inactivity in half a second", replay.skips_inactivity, 82))
    context.emit(command::SkipInactivity{.skips = !replay.skips_inactivity});
  const bool follows = replay.look == ReplayLook::follow;
  if (is_session &&
      option("Follow", "The page moves below the viewport, or the viewport over the page (V)", follows, 66))
    context.emit(command::SetLook{.look = follows ? ReplayLook::overview : ReplayLook::follow});
  if (replay.loop && option("Loop", "Stop repeating the range", true, 54)) context.emit(command::SetLoop{});
  const auto at = ImGui::GetCursorScreenPos();
  const float y = at.y + (kButton - ImGui::GetTextLineHeight()) / 2;
  const auto times = time_texts(replay);
  text_at({at.x + 4, y}, color::kText, times);
  const float left = at.x + text_width(times) + 20, room = right - kButton - left - 8;
  if (room > 40) text_at({left, y}, color::kTextDim, elided(subject(context), room));
  ImGui::SetCursorScreenPos({right - kButton, at.y});
  if (icon_button("close", "Back to the heatmap (Esc)", [](ImDrawList& list, ImVec2 c) {
        list.AddLine({c.x - 5, c.y - 5}, {c.x + 5, c.y + 5}, color::kTextDim, 2);
        list.AddLine({c.x - 5, c.y + 5}, {c.x + 5, c.y - 5}, color::kTextDim, 2);
      }))
    context.emit(command::CloseReplay{});
}

void draw_gaps(const ReplayState& replay, const TimeLine& line, float top) {
  for (const ReplayGap& gap : replay.track->gaps()) {
    ImGui::GetWindowDrawList()->AddRectFilled({line.x_of(static_cast<double>(gap.from_ms)), top},
                                              {line.x_of(static_cast<double>(gap.to_ms)), top + kBarsHeight},
                                              IM_COL32(255, 255, 255, 26));
  }
}

// Square roots: a burst of moves must not hide the rest. The swarm's counts stand as they are.
void draw_bars(const ReplayState& replay, const TimeLine& line, float top) {
  const auto& bars = replay.histogram;
  if (bars.empty()) return;
  const bool is_swarm = replay.mode == ViewMode::swarm;
  const auto height_of = [&](uint32_t value) {
    return is_swarm ? static_cast<float>(value) : std::sqrt(static_cast<float>(value));
  };
  const float most = std::max(1.0f, height_of(*std::max_element(bars.begin(), bars.end())));
  const float width = line.width / static_cast<float>(bars.size());
  const float now = line.x_of(replay.time_ms);
  for (size_t i = 0; i < bars.size(); ++i) {
    if (bars[i] == 0) continue;
    const float x = line.left + width * static_cast<float>(i);
    const float height = std::max(1.0f, (kBarsHeight - 6) * height_of(bars[i]) / most);
    ImGui::GetWindowDrawList()->AddRectFilled({x, top + kBarsHeight - height},
                                              {x + std::max(1.0f, width), top + kBarsHeight},
                                              x <= now ? color::kAccent : color::kTextFaint);
  }
}

ImU32 mark_color(ReplayEventKind kind) {
  switch (kind) {
    case ReplayEventKind::rage:
      return color::kError;
    case ReplayEventKind::resize:
      return IM_COL32(150, 120, 230, 255);
    case ReplayEventKind::context_menu:
      return IM_COL32(58, 122, 245, 255);
    default:
      return color::kText;
  }
}

// Dots for what is worth jumping to; of those within two px of each other the most telling one.
void draw_marks(const ReplayState& replay, const TimeLine& line, float top) {
  auto& list = *ImGui::GetWindowDrawList();
  const auto events = replay.track->events();
  float last_x = -10;
  bool last_is_rage = false;
  const size_t stride = events.size() / 20'000 + 1;  // no more than can be told apart
  for (size_t i = 0; i < events.size(); i += stride) {
    const ReplayEvent& event = events[i];
    if (event.kind == ReplayEventKind::scroll || event.kind == ReplayEventKind::page) continue;
    const float x = line.x_of(static_cast<double>(event.t_ms));
    const bool is_rage = event.kind == ReplayEventKind::rage;
    if (x - last_x < 2 && (!is_rage || last_is_rage)) continue;
    list.AddCircleFilled({x, top + 3}, is_rage ? 3.5f : 2.5f, mark_color(event.kind));
    last_x = x;
    last_is_rage = is_rage;
  }
}

void draw_pages(const PanelContext& context, const TimeLine& line, float top, float bars_top) {
  const auto& replay = context.state.replay;
  auto& list = *ImGui::GetWindowDrawList();
  const WithFont small(FontSize::small);
  const auto visits = replay.track->visits();
  for (size_t i = 0; i < visits.size(); ++i) {
    const float x0 = line.x_of(static_cast<double>(visits[i].begin_ms));
    const float x1 = i + 1 < visits.size() ? line.x_of(static_cast<double>(visits[i + 1].begin_ms))
                                           : line.left + line.width;
    if (i > 0) list.AddLine({x0, bars_top}, {x0, top + kPagesHeight}, color::kTextDim);
    if (x1 - x0 < 30) continue;
    const std::string& url = replay.catalog->pages[visits[i].page].url;
    size_t from = 0;
    for (const PageRow& row : context.state.pages) {
      if (row.page == visits[i].page) from = row.label_start;
    }
    text_at({x0 + 3, top + 1}, i == replay.visit ? color::kText : color::kTextFaint,
            elided(std::string_view(url).substr(std::min(from, url.size())), x1 - x0 - 8));
  }
}

// Dragging seeks; dragging with Shift marks the range that is repeated.
void scrub(PanelContext& context, const TimeLine& line, float top) {
  ImGui::SetCursorScreenPos({line.left - 6, top});
  ImGui::InvisibleButton("scrub", {line.width + 12, kBarsHeight + kPagesHeight});
  const float x = ImGui::GetIO().MousePos.x;
  if (ImGui::IsItemActivated()) context.panel.loop_begins_ms = ImGui::GetIO().KeyShift ? line.time_at(x) : -1;
  if (ImGui::IsItemActive()) {
    const double begin = context.panel.loop_begins_ms, now = line.time_at(x);
    // A button held still changes nothing, and draws nothing.
    const bool moves = ImGui::GetIO().MouseDelta.x != 0;
    if (begin >= 0 && moves) {
      context.emit(command::SetLoop{.range = LoopRange{std::min(begin, now), std::max(begin, now)}});
    } else if (begin < 0 && (moves || ImGui::IsItemActivated())) {
      context.emit(command::Seek{.t_ms = now});
    }
  }
  if (ImGui::IsItemHovered()) {
    ImGui::GetWindowDrawList()->AddLine({x, top}, {x, top + kBarsHeight}, color::kTextDim);
    ImGui::SetTooltip("%s", span_text(line.time_at(x)).c_str());
  }
}

void time_area(PanelContext& context, const TimeLine& line, float top) {
  const auto& replay = context.state.replay;
  auto& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled({line.left, top}, {line.left + line.width, top + kBarsHeight}, color::kField, 3);
  if (replay.track != nullptr) draw_gaps(replay, line, top);
  if (replay.loop) {
    list.AddRectFilled({line.x_of(replay.loop->from_ms), top},
                       {line.x_of(replay.loop->to_ms), top + kBarsHeight}, color::kAccentSoft);
  }
  draw_bars(replay, line, top);
  if (replay.track != nullptr) {
    draw_marks(replay, line, top);
    draw_pages(context, line, top + kBarsHeight, top);
  }
  scrub(context, line, top);
  const float now = line.x_of(replay.time_ms);
  list.AddLine({now, top - 3}, {now, top + kBarsHeight + 2}, color::kText, 2);
  list.AddCircleFilled({now, top - 3}, 4, color::kText);
}

}  // namespace

void timeline(PanelContext& context, const Rect& canvas) {
  const auto& replay = context.state.replay;
  const bool is_shown =
      replay.mode == ViewMode::swarm || (replay.mode == ViewMode::session && replay.track != nullptr);
  if (!is_shown) return;
  const auto left = static_cast<float>(canvas.x0), top = static_cast<float>(canvas.y1);
  const float width = static_cast<float>(canvas.width());
  if (width < 80) return;
  ImGui::SetNextWindowPos({left, top});
  ImGui::SetNextWindowSize({width, kTimelineHeight});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kPadding, 8));
  constexpr auto kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;
  ImGui::Begin("timeline", nullptr, kFlags);
  ImGui::PopStyleVar();
  transport(context, left + width - kPadding);
  const TimeLine line{
      .duration_ms = replay.duration_ms, .left = left + kPadding, .width = width - 2 * kPadding};
  time_area(context, line, top + 8 + kButton + 8);
  ImGui::End();
}

}  // namespace isotherm::ui
