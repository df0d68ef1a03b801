#include <algorithm>
#include <array>
#include <string>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr std::array kScaleNames{"Linear", "Log", "Clip", "Equal"};  // in the order of Scale
constexpr std::array kMaxima{"Automatic", "Fixed"};
constexpr double kFixedRange = 50;  // the slider goes this factor up and down from the automatic maximum

std::string_view top_label(const Legend& legend) {
  return legend.ticks.empty() ? std::string_view() : std::string_view(legend.ticks.back().label);
}

void scale_control(PanelContext& context) {
  auto settings = context.state.settings;
  label("Scale");
  int scale = static_cast<int>(settings.look.scale);
  if (segmented("scale", kScaleNames, scale)) {
    settings.look.scale = static_cast<Scale>(scale);
    context.change(settings);
  }
  const bool has_own_maximum = context.state.settings.maximum && !is_row_layer(context.state.settings.layer);
  if (context.state.settings.look.scale != Scale::clip || has_own_maximum) return;
  double percent = settings.look.clip_percent;
  const SliderSpec spec{.name = "Hottest at percentile",
                        .min = 90,
                        .max = kMaxClipPercent,
                        .step = 0.1,
                        .initial = 99.5,
                        .format = "%.1f"};
  if (!slider(context, spec, percent)) return;
  settings.look.clip_percent = percent;
  context.change_in_gesture(settings);
}

// Few events say little: what lies below the threshold fades.
void fade_control(PanelContext& context) {
  auto settings = context.state.settings;
  const double most = std::max(context.state.maximum, 10.0);
  const bool is_time = settings.layer == Layer::moves;
  double below = settings.look.fade_below;
  const std::string shown = is_time ? duration_text(static_cast<uint64_t>(below + 0.5)) + " per spot"
                                    : fixed_decimals(below, below < 10 ? 1 : 0) + " per spot";
  const SliderSpec spec{.name = "Fade what has less than",
                        .min = 0,
                        .max = most,
                        .step = is_time ? 10 : 0.5,
                        .initial = 0,
                        .value_text = below == 0 ? std::string_view("off") : std::string_view(shown)};
  if (!slider(context, spec, below)) return;
  settings.look.fade_below = below;
  context.change_in_gesture(settings);
}

void contour_control(PanelContext& context) {
  auto settings = context.state.settings;
  if (!toggle("Contour lines", settings.look.shows_contours)) return;
  context.change(settings);
}

void maximum_control(PanelContext& context) {
  const auto& state = context.state;
  auto settings = state.settings;
  label("Scale maximum", settings.maximum ? std::string_view() : top_label(state.legend));
  int scale = settings.maximum ? 1 : 0;
  if (segmented("maximum", kMaxima, scale)) {
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
  const bool has_rows = is_row_layer(state.settings.layer);
  if (shows_densities(state.settings)) scale_control(context);
  if (state.settings.layer != Layer::scroll) maximum_control(context);
  if (has_rows) {
    scroll_section(context);
  } else {
    fade_control(context);
    contour_control(context);
  }
  bool has_legend = state.shows_legend;
  if (toggle("Legend over the page", has_legend)) context.emit(command::ShowLegend{.shown = has_legend});
  toggle("Title and legend in the PNG", context.panel.with_caption);
}

}  // namespace isotherm::ui
