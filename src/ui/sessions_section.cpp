// The list of sessions: search, order, filters, and a row with a small drawing for each.
#include <algorithm>
#include <array>
#include <cstring>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/time_text.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr float kSessionRow = 46, kPathWidth = 34, kPathHeight = 38, kEventsHeight = 190;

void query(PanelContext& context, const SessionQuery& changed) {
  if (!(changed == context.state.replay.query)) context.emit(command::QuerySessions{.query = changed});
}

void spot_header(PanelContext& context) {
  const auto& spot = *context.state.replay.spot;
  const std::string text = counted(spot.hits.size(), "session", "sessions") + " behind this " +
                           (spot.is_circle ? "spot" : "region") + ", " +
                           counted(spot.events, "event", "events");
  label(text);
  if (button("Show all sessions", {-1, 26})) context.emit(command::ClearSpot{});
}

void order_row(PanelContext& context) {
  constexpr std::array kOrders{SessionOrder::start,  SessionOrder::length, SessionOrder::pages,
                               SessionOrder::clicks, SessionOrder::rage,   SessionOrder::depth};
  constexpr std::array kNames{"Start", "Length", "Pages", "Clicks", "Rage clicks", "Scroll depth"};
  auto changed = context.state.replay.query;
  const auto current = static_cast<size_t>(changed.order);
  ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - 140);
  if (ImGui::BeginCombo("##order", kNames[current])) {
    for (size_t i = 0; i < kOrders.size(); ++i) {
      if (ImGui::Selectable(kNames[i], i == current)) {
        changed.order = kOrders[i];
        changed.is_descending = i != 0;  // most of it first; the start from the beginning
      }
    }
    ImGui::EndCombo();
  }
  ImGui::SameLine(0, 6);
  if (button(changed.is_descending ? "Down###dir" : "Up###dir", {58, 28})) changed.is_descending ^= true;
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("Largest or smallest first");
  ImGui::SameLine(0, 6);
  if (button(context.panel.shows_session_filters ? "Less###filters" : "Filter###filters", {70, 28}))
    context.panel.shows_session_filters ^= true;
  query(context, changed);
}

void filters(PanelContext& context) {
  auto changed = context.state.replay.query;
  const auto number = [&](const char* name, double least, double most, double step, double value) {
    const SliderSpec spec{.name = name, .min = least, .max = most, .step = step, .initial = least};
    slider(context, spec, value);
    return value;
  };
  changed.length_min_ms = static_cast<int64_t>(
      number("At least seconds", 0, 600, 5, static_cast<double>(changed.length_min_ms) / 1000) * 1000);
  changed.clicks_min = static_cast<uint32_t>(number("At least clicks", 0, 50, 1, changed.clicks_min));
  changed.pages_min = static_cast<uint32_t>(number("At least pages", 0, 20, 1, changed.pages_min));
  changed.depth_min = static_cast<float>(
      number("At least scrolled, %", 0, 100, 5, static_cast<double>(changed.depth_min) * 100) / 100);
  bool has_rage = changed.rage_min > 0;
  if (toggle("With rage clicks", has_rage)) changed.rage_min = has_rage ? 1 : 0;
  constexpr std::array kDevices{"Mobile", "Tablet", "Desktop", "Unknown width"};
  for (unsigned i = 0; i < kDevices.size(); ++i) {
    bool is_on = (changed.devices >> i & 1u) != 0;
    if (toggle(kDevices[i], is_on)) changed.devices = static_cast<uint8_t>(changed.devices ^ (1u << i));
  }
  query(context, changed);
}

void draw_path(const SessionPath& path, ImVec2 min) {
  auto& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(min, {min.x + kPathWidth, min.y + kPathHeight}, IM_COL32(255, 255, 255, 14), 3);
  std::array<ImVec2, SessionPath::kPoints> points;
  for (size_t i = 0; i < path.count; ++i) {
    points[i] = {min.x + 2 + (kPathWidth - 4) * static_cast<float>(path.x[i]) / 255,
                 min.y + 2 + (kPathHeight - 4) * static_cast<float>(path.y[i]) / 255};
  }
  if (path.count > 1) list.AddPolyline(points.data(), path.count, color::kAccent, ImDrawFlags_None, 1);
  if (path.count == 1) list.AddCircleFilled(points[0], 1.5f, color::kAccent);
}

std::string numbers_of(const SessionRow& row) {
  std::string text = counted(row.pages, "page", "pages") + " · " + counted(row.clicks, "click", "clicks");
  if (row.rage_clicks > 0) text += " · " + counted(row.rage_clicks, "rage", "rage");
  if (row.depth <= 0) return text;  // no document's height was recorded
  char depth[24];
  std::snprintf(depth, sizeof depth, " · %.0f %%", static_cast<double>(row.depth) * 100);
  return text + depth;
}

void tooltip(const Session& session, const SessionRow& row) {
  std::string text =
      session.id + "\n" + date_time_text(row.start_ms) + ", " + std::string(to_string(row.device));
  for (const Tag& tag : session.tags)
    text += "\n" + tag.key + " = " + tag.value;
  text += "\nRight click: its way on the heatmap. M: seen or not";
  ImGui::SetTooltip("%s", text.c_str());
}

