#include <array>

#include "ui/sections.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

// In the order of Layer, ClickChoice, FixedPlane and DeviceChoice.
constexpr std::array kLayers{"Clicks", "Moves", "Scroll", "Attention", "Drop-off"};
constexpr std::array kClicks{"All", "First", "Last", "Taps", "Rage"};
constexpr std::array kFixed{"Hidden", "At the top", "Spread"};
constexpr std::array kDevices{"Auto", "Mobile", "Tablet", "Desktop", "All"};

// Devices that nobody used on this page cannot be chosen.
uint32_t unused_devices(const AppState& state) {
  uint32_t unused = 0;
  for (uint32_t device = 0; device < 3; ++device) {
    if (state.views_by_device[device] == 0) unused |= 2u << device;
  }
  return unused;
}

void choose_layer(PanelContext& context) {
  auto settings = context.state.settings;
  label("Layer");
  int layer = static_cast<int>(settings.layer);
  if (segmented("layer", kLayers, layer)) {
    settings.layer = static_cast<Layer>(layer);
    context.change(settings);
  }
  if (settings.layer == Layer::clicks) {
    int clicks = static_cast<int>(settings.clicks);
    if (segmented("clicks", kClicks, clicks)) {
      settings.clicks = static_cast<ClickChoice>(clicks);
      context.change(settings);
    }
  }
  if (shows_densities(settings) && (context.state.fixed_points > 0 || settings.fixed != FixedPlane::hidden)) {
    ImGui::Dummy({0, 0});
    label("On fixed elements", with_thousands(context.state.fixed_points));
    int fixed = static_cast<int>(settings.fixed);
    if (segmented("fixed", kFixed, fixed)) {
      settings.fixed = static_cast<FixedPlane>(fixed);
      context.change(settings);
    }
  }
  ImGui::Dummy({0, 0});
}

}  // namespace

// A swarm has no layer.
void layer_section(PanelContext& context) {
  if (context.state.replay.mode != ViewMode::swarm) choose_layer(context);
  auto settings = context.state.settings;
  label("Device");
  int device = static_cast<int>(settings.device);
  if (segmented("device", kDevices, device, unused_devices(context.state))) {
    settings.device = static_cast<DeviceChoice>(device);
    context.change(settings);
  }
  if (ImGui::IsItemHovered() && context.state.filters.facets) {
    std::string text;
    for (size_t i = 0; i < kDevices.size(); ++i)
      text += (i == 0 ? "" : "\n") + std::string(kDevices[i]) + ": " +
              kept_text(context.state.filters.devices[i]);
    ImGui::SetTooltip("%s", text.c_str());
  }
}

}  // namespace isotherm::ui
