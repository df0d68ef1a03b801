#include <algorithm>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

std::string capitalised(std::string_view name) {
  std::string text(name);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

void ramp_swatches(PanelContext& context) {
  auto settings = context.state.settings;
  label("Colours", capitalised(to_string(settings.ramp)));
  const float gap = 8, width = ImGui::GetContentRegionAvail().x;
  const auto count = static_cast<float>(kRamps.size());
  const ImVec2 size{(width - gap * (count - 1)) / count, 20};
  const auto at = ImGui::GetCursorScreenPos();
  float x = at.x;
  for (const Ramp ramp : kRamps) {
    ImGui::SetCursorScreenPos({x, at.y});
    ImGui::PushID(static_cast<int>(ramp));
    if (ImGui::InvisibleButton("ramp", size)) {
      settings.ramp = ramp;
      context.change(settings);
    }
    ImGui::PopID();
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", capitalised(to_string(ramp)).c_str());
    auto& list = *ImGui::GetWindowDrawList();
    draw_ramp(list, opaque_color_table(ramp, settings.look.mono_color), {x, at.y},
              {x + size.x, at.y + size.y}, 4);
    const bool is_chosen = ramp == context.state.settings.ramp;
    if (is_chosen)
      list.AddRect({x - 3, at.y - 3}, {x + size.x + 3, at.y + size.y + 3}, color::kText, 6, 0, 1.5f);
    x += size.x + gap;
  }
  ImGui::SetCursorScreenPos({at.x, at.y});
  ImGui::Dummy({width, size.y + 6});
}

// Only what the chosen colours ask for.
void ramp_options(PanelContext& context) {
  auto settings = context.state.settings;
  if (button("Most readable on this page", {ImGui::GetContentRegionAvail().x, 0}))
    context.emit(command::ChooseReadableRamp{});
  if (settings.ramp != Ramp::mono) return;
  const Rgba color = settings.look.mono_color;
  float channels[3] = {color.r / 255.0f, color.g / 255.0f, color.b / 255.0f};
  constexpr auto kFlags = ImGuiColorEditFlags_NoInputs | ImGuiColorEditFlags_NoAlpha;
  const bool has_changed = ImGui::ColorEdit3("Colour of the ramp", channels, kFlags);
  if (ImGui::IsItemActivated()) ++context.panel.gesture;
  if (!has_changed) return;
  const auto byte = [](float channel) {
    return static_cast<uint8_t>(std::clamp(channel, 0.0f, 1.0f) * 255.0f + 0.5f);
  };
  settings.look.mono_color = {byte(channels[0]), byte(channels[1]), byte(channels[2])};
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
  if (!is_row_layer(settings.layer)) {
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
  ramp_swatches(context);
  ramp_options(context);
  const double opacity = is_row_layer(settings.layer) ? 0.5 : 0.8;
  share_slider(context, "Opacity", context.state.opacity, opacity,
               [](PictureSettings& s, double v) { s.opacity = v; });
  share_slider(context, "Dim the page", settings.dimming, 0,
               [](PictureSettings& s, double v) { s.dimming = v; });
}

}  // namespace isotherm::ui