void open(PanelContext& context, uint32_t session, double t_ms) {
  context.emit(command::OpenSession{.session = session, .t_ms = t_ms, .plays = true});
}

void session_row(PanelContext& context, uint32_t position, const SessionRow& row, double t_ms) {
  const auto& replay = context.state.replay;
  const Session& session = replay.catalog->sessions[row.session];
  const bool is_open = replay.mode == ViewMode::session && replay.session == row.session;
  const bool is_pointed_at = context.panel.session_cursor == position;
  const bool is_seen = replay.has_seen(row.session);
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::PushID(static_cast<int>(row.session));
  if (ImGui::InvisibleButton("session", {width, kSessionRow})) {
    context.panel.session_cursor = position;
    open(context, row.session, t_ms);
  }
  if (ImGui::IsItemClicked(ImGuiMouseButton_Right)) {
    const bool is_overlaid = replay.overlaid == row.session;
    context.emit(command::OverlaySession{.session = is_overlaid ? std::nullopt : std::optional(row.session)});
  }
  const bool is_hovered = ImGui::IsItemHovered();
  ImGui::PopID();
  auto& list = *ImGui::GetWindowDrawList();
  const ImVec2 end{at.x + width, at.y + kSessionRow};
  if (is_open || is_hovered) list.AddRectFilled(at, end, is_open ? color::kAccentSoft : color::kField, 4);
  if (is_pointed_at) list.AddRect(at, end, color::kFieldActive, 4);
  draw_path(row.path, {at.x + 4, at.y + 4});
  const float left = at.x + kPathWidth + 12;
  const auto length = span_text(static_cast<double>(row.length_ms));
  const float length_width = text_width(length);
  const ImU32 name_color = is_open ? color::kText : is_seen ? color::kTextFaint : color::kText;
  text_at({left, at.y + 5}, name_color, elided(session.id, end.x - left - length_width - 26));
  if (!is_seen) list.AddCircleFilled({end.x - length_width - 16, at.y + 12}, 3, color::kAccent);
  text_at({end.x - length_width - 6, at.y + 5}, color::kTextDim, length);
  text_at({left, at.y + 24}, color::kTextFaint, numbers_of(row));
  if (replay.overlaid == row.session) text_at({end.x - 34, at.y + 24}, color::kAccent, "way");
  if (is_hovered) tooltip(session, row);
}

void list_of_sessions(PanelContext& context) {
  const auto& replay = context.state.replay;
  const size_t count = replay.spot ? replay.spot->hits.size() : replay.listed.size();
  if (count == 0) {
    dim_text("No session matches");
    return;
  }
  const float room = ImGui::GetContentRegionAvail().y - (replay.track != nullptr ? kEventsHeight : 0);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 2));
  ImGui::BeginChild("sessions", {0, std::max(room, 3 * kSessionRow)});
  if (context.panel.scrolls_to_cursor) {
    const float top = static_cast<float>(context.panel.session_cursor) * (kSessionRow + 2);
    const float shown = ImGui::GetWindowHeight(), from = ImGui::GetScrollY();
    if (top < from) ImGui::SetScrollY(top);
    if (top + kSessionRow > from + shown) ImGui::SetScrollY(top + kSessionRow - shown);
    context.panel.scrolls_to_cursor = false;
  }
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(count), kSessionRow + 2);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto position = static_cast<uint32_t>(i);
      if (replay.spot) {
        const SessionHit& hit = replay.spot->hits[position];
        // The moment, with two seconds to see how it comes about.
        session_row(context, position, (*replay.rows)[hit.session],
                    std::max(0.0, static_cast<double>(hit.t_ms) - 2000));
      } else {
        session_row(context, position, (*replay.rows)[replay.listed[position]], 0);
      }
    }
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace

void sessions_section(PanelContext& context) {
  const auto& replay = context.state.replay;
  if (replay.rows == nullptr || replay.catalog == nullptr) {  // opened from outside: the list comes now
    context.emit(command::ShowSessions{.shown = true});
    return;
  }
  section_gap();
  const WithFont small(FontSize::small);
  if (replay.spot) {
    spot_header(context);
  } else {
    label("Sessions",
          with_thousands(replay.listed.size()) + (replay.listed.size() < replay.rows->size()
                                                      ? " of " + with_thousands(replay.rows->size())
                                                      : std::string()));
    ImGui::SetNextItemWidth(-1);
    if (ImGui::InputTextWithHint("##find", "Search name, tag or address", context.panel.session_search,
                                 sizeof context.panel.session_search)) {
      auto changed = replay.query;
      changed.text = context.panel.session_search;
      query(context, changed);
    }
    order_row(context);
    if (context.panel.shows_session_filters) filters(context);
  }
  list_of_sessions(context);
  if (replay.track != nullptr) events_section(context);
}

}  // namespace isotherm::ui
