#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "ui/sections.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr std::array kColourings{"Device", "Order", "Tag"};  // in the order of ConfettiColor

OverlaySettings* find(PictureSettings& settings, OverlayKind kind) {
  const auto found = std::find_if(settings.overlays.begin(), settings.overlays.end(),
                                  [&](const OverlaySettings& o) { return o.kind == kind; });
  return found == settings.overlays.end() ? nullptr : &*found;
}

// The keys of tags, once they are known; the one that experiments are usually told apart by first.
std::vector<std::string> tag_keys(const AppState& state) {
  std::vector<std::string> keys;
  if (!state.filters.facets) return keys;
  for (const TagFacet& tag : state.filters.facets->tags)
    keys.insert(tag.key == "variant" ? keys.begin() : keys.end(), tag.key);
  return keys;
}

// True when a change was asked for.
bool confetti_controls(PanelContext& context, PictureSettings& settings, OverlaySettings& overlay) {
  const std::vector<std::string> keys = tag_keys(context.state);
  const OverlaySettings before = overlay;
  int coloring = static_cast<int>(overlay.color_by);
  const bool has_tags = !keys.empty() || !overlay.tag.empty();
  constexpr auto kTagBit = 1u << static_cast<int>(ConfettiColor::tag);
  if (segmented("coloring", kColourings, coloring, has_tags ? 0 : kTagBit))
    overlay.color_by = static_cast<ConfettiColor>(coloring);
  if (overlay.color_by == ConfettiColor::tag) {
    if (overlay.tag.empty()) overlay.tag = keys.front();
    ImGui::SetNextItemWidth(-1);
    if (ImGui::BeginCombo("##tag", overlay.tag.c_str())) {
      for (const std::string& key : keys) {
        if (ImGui::Selectable(key.c_str(), key == overlay.tag)) overlay.tag = key;
      }
      ImGui::EndCombo();
    }
  }
  if (overlay == before) return false;
  context.change(settings);
  return true;
}

// Densities lie over each other in their order.
bool lies_under_another(const PictureSettings& settings, const OverlaySettings& overlay) {
  const auto others = std::find_if(settings.overlays.begin(), settings.overlays.end(),
                                   [&](const OverlaySettings& o) { return &o == &overlay; });
  return std::any_of(others + 1, settings.overlays.end(),
                     [](const OverlaySettings& o) { return is_density(o.kind); });
}

// True when a change was asked for.
bool density_controls(PanelContext& context, PictureSettings& settings, OverlaySettings& overlay) {
  if (ramp_swatches("ramps", overlay.ramp, overlay.mono_color)) {
    context.change(settings);
    return true;
  }
  if (overlay.ramp == Ramp::mono && color_edit(context, "Colour of the ramp", overlay.mono_color)) {
    context.change_in_gesture(settings);
    return true;
  }
  const bool can_be_raised = lies_under_another(settings, overlay);
  if (!can_be_raised || !button("Bring to the top", {ImGui::GetContentRegionAvail().x, 0})) return false;
  const auto at = settings.overlays.begin() + (&overlay - settings.overlays.data());
  std::rotate(at, at + 1, settings.overlays.end());
  context.change(settings);
  return true;
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
      added.opacity = default_opacity(kind);
      settings.overlays.push_back(added);
    } else {
      std::erase_if(settings.overlays, [&](const OverlaySettings& o) { return o.kind == kind; });
    }
    context.change(settings);
    return;
  }
  if (!overlay) return;
  ImGui::PushID(name);
  if (kind == OverlayKind::confetti && confetti_controls(context, settings, *overlay)) return ImGui::PopID();
  if (is_density(kind) && density_controls(context, settings, *overlay)) return ImGui::PopID();
  const SliderSpec spec{.name = "Opacity",
                        .min = 0,
                        .max = 1,
                        .step = 0.01,
                        .initial = default_opacity(kind),
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
  auto settings = context.state.settings;
  const auto offers = [&](Layer layer, OverlayKind kind) {
    return settings.layer != layer || find(settings, kind) != nullptr;
  };
  if (offers(Layer::clicks, OverlayKind::clicks))
    overlay_control(context, "Heat of clicks", OverlayKind::clicks, true);
  if (offers(Layer::moves, OverlayKind::moves))
    overlay_control(context, "Heat of moves", OverlayKind::moves, true);
  overlay_control(context, "Clicks as confetti", OverlayKind::confetti, true);
  overlay_control(context, "Pointer paths", OverlayKind::paths, true);
  if (settings.layer != Layer::scroll) overlay_control(context, "Reach and fold", OverlayKind::reach, false);
}

}  // namespace isotherm::ui
