#pragma once
// From points to a smooth density: exact integer counts, then a Gaussian, then a value at any page position.
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/geometry.h"

namespace isotherm {

// Exact integer weights per CSS pixel of a page, in 64 x 64 px tiles that exist only where something fell.
// The pixel of a position is its floor; positions outside the page are counted in outside(), not in a pixel.
// Sums per pixel are uint32 and saturate; saturated() tells (49 days of dwell on one pixel).
class CountGrid {
 public:
  static constexpr int kTilePx = 64;
  using Tile = std::array<uint32_t, kTilePx * kTilePx>;  // row-major

  explicit CountGrid(PixelSize page_px);
  // x, y in 1/16 px units.
  void add(int32_t x_units, int32_t y_units, uint32_t weight);
  // Takes back what one add() with the same arguments did. Not to be called once saturated().
  void remove(int32_t x_units, int32_t y_units, uint32_t weight);
  PixelSize page_px() const { return page_px_; }
  uint64_t total() const { return total_; }      // weight inside the page
  uint64_t events() const { return events_; }    // points inside the page
  uint64_t outside() const { return outside_; }  // points outside the page
  bool saturated() const { return saturated_; }
  uint32_t at(int x_px, int y_px) const;
  int tile_columns() const { return tile_columns_; }
  int tile_rows() const { return tile_rows_; }
  const Tile* tile(int column, int row) const;  // nullptr = all zero

 private:
  PixelSize page_px_;
  int tile_columns_ = 0, tile_rows_ = 0;
  uint64_t total_ = 0, events_ = 0, outside_ = 0;
  bool saturated_ = false;
  std::vector<std::unique_ptr<Tile>> tiles_;
};

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

// The cell size used for a bandwidth: the largest power of two <= max(1, sigma / 2.5), at most 64. From 2.5
// cells per sigma on, the error is below 0.0004 of the peak; at cell 1 and sigma 2, the smallest, below
// 0.0009.
int cell_size_for(double sigma_px);

// The field that density_at() can answer for every point of `area_page` (CSS px; clipped to the page):
// Gaussian of bandwidth sigma_px, evaluated to 4 sigma, normalised so that one event peaks at 1.
//   counts -> cells by the adjoint of the cubic B-spline (anterpolation), Gaussian of variance
//   sigma^2 - 2/3 cell^2 (the two B-splines contribute 1/3 cell^2 each), so that the sum has variance
//   sigma^2.
// Cost: O(pixels of the touched tiles + cells x taps). Deterministic: the same floats on every target, and a
// cell's coefficient is the same whatever the area, so that parts of a page fit together without seams.
DensityField blur(const CountGrid& counts, double sigma_px, const Rect& area_page);

double density_at(const DensityField& field, glm::dvec2 page);

// The largest density at any CSS pixel centre of the page, and where. Works in bands: memory does not grow
// with the page's height.
struct DensityPeak {
  double value = 0;
  glm::dvec2 page{0, 0};
};
DensityPeak find_peak(const CountGrid& counts, double sigma_px);

}  // namespace isotherm
