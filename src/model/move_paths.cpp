#include "model/move_paths.h"

#include <algorithm>
#include <array>

#include "model/points.h"

namespace isotherm {

namespace {

// By page view, in turn.
constexpr std::array kColors{Rgba{0, 114, 178},   Rgba{213, 94, 0},   Rgba{0, 158, 115},
                             Rgba{204, 121, 167}, Rgba{86, 180, 233}, Rgba{230, 159, 0}};
constexpr double kUnits = 16, kHalfWidthViewPx = 0.9, kFirstAlpha = 0.12;

int strip_of(int32_t y_units, size_t strips) {
  const int strip = (y_units >> 4) / MovePaths::kStripPx;
  return std::clamp(strip, 0, static_cast<int>(strips) - 1);
}

uint8_t alpha_at(float age, double opacity) {
  return static_cast<uint8_t>((kFirstAlpha + (1 - kFirstAlpha) * double{age}) * opacity * 255 + 0.5);
}

}  // namespace

MovePaths make_move_paths(const Recording& recording, const Selection& selection, const Filter& filter,
                          PixelSize page_px) {
  MovePaths paths;
  paths.strips.resize(static_cast<size_t>(std::max(page_px.height, 1) / MovePaths::kStripPx + 1));
  Point before;
  uint32_t view = UINT32_MAX;
  for_each_point(recording, selection, filter, Layer::moves, [&](const Point& point) {
    const bool continues = point.page_view == view && point.t_ms - before.t_ms <= kPauseMs &&
                           (point.x != before.x || point.y != before.y);
    if (continues) {
      const double length_ms = std::max(recording.catalog.page_views[view].duration_ms, 1u);
      const auto age = [&](int32_t t_ms) {
        return static_cast<float>(std::clamp(t_ms / length_ms, 0.0, 1.0));
      };
      const auto index = static_cast<uint32_t>(paths.pieces.size());
      paths.pieces.push_back({before.x, before.y, point.x, point.y, age(before.t_ms), age(point.t_ms),
                              static_cast<uint8_t>(view % kColors.size())});
      const int first = strip_of(std::min(before.y, point.y), paths.strips.size());
      const int last = strip_of(std::max(before.y, point.y), paths.strips.size());
      for (int strip = first; strip <= last; ++strip)
        paths.strips[static_cast<size_t>(strip)].push_back(index);
    }
    view = point.page_view;
    before = point;
  });
  return paths;
}

void add_move_paths(Scene& scene, const SceneView& view, const MovePaths& paths, double opacity,
                    double text_scale) {
  const double reach = (kHalfWidthViewPx + 1) * text_scale;
  const Rect visible =
      view.transform.page_from_view(Rect{-reach, -reach, view.size.width + reach, view.size.height + reach});
  const auto units = [](double px) { return static_cast<int32_t>(std::clamp(px * kUnits, -1e9, 1e9)); };
  std::vector<uint32_t> found;
  for (int strip = strip_of(units(visible.y0), paths.strips.size());
       strip <= strip_of(units(visible.y1), paths.strips.size()); ++strip) {
    const auto& own = paths.strips[static_cast<size_t>(strip)];
    found.insert(found.end(), own.begin(), own.end());
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  const auto half_width = static_cast<float>(kHalfWidthViewPx * text_scale);
  for (const uint32_t index : found) {
    const MovePaths::Piece& piece = paths.pieces[index];
    const glm::dvec2 from{piece.x0 / kUnits, piece.y0 / kUnits}, to{piece.x1 / kUnits, piece.y1 / kUnits};
    const bool is_seen = std::max(from.x, to.x) >= visible.x0 && std::min(from.x, to.x) <= visible.x1 &&
                         std::max(from.y, to.y) >= visible.y0 && std::min(from.y, to.y) <= visible.y1;
    if (!is_seen) continue;
    Rgba first = kColors[piece.color], last = first;
    first.a = alpha_at(piece.from_age, opacity);
    last.a = alpha_at(piece.to_age, opacity);
    scene.shapes.push_back({from, to, half_width, half_width, 0, first, last});
  }
}

}  // namespace isotherm
