#include "model/contours.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "model/label.h"

namespace isotherm {

namespace {

constexpr double kGridViewPx = 5;                 // aimed at
constexpr double kLabelCellViewPx = 320;          // one label per level in each square of this size
constexpr double kLabelReachViewPx = 64;          // how far a label may stick out of its square
constexpr float kHalfWidth = 0.7f, kHalo = 1.5f;  // view px
constexpr Rgba kLine{255, 255, 255, 255}, kEdge{32, 33, 36, 255};  // opaque: pieces overlap at their ends

constexpr size_t kMostLabels = 64;

struct Corner {
  glm::dvec2 page;
  double value = 0;
};

glm::dvec2 crossing(const Corner& a, const Corner& b, double density) {
  const double t = (density - a.value) / (b.value - a.value);
  return a.page + (b.page - a.page) * t;
}

// Corners in order around the square.
void add_pieces(std::vector<ContourPiece>& pieces, const Corner (&corners)[4], double density) {
  glm::dvec2 ends[4];
  int count = 0;
  for (int i = 0; i < 4; ++i) {
    const Corner &a = corners[i], &b = corners[(i + 1) % 4];
    if ((a.value >= density) != (b.value >= density)) ends[count++] = crossing(a, b, density);
  }
  if (count >= 2) pieces.push_back({ends[0], ends[1]});
  if (count == 4) pieces.push_back({ends[2], ends[3]});
}

// A power of two, so that zooming keeps most crossings.
double grid_step(const SceneView& view) {
  const double wanted = kGridViewPx / view.transform.view_px_per_page_px.x;
  double step = 1;
  while (step * 2 <= wanted && step < 256)
    step *= 2;
  return step;
}

double label_cell(const SceneView& view, double text_scale) {
  return kLabelCellViewPx * text_scale / view.transform.view_px_per_page_px.x;
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

// A level's piece nearest to the middle of a square of the page.
struct LabelPlace {
  size_t level = 0;
  double distance = 0;
  glm::dvec2 page{0, 0};
};
using Cell = std::pair<int, int>;

Cell cell_of(glm::dvec2 page, double cell_px) {
  return {static_cast<int>(std::floor(page.x / cell_px)), static_cast<int>(std::floor(page.y / cell_px))};
}

}  // namespace

std::vector<ContourLevel> contour_levels(const Legend& legend) {
  std::vector<ContourLevel> levels;
  for (const LegendTick& tick : legend.ticks) {
    if (tick.density > 0) levels.push_back({tick.density, tick.label});
  }
  return levels;
}

std::vector<ContourPiece> trace_contour(const DensityField& field, double density, const Rect& area_page,
                                        double step_px) {
  std::vector<ContourPiece> pieces;
  if (field.empty() || area_page.empty()) return pieces;
  const auto first = [&](double from) { return static_cast<int>(std::floor(from / step_px)); };
  const int x0 = first(area_page.x0), x1 = first(area_page.x1) + 1, y0 = first(area_page.y0),
            y1 = first(area_page.y1) + 1;
  const auto corner_at = [&](int x, int y) {
    const glm::dvec2 page{x * step_px, y * step_px};
    return Corner{page, density_at(field, page)};
  };
  std::vector<Corner> above, below;
  const auto read_row = [&](std::vector<Corner>& row, int y) {
    row.clear();
    for (int x = x0; x <= x1; ++x)
      row.push_back(corner_at(x, y));
  };
  read_row(above, y0);
  for (int y = y0; y < y1; ++y) {
    read_row(below, y + 1);
    for (size_t i = 0; i + 1 < above.size(); ++i) {
      const Corner corners[4]{above[i], above[i + 1], below[i + 1], below[i]};
      add_pieces(pieces, corners, density);
    }
    std::swap(above, below);
  }
  return pieces;
}

const Image* ContourOverlay::label(const std::string& text, double text_scale) {
  for (const Label& label : labels_) {
    if (label.text == text && label.text_scale == text_scale) return label.image.get();
  }
  labels_.push_back({text, text_scale, std::make_unique<Image>(make_label(text, 0.85 * text_scale))});
  return labels_.back().image.get();
}

Rect contour_area(PixelSize page_px, const SceneView& view, double text_scale) {
  const double cell_px = label_cell(view, text_scale);
  const double reach = kLabelReachViewPx * text_scale;
  const Rect seen =
      view.transform.page_from_view(Rect{-reach, -reach, view.size.width + reach, view.size.height + reach});
  const auto down = [&](double v) { return std::floor(v / cell_px) * cell_px; };
  const auto up = [&](double v) { return std::ceil(v / cell_px) * cell_px; };
  const Rect page{0, 0, static_cast<double>(page_px.width), static_cast<double>(page_px.height)};
  return intersection({down(seen.x0), down(seen.y0), up(seen.x1), up(seen.y1)}, page);
}

void ContourOverlay::add_labels(Scene& scene, const SceneView& view, const std::vector<const Image*>& images,
                                const std::vector<std::vector<ContourPiece>>& pieces, const Rect& area,
                                double cell_px) const {
  // Squares that the area covers, as far as the page goes; in others not every piece is known.
  const auto is_covered = [&](const Cell& cell) {
    const auto overlaps = [&](int index, double from, double to) {
      return index * cell_px < to - 1e-6 && (index + 1) * cell_px > from + 1e-6;
    };
    return overlaps(cell.first, area.x0, area.x1) && overlaps(cell.second, area.y0, area.y1);
  };
  std::map<Cell, std::vector<LabelPlace>> places;
  for (size_t level = 0; level < pieces.size(); ++level) {
    for (const ContourPiece& piece : pieces[level]) {
      const Cell cell = cell_of(piece.from, cell_px);
      if (!is_covered(cell)) continue;
      const glm::dvec2 away = piece.from - (glm::dvec2(cell.first, cell.second) + 0.5) * cell_px;
      const LabelPlace place{level, away.x * away.x + away.y * away.y, piece.from};
      auto& found = places[cell];
      if (found.empty() || found.back().level != level) {
        found.push_back(place);
      } else if (place.distance < found.back().distance) {
        found.back() = place;
      }
    }
  }
  const glm::dvec2 scale = view.transform.view_px_per_page_px;
  for (const auto& [cell, found] : places) {
    std::vector<Rect> taken;
    for (const LabelPlace& place : found) {
      const Image* image = images[place.level];
      const glm::dvec2 center = place.page * scale;
      const Rect box{center.x - image->width * 0.5, center.y - image->height * 0.5,
                     center.x + image->width * 0.5, center.y + image->height * 0.5};
      if (std::any_of(taken.begin(), taken.end(), [&](const Rect& b) { return overlap(b, box); })) continue;
      taken.push_back(box);
      scene.sprites.push_back({image, place.page, false, -image->width / 2, -image->height / 2});
    }
  }
}

void ContourOverlay::add_to(Scene& scene, const SceneView& view, const DensityField& field,
                            const std::vector<ContourLevel>& levels, double text_scale) {
  const Rect area = contour_area(scene.page_px, view, text_scale);
  if (labels_.size() > kMostLabels) labels_.clear();  // of levels gone by
  std::vector<std::vector<ContourPiece>> pieces;
  std::vector<const Image*> images;
  for (const ContourLevel& level : levels) {
    pieces.push_back(trace_contour(field, level.density, area, grid_step(view)));
    images.push_back(label(level.text, text_scale));
  }
  const auto scale = static_cast<float>(text_scale);
  for (const auto& [half_width, color] :
       {std::pair{kHalo * scale, kEdge}, std::pair{kHalfWidth * scale, kLine}}) {
    for (const auto& of_level : pieces) {
      for (const ContourPiece& piece : of_level)
        scene.shapes.push_back({piece.from, piece.to, half_width, half_width, 0, color, color});
    }
  }
  add_labels(scene, view, images, pieces, area, label_cell(view, text_scale));
}

}  // namespace isotherm
