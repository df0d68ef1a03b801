#pragma once
// From points to a smooth density: exact integer counts, then a Gaussian, then a value at any page position.
#include <cstdint>
#include <vector>

#include "base/geometry.h"
#include "model/count_grid.h"

namespace isotherm {

// The density over a part of the page, as the coefficients of a uniform cubic B-spline surface with one
// coefficient per cell: value(p) = sum_ij c[i][j] B3(p.x / cell_px - 0.5 - (x0_cell + j)) B3(p.y / cell_px -
// 0.5 - (y0_cell + i)), where B3 is the centred cubic B-spline of support (-2, 2). Unit: events (or ms) per
// kernel peak: a single event of weight 1, alone, peaks at 1.
struct DensityField {
  int cell_px = 1;               // CSS px per cell, a power of two
  int x0_cell = 0, y0_cell = 0;  // cell index of coefficients[0]
  int columns = 0, rows = 0;
  std::vector<float> coefficients;  // rows x columns, row-major

  bool empty() const { return coefficients.empty(); }
};

// How finely a density is computed. `fine` is for scales that show small differences beside a large peak:
// logarithmic, equalised, or with a maximum far below the peak.
enum class Detail : uint8_t { standard, fine };

// The cell size used for a bandwidth: the largest power of two <= max(1, sigma / 2.5) (fine: sigma / 5), at
// most 64.
int cell_size_for(double sigma_px, Detail detail = Detail::standard);

// The field that density_at() can answer for every point of `area_page` (CSS px; clipped to the page):
// Gaussian of bandwidth sigma_px, evaluated to 4 sigma (fine: 5.5), normalised so that one event peaks at 1.
//   counts -> cells by the adjoint of the cubic B-spline (anterpolation), then a filter whose transform is
//   the Gaussian's divided by those of both splines (spline.h). Cells of 1 px hold the counts themselves, and
//   the surface is exact at pixel centres.
// Cost: O(events or pixels of the touched tiles + cells x taps). Deterministic: the same floats on every
// target, and a cell's coefficient is the same whatever the area, so that parts of a page fit together
// without seams.
DensityField blur(const CountGrid& counts, double sigma_px, const Rect& area_page,
                  Detail detail = Detail::standard);

double density_at(const DensityField& field, glm::dvec2 page);

}  // namespace isotherm
