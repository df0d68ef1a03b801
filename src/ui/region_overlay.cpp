#include <algorithm>

#include "model/wording.h"
#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr ImU32 kShadow = IM_COL32(0, 0, 0, 150), kLabel = IM_COL32(25, 26, 29, 225);

struct Frame {
  ImVec2 min, max;
};

Frame frame_of(const AppState& state, const Rect& canvas, const Region& region) {
  const auto at = [&](double x, double y) {
    const auto view = state.view_from_page.view_from_page(glm::dvec2(x, y)) / state.pixel_ratio;
    return ImVec2(static_cast<float>(canvas.x0 + view.x), static_cast<float>(canvas.y0 + view.y));
  };
  return {at(region.x, region.y),
          at(double{1} * region.x + region.width, double{1} * region.y + region.height)};
}

void draw(ImDrawList& list, const Frame& frame, const std::string& text, bool is_strong) {
  list.AddRect({frame.min.x - 1, frame.min.y - 1}, {frame.max.x + 1, frame.max.y + 1}, kShadow, 0, 0, 3);
  list.AddRect(frame.min, frame.max, is_strong ? color::kAccent : color::kText, 0, 0,
               is_strong ? 2.0f : 1.0f);
  const WithFont small(FontSize::small);
  const auto size = ImGui::CalcTextSize(text.c_str());
  // Above the frame, or inside where there is no room above.
  const float above = frame.min.y - size.y - 6;
  const ImVec2 at{frame.min.x, above >= 0 ? above : std::max(frame.min.y, 0.0f) + 2};
  list.AddRectFilled(at, {at.x + size.x + 10, at.y + size.y + 4}, kLabel, 3);
  list.AddText({at.x + 5, at.y + 2}, color::kText, text.c_str());
}

std::string label_of(const std::string& name, const RegionStats* stats) {
  if (!stats) return name;
  const std::string numbers = with_thousands(stats->events) + " (" + percent_text(stats->share) + ")";
  return name.empty() ? numbers : name + "  " + numbers;
}

}  // namespace

void region_overlay(PanelContext& context, const Rect& canvas) {
  const auto& state = context.state;
  if (!state.has_page()) return;
  auto& list = *ImGui::GetBackgroundDrawList();
  list.PushClipRect({static_cast<float>(canvas.x0), static_cast<float>(canvas.y0)},
                    {static_cast<float>(canvas.x1), static_cast<float>(canvas.y1)});
  for (const PageRegion& region : state.regions.list) {
    if (region.page != state.settings.page) continue;
    draw(list, frame_of(state, canvas, region.region),
         label_of(region.name, state.regions.stats_of(region.id)), context.panel.chosen_region == region.id);
  }
  if (state.regions.drawn)
    draw(list, frame_of(state, canvas, *state.regions.drawn), label_of({}, state.regions.stats_of(0)), true);
  list.PopClipRect();
}

}  // namespace isotherm::ui
