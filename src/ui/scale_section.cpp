#include <array>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr std::array kScales{"Automatic", "Fixed"};
constexpr double kFixedRange = 50;  // the slider goes this factor up and down from the automatic maximum

std::string_view top_label(const Legend& legend) {
  return legend.ticks.empty() ? std::string_view() : std::string_view(legend.ticks.back().label);
}

void maximum_control(PanelContext& context) {
  const auto& state = context.state;
  auto settings = state.settings;
  label("Scale maximum", settings.maximum ? std::string_view() : top_label(state.legend));
  int scale = settings.maximum ? 1 : 0;
  if (segmented("scale", kScales, scale)) {
    if (scale == 1) {
      settings.maximum = state.automatic_maximum;
    } else {
      settings.maximum.reset();
    }
    context.change(settings);
  }
  if (!state.settings.maximum) return;
  double maximum = *state.settings.maximum;
  const SliderSpec spec{.name = "Maximum",
                        .min = state.automatic_maximum / kFixedRange,
                        .max = state.automatic_maximum * kFixedRange,
                        .step = 0,
                        .initial = state.automatic_maximum,
                        .is_logarithmic = true,
                        .value_text = top_label(state.legend)};
  if (!slider(context, spec, maximum)) return;
  settings = state.settings;
  settings.maximum = maximum;
  context.change_in_gesture(settings);
}

}  // namespace

void scale_section(PanelContext& context) {
  const auto& state = context.state;
  if (state.settings.layer != Layer::scroll) maximum_control(context);
  if (is_row_layer(state.settings.layer)) scroll_section(context);
  bool has_legend = state.shows_legend;
  if (toggle("Legend over the page", has_legend)) context.emit(command::ShowLegend{.shown = has_legend});
  toggle("Title and legend in the PNG", context.panel.with_caption);
}

}  // namespace isotherm::ui
