#include <array>
#include <charconv>
#include <cstdio>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

// In the order of the enumerations.
constexpr std::array kUnits{"Page views", "Sessions"};
constexpr std::array kLines{"Bottom", "Centre", "Top"};
constexpr std::array kDepths{"By px", "By share of height"};
constexpr std::array kFolds{"Median", "Mean"};
constexpr double kLongestMinimumMs = 2000;

template <typename Choice, size_t kCount>
void choice(PanelContext& context, const char* name, const std::array<const char*, kCount>& options,
            Choice ScrollSettings::*member) {
  label(name);
  auto settings = context.state.settings;
  int chosen = static_cast<int>(settings.scroll.*member);
  if (!segmented(name, options, chosen)) return;
  settings.scroll.*member = static_cast<Choice>(chosen);
  context.change(settings);
}

void scroll_toggle(PanelContext& context, const char* name, bool ScrollSettings::*member) {
  auto settings = context.state.settings;
  if (toggle(name, settings.scroll.*member)) context.change(settings);
}

// The whole numbers of a text that are percentages.
std::vector<uint8_t> percentages_in(std::string_view text) {
  std::vector<uint8_t> markers;
  for (size_t at = 0; at < text.size() && markers.size() < 20;) {
    unsigned percent = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), percent);
    if (error == std::errc() && percent >= 1 && percent <= 100)
      markers.push_back(static_cast<uint8_t>(percent));
    at = std::max(at + 1, static_cast<size_t>(end - text.data()));
  }
  return markers;
}

void markers_field(PanelContext& context) {
  auto& panel = context.panel;
  auto settings = context.state.settings;
  label("Lines at reach, %");
  if (!panel.edits_markers)
    std::snprintf(panel.markers_text, sizeof panel.markers_text, "%s",
                  markers_text(settings.scroll.markers).c_str());
  ImGui::SetNextItemWidth(-1);
  const bool is_entered = ImGui::InputText("##markers", panel.markers_text, sizeof panel.markers_text,
                                           ImGuiInputTextFlags_EnterReturnsTrue);
  panel.edits_markers = ImGui::IsItemActive();
  if (!is_entered && !ImGui::IsItemDeactivatedAfterEdit()) return;
  settings.scroll.markers = percentages_in(panel.markers_text);
  context.change(settings);
}

void exposure_slider(PanelContext& context) {
  double minimum = context.state.settings.scroll.min_exposure_ms;
  const SliderSpec spec{.name = "Shortest exposure",
                        .min = 0,
                        .max = kLongestMinimumMs,
                        .step = 50,
                        .initial = 0,
                        .format = "%.0f ms"};
  if (!slider(context, spec, minimum)) return;
  auto settings = context.state.settings;
  settings.scroll.min_exposure_ms = static_cast<uint32_t>(minimum);
  context.change_in_gesture(settings);
}

// The page, or an element that scrolls inside it.
void container_choice(PanelContext& context) {
  const auto& state = context.state;
  const auto chosen = state.settings.scroll.container;
  if (state.containers.empty() && !chosen) return;
  const auto name_of = [](const ScrollContainer& container) {
    return container_name(container.target) + ", scrolled by " +
           counted(container.page_views, "page view", "page views");
  };
  label("What scrolls");
  std::optional<uint32_t> wanted = chosen;
  const std::string shown = chosen ? container_name(*chosen) : "The page";
  ImGui::SetNextItemWidth(-1);
  if (ImGui::BeginCombo("##container", shown.c_str())) {
    if (ImGui::Selectable("The page", !chosen)) wanted.reset();
    for (const ScrollContainer& container : state.containers) {
      if (ImGui::Selectable(name_of(container).c_str(), chosen == container.target))
        wanted = container.target;
    }
    ImGui::EndCombo();
  }
  if (chosen)
    dim_text("The recording does not say where it lies on the page: its own depth is in the graph alone.");
  if (wanted == chosen) return;
  auto settings = state.settings;
  settings.scroll.container = wanted;
  context.change(settings);
}

void report_buttons(PanelContext& context) {
  label("Row by row");
  const float half = (ImGui::GetContentRegionAvail().x - 8) / 2;
  if (button("Export CSV##rows", {half, 0})) context.out.wants_row_report = RegionReportFormat::csv;
  ImGui::SameLine(0, 8);
  if (button("Export JSON##rows", {half, 0})) context.out.wants_row_report = RegionReportFormat::json;
}

}  // namespace

void scroll_section(PanelContext& context) {
  const Layer layer = context.state.settings.layer;
  const bool has_container = context.state.settings.scroll.container.has_value();
  container_choice(context);
  choice(context, "Counted", kUnits, &ScrollSettings::unit);
  if (layer != Layer::attention && !has_container)
    choice(context, "Line of the viewport", kLines, &ScrollSettings::line);
  if (!has_container) choice(context, "Depth", kDepths, &ScrollSettings::depth);
  if (!has_container) choice(context, "Fold", kFolds, &ScrollSettings::fold);
  if (layer == Layer::attention) exposure_slider(context);
  if (has_container) return report_buttons(context);
  if (layer != Layer::drop_off) scroll_toggle(context, "Smooth colours", &ScrollSettings::is_smooth);
  scroll_toggle(context, "Graph beside the page", &ScrollSettings::shows_graph);
  auto settings = context.state.settings;
  if (toggle("Depth lines and fold", settings.shows_markers)) context.change(settings);
  if (context.state.settings.shows_markers) markers_field(context);
  report_buttons(context);
}

}  // namespace isotherm::ui
