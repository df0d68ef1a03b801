#include <algorithm>
#include <array>

#include "ui/sections.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr std::array kColourings{"Device", "Order"};  // in the order of ConfettiColor; tags by the web API

OverlaySettings* find(PictureSettings& settings, OverlayKind kind) {
  const auto found = std::find_if(settings.overlays.begin(), settings.overlays.end(),
                                  [&](const OverlaySettings& o) { return o.kind == kind; });
  return found == settings.overlays.end() ? nullptr : &*found;
}

// Switched on, a drawing lies over those before it.
void overlay_control(PanelContext& context, const char* name, OverlayKind kind, bool has_opacity) {
  auto settings = context.state.settings;
  OverlaySettings* overlay = find(settings, kind);
  bool is_on = overlay != nullptr;
  if (toggle(name, is_on)) {
    if (is_on) {
      OverlaySettings added;
      added.kind = kind;
      settings.overlays.push_back(added);
    } else {
      std::erase_if(settings.overlays, [&](const OverlaySettings& o) { return o.kind == kind; });
    }
    context.change(settings);
    return;
  }
  if (!overlay) return;
  ImGui::PushID(name);
  int coloring = static_cast<int>(overlay->color_by);
  if (kind == OverlayKind::confetti && segmented("coloring", kColourings, coloring)) {
    overlay->color_by = static_cast<ConfettiColor>(coloring);
    context.change(settings);
  }
  const SliderSpec spec{.name = "Opacity",
                        .min = 0,
                        .max = 1,
                        .step = 0.01,
                        .initial = 1,
                        .shown_factor = 100,
                        .format = "%.0f %%"};
  double opacity = overlay->opacity;
  if (has_opacity && slider(context, spec, opacity)) {
    overlay->opacity = opacity;
    context.change_in_gesture(settings);
  }
  ImGui::PopID();
}

}  // namespace

void overlay_section(PanelContext& context) {
  label("Over the layer");
  overlay_control(context, "Clicks as confetti", OverlayKind::confetti, true);
  overlay_control(context, "Pointer paths", OverlayKind::paths, true);
  if (context.state.settings.layer != Layer::scroll)
    overlay_control(context, "Reach and fold", OverlayKind::reach, false);
}

}  // namespace isotherm::ui
