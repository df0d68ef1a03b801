#include <algorithm>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

std::string megabytes(uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
  return text;
}

void progress(const LoadState& load) {
  const auto share = load_share(load);
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  constexpr float kHeight = 4;
  auto& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, {at.x + width, at.y + kHeight}, color::kFieldHovered, kHeight / 2);
  if (share) {
    const float filled = std::max(kHeight, width * static_cast<float>(*share));
    list.AddRectFilled(at, {at.x + filled, at.y + kHeight}, color::kAccent, kHeight / 2);
  }
  ImGui::Dummy({width, kHeight});
  std::string text = "Loading  " + megabytes(load.received_bytes);
  if (load.total_bytes) text += " of " + megabytes(*load.total_bytes);
  dim_text(text);
}

std::string counted(uint64_t count, const char* one, const char* many) {
  return with_thousands(count) + " " + (count == 1 ? one : many);
}

void warnings(PanelContext& context) {
  const auto& load = context.state.load;
  if (load.warning_count == 0) return;
  const WithFont small(FontSize::small);
  std::string text = counted(load.warning_count, "damaged part", "damaged parts") + " left out";
  if (load.events_lost > 0) text += ", " + counted(load.events_lost, "event", "events") + " lost";
  ImGui::PushStyleColor(ImGuiCol_Text, color::kWarning);
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(text.c_str());
  if (ImGui::IsItemClicked()) context.panel.shows_warnings ^= true;
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
  if (!context.panel.shows_warnings) return;
  for (const auto& warning : load.warnings)
    dim_text(warning);
}

}  // namespace

void recording_section(PanelContext& context) {
  const auto& state = context.state;
  const float width = ImGui::GetContentRegionAvail().x;
  const bool is_loading = state.load.phase == LoadState::Phase::loading;
  const bool is_whole = !is_loading && !state.is_partial;
  if (!state.load.name.empty()) {
    const auto slash = state.load.name.find_last_of("/\\");
    ImGui::TextUnformatted(
        elided(slash == std::string::npos ? state.load.name : state.load.name.substr(slash + 1), width)
            .c_str());
  }
  if (is_loading || (state.is_partial && !state.error)) progress(state.load);
  // an outlined file tells these before its events come
  if (state.has_page() && (!is_loading || state.load.is_outlined)) {
    dim_text(counted(state.sessions, "session", "sessions") + ", " +
             counted(state.page_views, "page view", "page views") + ", " +
             counted(state.events, "event", "events"));
  }
  warnings(context);
  const float half = (width - 8) / 2;
  if (button("Open…", {state.has_page() ? half : width, 0})) context.out.wants_open = true;
  if (!state.has_page()) return;
  ImGui::SameLine();
  ImGui::BeginDisabled(!is_whole);  // what is saved should be the whole
  if (accent_button("Save PNG", {half, 0})) context.out.wants_save = true;
  ImGui::EndDisabled();
}

}  // namespace isotherm::ui
