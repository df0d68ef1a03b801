#include <algorithm>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

void choose_ramp(PanelContext& context) {
  auto settings = context.state.settings;
  label("Colours", capitalised(to_string(settings.ramp)));
  if (ramp_swatches("ramps", settings.ramp, settings.look.mono_color)) context.change(settings);
}

// Only what the chosen colours ask for.
void ramp_options(PanelContext& context) {
  auto settings = context.state.settings;
  if (button("Most readable on this page", {ImGui::GetContentRegionAvail().x, 0}))
    context.emit(command::ChooseReadableRamp{});
  if (settings.ramp != Ramp::mono) return;
  if (color_edit(context, "Colour of the ramp", settings.look.mono_color))
    context.change_in_gesture(settings);
}

void share_slider(PanelContext& context, const char* name, double shown, double initial,
                  void (*set)(PictureSettings&, double)) {
  const SliderSpec spec{.name = name,
                        .min = 0,
                        .max = 1,
                        .step = 0.01,
                        .initial = initial,
                        .shown_factor = 100,
                        .format = "%.0f %%"};
  if (!slider(context, spec, shown)) return;
  auto settings = context.state.settings;
  set(settings, shown);
  context.change_in_gesture(settings);
}

}  // namespace

void look_section(PanelContext& context) {
  const auto& settings = context.state.settings;
  if (shows_densities(settings)) {
    double radius = settings.radius_px;
    const SliderSpec spec{.name = "Radius",
                          .min = kMinRadiusPx,
                          .max = kMaxRadiusPx,
                          .step = 1,
                          .initial = 40,
                          .is_logarithmic = true,
                          .format = "%.0f px"};
    if (slider(context, spec, radius)) {
      auto changed = settings;
      changed.radius_px = radius;
      context.change_in_gesture(changed);
    }
  }
  choose_ramp(context);
  ramp_options(context);
  share_slider(context, "Opacity", context.state.opacity, default_opacity(settings.layer),
               [](PictureSettings& s, double v) { s.opacity = v; });
  share_slider(context, "Dim the page", settings.dimming, 0,
               [](PictureSettings& s, double v) { s.dimming = v; });
}

}  // namespace isotherm::ui
