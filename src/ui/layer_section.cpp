#include <array>

#include "ui/sections.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

// In the order of Layer and DeviceChoice.
constexpr std::array kLayers{"Clicks", "Moves", "Scroll", "Attention", "Drop-off"};
constexpr std::array kDevices{"Auto", "Mobile", "Tablet", "Desktop", "All"};

// Devices that nobody used on this page cannot be chosen.
uint32_t unused_devices(const AppState& state) {
  uint32_t unused = 0;
  for (uint32_t device = 0; device < 3; ++device) {
    if (state.views_by_device[device] == 0) unused |= 2u << device;
  }
  return unused;
}

}  // namespace

void layer_section(PanelContext& context) {
  auto settings = context.state.settings;
  label("Layer");
  int layer = static_cast<int>(settings.layer);
  if (segmented("layer", kLayers, layer)) {
    settings.layer = static_cast<Layer>(layer);
    context.change(settings);
  }
  ImGui::Dummy({0, 0});
  label("Device");
  int device = static_cast<int>(settings.device);
  if (segmented("device", kDevices, device, unused_devices(context.state))) {
    settings.device = static_cast<DeviceChoice>(device);
    context.change(settings);
  }
}

}  // namespace isotherm::ui
