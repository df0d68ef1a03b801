#include <algorithm>
#include <array>
#include <cmath>

#include "model/wording.h"
#include "ui/sections.h"
#include "ui/style.h"
#include "ui/time_text.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr float kBarsHeight = 30, kKnobRadius = 7, kGrabHeight = 20;

// The recording's time as a line of the given width.
struct TimeLine {
  int64_t begin_ms, end_ms;
  float left, length;

  double span_ms() const {
    return std::max(1.0, static_cast<double>(end_ms) - static_cast<double>(begin_ms));
  }
  float x_of(int64_t time_ms) const {
    const double share = (static_cast<double>(time_ms) - static_cast<double>(begin_ms)) / span_ms();
    return left + length * static_cast<float>(std::clamp(share, 0.0, 1.0));
  }
  // Both ends are exact.
  int64_t time_at(float x) const {
    const double share = static_cast<double>((x - left) / length);
    if (share <= 0) return begin_ms;
    if (share >= 1) return end_ms;
    return begin_ms + static_cast<int64_t>(std::llround(share * span_ms()));
  }
};

void draw_bars(const AppState& state, const TimeLine& line, float top, float from_x, float to_x) {
  const auto& bars = state.time.axis == TimeAxis::recording ? state.views_over_time : state.time.views_by_age;
  if (bars.empty()) return;
  const float most = static_cast<float>(std::max(1u, *std::max_element(bars.begin(), bars.end())));
  const float width = line.length / static_cast<float>(bars.size());
  for (size_t i = 0; i < bars.size(); ++i) {
    if (bars[i] == 0) continue;
    const float x = line.left + width * static_cast<float>(i), middle = x + width / 2;
    const float height = std::max(2.0f, kBarsHeight * static_cast<float>(bars[i]) / most);
    const bool is_inside = middle >= from_x && middle <= to_x;
    ImGui::GetWindowDrawList()->AddRectFilled({x + 0.5f, top + kBarsHeight - height},
                                              {x + width - 0.5f, top + kBarsHeight},
                                              is_inside ? color::kTextFaint : color::kField, 1);
  }
}

// One end of the range; returns true while it is dragged.
bool knob(PanelContext& context, const char* id, float x, float top) {
  ImGui::SetCursorScreenPos({x - 10, top});
  ImGui::InvisibleButton(id, {20, kGrabHeight});
  if (ImGui::IsItemActivated()) ++context.panel.gesture;
  auto& list = *ImGui::GetWindowDrawList();
  const ImVec2 middle{x, top + kGrabHeight / 2};
  if (ImGui::IsItemHovered() || ImGui::IsItemActive())
    list.AddCircleFilled(middle, kKnobRadius + 3, color::kAccentSoft);
  list.AddCircleFilled(middle, kKnobRadius, color::kText);
  return ImGui::IsItemActive() && ImGui::GetIO().MouseDelta.x != 0;
}

void set_range(PanelContext& context, const TimeLine& line, int64_t from_ms, int64_t to_ms) {
  auto settings = context.state.settings;
  // A range that ends where the recording does filters nothing there, also when more is still loading.
  const bool is_age = context.state.time.axis == TimeAxis::page_age;
  (is_age ? settings.age_from_ms : settings.time_from_ms) =
      from_ms <= line.begin_ms ? std::nullopt : std::optional(from_ms);
  (is_age ? settings.age_to_ms : settings.time_to_ms) =
      to_ms >= line.end_ms ? std::nullopt : std::optional(to_ms);
  context.change_in_gesture(settings);
}

// The bars are grabbed to move the range as a whole; outside of it, to draw a new one.
void brush(PanelContext& context, const TimeLine& line, ImVec2 at, int64_t from_ms, int64_t to_ms,
           int64_t shortest) {
  auto& grab = context.panel.time_grab;
  ImGui::SetCursorScreenPos(at);
  ImGui::InvisibleButton("brush", {line.length + 2 * kKnobRadius, kBarsHeight});
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  const float mouse_x = ImGui::GetIO().MousePos.x;
  const bool is_limited = from_ms > line.begin_ms || to_ms < line.end_ms;
  if (ImGui::IsItemActivated()) {
    ++context.panel.gesture;
    const bool is_inside = is_limited && mouse_x >= line.x_of(from_ms) && mouse_x <= line.x_of(to_ms);
    grab = {mouse_x, from_ms, to_ms, is_inside};
  }
  if (!ImGui::IsItemActive() || ImGui::GetIO().MouseDelta.x == 0) return;
  if (grab.moves_range) {
    const double shift = static_cast<double>((mouse_x - grab.x) / line.length) * line.span_ms();
    const int64_t length = grab.to_ms - grab.from_ms;
    const double from =
        std::clamp(static_cast<double>(grab.from_ms) + shift, static_cast<double>(line.begin_ms),
                   static_cast<double>(line.end_ms) - static_cast<double>(length));
    set_range(context, line, static_cast<int64_t>(from), static_cast<int64_t>(from) + length);
    return;
  }
  const int64_t a = line.time_at(std::min(mouse_x, grab.x)), b = line.time_at(std::max(mouse_x, grab.x));
  if (b - a >= shortest) set_range(context, line, a, b);
}

// "12.4 s since the page was opened" and the like.
std::string time_text(const PanelContext& context, int64_t ms) {
  if (context.state.time.axis == TimeAxis::recording) return date_time_text(ms);
  return ms == 0 ? "0 s" : duration_text(static_cast<uint64_t>(std::max<int64_t>(0, ms)));
}

