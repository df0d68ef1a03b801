#include "model/confetti.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "model/points.h"

namespace isotherm {

namespace {

// Told apart by most people with colour-blindness: Okabe and Ito (2008), the last one grey.
constexpr std::array<Rgba, kConfettiColors> kColors{
    Rgba{230, 159, 0}, Rgba{86, 180, 233}, Rgba{0, 158, 115},   Rgba{240, 228, 66},
    Rgba{0, 114, 178}, Rgba{213, 94, 0},   Rgba{204, 121, 167}, Rgba{150, 150, 150}};
constexpr double kDotViewPx = 3.5, kRimViewPx = 1;
constexpr Rgba kRim{32, 33, 36, 255};
constexpr double kUnits = 16;  // per px
constexpr uint8_t kOther = kConfettiColors - 1;

const std::string* tag_value(const Session& session, const std::string& key) {
  for (const Tag& tag : session.tags) {
    if (tag.key == key) return &tag.value;
  }
  return nullptr;
}

// The colour of each page view's dots, and what the colours mean.
class PageViewColors {
 public:
  PageViewColors(const Recording& recording, const OverlaySettings& settings, const Selection& selection)
      : recording_(recording), settings_(settings) {
    if (settings.color_by == ConfettiColor::tag) rank_values(selection);
  }

  uint8_t color(uint32_t page_view) const {
    const PageView& view = recording_.catalog.page_views[page_view];
    if (settings_.color_by == ConfettiColor::device) {
      const Device device = device_of(view.viewport_width);
      return device == Device::unknown ? kOther : static_cast<uint8_t>(device);
    }
    const std::string* value = tag_value(recording_.catalog.sessions[view.session], settings_.tag);
    const auto found = value ? colors_.find(*value) : colors_.end();
    return found == colors_.end() ? kOther : found->second;
  }

  std::string name(uint8_t color) const {
    if (settings_.color_by == ConfettiColor::device)
      return std::string(to_string(color == kOther ? Device::unknown : static_cast<Device>(color)));
    for (const auto& [value, of_value] : colors_) {
      if (of_value == color) return settings_.tag + " " + value;
    }
    return "other";
  }

 private:
  // The values that most page views have get colours.
  void rank_values(const Selection& selection) {
    std::map<std::string, uint32_t> views;
    for (size_t i = 0; i < std::min(selection.keeps.size(), recording_.catalog.page_views.size()); ++i) {
      if (!selection.keeps[i]) continue;
      const Session& session = recording_.catalog.sessions[recording_.catalog.page_views[i].session];
      if (const std::string* value = tag_value(session, settings_.tag)) ++views[*value];
    }
    std::vector<std::pair<std::string, uint32_t>> ranked(views.begin(), views.end());
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    for (size_t i = 0; i < std::min<size_t>(ranked.size(), kOther); ++i)
      colors_[ranked[i].first] = static_cast<uint8_t>(i);
  }

  const Recording& recording_;
  const OverlaySettings& settings_;
  std::map<std::string, uint8_t> colors_;
};

std::string order_name(uint8_t color) {
  static constexpr std::array kNames{"1st click", "2nd click", "3rd click", "4th click",
                                     "5th click", "6th click", "7th click", "later clicks"};
  return kNames[color];
}

}  // namespace

Confetti make_confetti(const Recording& recording, const Selection& selection, const Filter& filter,
                       const OverlaySettings& settings) {
  Confetti confetti;
  const PageViewColors colors(recording, settings, selection);
  std::array<bool, kConfettiColors> is_used{};
  uint32_t last_view = UINT32_MAX, order = 0;
  for_each_point(recording, selection, filter, Layer::clicks, [&](const Point& point) {
    order = point.page_view == last_view ? order + 1 : 0;
    last_view = point.page_view;
    const uint8_t color = settings.color_by == ConfettiColor::order
                              ? static_cast<uint8_t>(std::min<uint32_t>(order, kOther))
                              : colors.color(point.page_view);
    is_used[color] = true;
    confetti.dots.push_back({point.x, point.y, color});
  });
  std::stable_sort(confetti.dots.begin(), confetti.dots.end(),
                   [](const Confetti::Dot& a, const Confetti::Dot& b) { return a.y < b.y; });
  for (uint8_t color = 0; color < kConfettiColors; ++color) {
    if (!is_used[color]) continue;
    const bool by_order = settings.color_by == ConfettiColor::order;
    confetti.keys.push_back({kColors[color], by_order ? order_name(color) : colors.name(color)});
  }
  return confetti;
}

void add_confetti(Scene& scene, const SceneView& view, const Confetti& confetti, double opacity,
                  double text_scale) {
  const double reach = (kDotViewPx + kRimViewPx + 1) * text_scale;
  const Rect visible =
      view.transform.page_from_view(Rect{-reach, -reach, view.size.width + reach, view.size.height + reach});
  const auto first = std::lower_bound(confetti.dots.begin(), confetti.dots.end(), visible.y0,
                                      [](const Confetti::Dot& dot, double y) { return dot.y / kUnits < y; });
  const auto alpha = static_cast<uint8_t>(std::clamp(opacity, 0.0, 1.0) * 255 + 0.5);
  const auto scale = static_cast<float>(text_scale);
  // One bit per colour for each px of the visible part and what reaches into it.
  const int columns = view.size.width + 2 * static_cast<int>(reach) + 2;
  const int rows = view.size.height + 2 * static_cast<int>(reach) + 2;
  std::vector<uint8_t> seen(static_cast<size_t>(columns) * static_cast<size_t>(rows));
  for (auto dot = first; dot != confetti.dots.end() && dot->y / kUnits <= visible.y1; ++dot) {
    const glm::dvec2 page{dot->x / kUnits, dot->y / kUnits};
    const glm::dvec2 place = (page - glm::dvec2(visible.x0, visible.y0)) * view.transform.view_px_per_page_px;
    const int x = static_cast<int>(std::floor(place.x)), y = static_cast<int>(std::floor(place.y));
    if (x < 0 || y < 0 || x >= columns || y >= rows) continue;
    uint8_t& bits = seen[static_cast<size_t>(y) * static_cast<size_t>(columns) + static_cast<size_t>(x)];
    const auto bit = static_cast<uint8_t>(1u << dot->color);
    if (bits & bit) continue;
    bits |= bit;
    Rgba rim = kRim, color = kColors[dot->color];
    rim.a = color.a = alpha;
    const auto radius = static_cast<float>(kDotViewPx) * scale;
    scene.shapes.push_back({page, page, radius + static_cast<float>(kRimViewPx) * scale,
                            radius + static_cast<float>(kRimViewPx) * scale, 0, rim, rim});
    scene.shapes.push_back({page, page, radius, radius, 0, color, color});
  }
}

}  // namespace isotherm
