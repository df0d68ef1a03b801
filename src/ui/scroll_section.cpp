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

std::string text_of(const std::vector<uint8_t>& markers) {
  std::string text;
  for (const uint8_t percent : markers)
    text += (text.empty() ? "" : ", ") + std::to_string(percent);
  return text;
}

// The whole numbers of a text that are percentages.
std::vector<uint8_t> markers_from(std::string_view text) {
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
                  text_of(settings.scroll.markers).c_str());
  ImGui::SetNextItemWidth(-1);
  const bool is_entered = ImGui::InputText("##markers", panel.markers_text, sizeof panel.markers_text,
                                           ImGuiInputTextFlags_EnterReturnsTrue);
  panel.edits_markers = ImGui::IsItemActive();
  if (!is_entered && !ImGui::IsItemDeactivatedAfterEdit()) return;
  settings.scroll.markers = markers_from(panel.markers_text);
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

}  // namespace

void scroll_section(PanelContext& context) {
  const Layer layer = context.state.settings.layer;
  choice(context, "Counted", kUnits, &ScrollSettings::unit);
  if (layer != Layer::attention) choice(context, "Line of the viewport", kLines, &ScrollSettings::line);
  choice(context, "Depth", kDepths, &ScrollSettings::depth);
  choice(context, "Fold", kFolds, &ScrollSettings::fold);
  if (layer == Layer::attention) exposure_slider(context);
  if (layer != Layer::drop_off) scroll_toggle(context, "Smooth colours", &ScrollSettings::is_smooth);
  scroll_toggle(context, "Graph beside the page", &ScrollSettings::shows_graph);
  auto settings = context.state.settings;
  if (toggle("Depth lines and fold", settings.shows_markers)) context.change(settings);
  if (context.state.settings.shows_markers) markers_field(context);
}

}  // namespace isotherm::ui