// The part of the line that the pointer is on, one of those that the bars show.
std::optional<TimeSpan> hovered_part(const AppState& state, const TimeLine& line) {
  const auto& bars = state.time.axis == TimeAxis::recording ? state.views_over_time : state.time.views_by_age;
  const float share = (ImGui::GetIO().MousePos.x - line.left) / line.length;
  if (bars.empty() || share < 0 || share >= 1) return std::nullopt;
  const auto parts = static_cast<float>(bars.size());
  const float part = std::floor(share * parts);
  return TimeSpan{line.time_at(line.left + line.length * part / parts),
                  line.time_at(line.left + line.length * (part + 1) / parts)};
}

// What the part under the pointer would keep, before a range is drawn there; while one is being drawn, what
// it keeps.
void kept_tooltip(PanelContext& context, const TimeLine& line, int64_t from_ms, int64_t to_ms) {
  const auto& time = context.state.time;
  const bool is_drawing = ImGui::IsItemActive();
  const auto part = ImGui::IsItemHovered() && !is_drawing ? hovered_part(context.state, line) : std::nullopt;
  const std::optional<TimeSpan> told = time.preview ? std::optional(time.preview->span) : std::nullopt;
  if (part != told) context.emit(command::PreviewTime{.span = part});
  if (!part && !is_drawing) return;
  const TimeSpan span = part.value_or(TimeSpan{from_ms, to_ms});
  std::string text = time_text(context, span.from) + " to " + time_text(context, span.to);
  if (is_drawing) {
    text += "\nKeeps " + kept_text(time.kept);
  } else {
    text += part == told && time.preview->kept ? "\nWould keep " + kept_text(*time.preview->kept)
                                               : std::string("\nCounting …");
  }
  ImGui::SetTooltip("%s", text.c_str());
}

void range(PanelContext& context, const TimeLine& line, int64_t from_ms, int64_t to_ms) {
  const auto at = ImGui::GetCursorScreenPos();
  const float from_x = line.x_of(from_ms), to_x = line.x_of(to_ms);
  draw_bars(context.state, line, at.y, from_x, to_x);
  const float top = at.y + kBarsHeight, middle = top + kGrabHeight / 2;
  auto& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled({line.left - kKnobRadius, middle - 2},
                     {line.left + line.length + kKnobRadius, middle + 2}, color::kFieldHovered, 2);
  list.AddRectFilled({from_x, middle - 2}, {to_x, middle + 2}, color::kAccent, 2);
  const float mouse_x = ImGui::GetIO().MousePos.x;
  brush(context, line, at, from_ms, to_ms, std::max<int64_t>(1, static_cast<int64_t>(line.span_ms() / 100)));
  kept_tooltip(context, line, from_ms, to_ms);
  // An end can come no closer to the other than a hundredth of the line.
  const auto shortest = std::max<int64_t>(1, static_cast<int64_t>(line.span_ms() / 100));
  if (knob(context, "from", from_x, top))
    set_range(context, line, std::min(line.time_at(mouse_x), to_ms - shortest), to_ms);
  if (knob(context, "to", to_x, top))
    set_range(context, line, from_ms, std::max(line.time_at(mouse_x), from_ms + shortest));
  ImGui::SetCursorScreenPos({at.x, top + kGrabHeight});
}

void play_button(PanelContext& context, float width) {
  const bool is_playing = context.state.time.is_playing;
  if (button(is_playing ? "Pause (T)" : "Play (T)", {width, 0}))
    context.emit(command::PlayTime{.is_playing = !is_playing});
}

}  // namespace

void time_section(PanelContext& context) {
  const auto& state = context.state;
  const bool is_age = state.time.axis == TimeAxis::page_age;
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const auto from = is_age ? state.settings.age_from_ms : state.settings.time_from_ms;
  const auto to = is_age ? state.settings.age_to_ms : state.settings.time_to_ms;
  const bool is_limited = from || to;
  label("Time", is_limited ? "" : "All");
  const auto below = ImGui::GetCursorScreenPos();
  const bool is_lifted = is_limited && link("Show all", {at.x + width - text_width("Show all"), at.y});
  ImGui::SetCursorScreenPos(below);
  constexpr std::array kAxes{"Date and time (UTC)", "Since the page opened"};
  int axis = is_age ? 1 : 0;
  if (segmented("axis", kAxes, axis)) context.emit(command::SetTimeAxis{static_cast<TimeAxis>(axis)});
  const auto top = ImGui::GetCursorScreenPos();
  const TimeLine line{.begin_ms = is_age ? 0 : state.time_begin_ms,
                      .end_ms = is_age ? int64_t{state.time.longest_view_ms} + 1 : state.time_end_ms,
                      .left = top.x + kKnobRadius,
                      .length = width - 2 * kKnobRadius};
  if (line.end_ms - 1 <= line.begin_ms) return;
  if (is_lifted) {
    ++context.panel.gesture;
    set_range(context, line, line.begin_ms, line.end_ms);
  }
  const auto from_ms = std::clamp(from.value_or(line.begin_ms), line.begin_ms, line.end_ms);
  const auto to_ms = std::clamp(to.value_or(line.end_ms), line.begin_ms, line.end_ms);
  range(context, line, from_ms, to_ms);
  const WithFont small(FontSize::small);
  const auto first = time_text(context, from_ms), last = time_text(context, to_ms - 1);
  const auto row = ImGui::GetCursorScreenPos();
  text_at(row, color::kTextDim, first);
  text_at({row.x + width - text_width(last), row.y}, color::kTextDim, last);
  ImGui::Dummy({width, ImGui::GetTextLineHeight()});
  if (is_limited) dim_text("Keeps " + kept_text(state.time.kept));
  play_button(context, width);
}

}  // namespace isotherm::ui
