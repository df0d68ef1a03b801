#include "model/density.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/cell_rows.h"
#include "model/spline.h"

namespace isotherm {

namespace {

constexpr int kMaxCellPx = 64;
static_assert(kMaxCellPx <= CountGrid::kTilePx, "a tile holds whole cells");

// docs/definitions.md states the errors that these give.
constexpr double cells_per_sigma(Detail detail) {
  return detail == Detail::fine ? 5 : 2.5;
}
constexpr double cut_sigmas(Detail detail) {
  return detail == Detail::fine ? 5.5 : 4;
}

// out[x] = sum of taps over `line` to both sides, for x in [begin, end): centre first, then pairs outwards.
// `line` and its neighbours at `step` floats away must exist as far as the taps reach.
void convolve(float* out, const float* line, ptrdiff_t step, int begin, int end,
              const std::vector<float>& taps) {
  constexpr int kBlock = 32;  // accumulators that stay in registers
  int x = begin;
  for (; x + kBlock <= end; x += kBlock) {
    std::array<float, kBlock> sums;
    for (int j = 0; j < kBlock; ++j)
      sums[static_cast<size_t>(j)] = taps[0] * line[x + j];
    const float *before = line + x, *after = line + x;
    for (size_t t = 1; t < taps.size(); ++t) {
      before -= step;
      after += step;
      const float weight = taps[t];
      for (int j = 0; j < kBlock; ++j)
        sums[static_cast<size_t>(j)] += weight * (before[j] + after[j]);
    }
    for (int j = 0; j < kBlock; ++j)
      out[x + j] = sums[static_cast<size_t>(j)];
  }
  for (; x < end; ++x) {
    float sum = taps[0] * line[x];
    for (size_t t = 1; t < taps.size(); ++t) {
      const auto away = static_cast<ptrdiff_t>(t) * step;
      sum += taps[t] * (line[x - away] + line[x + away]);
    }
    out[x] = sum;
  }
}

// Along the rows. The result has the columns that all taps reach.
CellRows blur_rows(const CellRows& cells, const std::vector<float>& taps) {
  const int reach = static_cast<int>(taps.size()) - 1;
  CellRows result({cells.columns.begin + reach, cells.columns.end - reach}, cells.rows);
  for (int row = 0; row < cells.rows.size(); ++row) {
    const CellRange filled = cells.filled[static_cast<size_t>(row)];
    // Cell x of `cells` is cell x - reach of `result`, and spreads by `reach` to both sides.
    const int begin = std::max(filled.begin - 2 * reach, 0),
              end = std::min(filled.end, result.columns.size());
    if (filled.begin >= filled.end || begin >= end) continue;
    convolve(result.row(row), cells.row(row) + reach, 1, begin, end, taps);
    result.filled[static_cast<size_t>(row)] = {begin, end};
  }
  return result;
}

// Down the columns, into the field's rows from `first_row`.
void blur_columns(const CellRows& cells, const std::vector<float>& taps, DensityField& field, int first_row) {
  const int reach = static_cast<int>(taps.size()) - 1;
  for (int row = reach; row < cells.rows.size() - reach; ++row) {
    CellRange filled;
    for (int i = row - reach; i <= row + reach; ++i) {
      const CellRange other = cells.filled[static_cast<size_t>(i)];
      extend(filled, other.begin, other.end);
    }
    float* out = field.coefficients.data() +
                 static_cast<size_t>(first_row + row - reach) * static_cast<size_t>(field.columns);
    convolve(out, cells.row(row), cells.columns.size(), filled.begin, filled.end, taps);
  }
}

// The coefficients that positions in [from, to] need.
CellRange cells_for(double from, double to, int cell_px) {
  const auto cell_below = [&](double position) {
    return static_cast<int>(std::floor(position / cell_px - 0.5));
  };
  return {cell_below(from) - 1, cell_below(to) + 3};
}

constexpr int kBandCells = 1 << 19;  // bounds the scratch memory, 2 MiB a plane
constexpr int kMinBandRows = 64;

}  // namespace

int cell_size_for(double sigma_px, Detail detail) {
  int cell_px = 1;
  while (cell_px < kMaxCellPx && cell_px * 2 * cells_per_sigma(detail) <= sigma_px)
    cell_px *= 2;
  return cell_px;
}

DensityField blur(const CountGrid& counts, double sigma_px, const Rect& area_page, Detail detail) {
  const PixelSize page = counts.page_px();
  const Rect area =
      intersection(area_page, {0, 0, static_cast<double>(page.width), static_cast<double>(page.height)});
  if (area.empty()) return {};

  DensityField field;
  field.cell_px = cell_size_for(sigma_px, detail);
  const CellRange columns = cells_for(area.x0, area.x1, field.cell_px),
                  rows = cells_for(area.y0, area.y1, field.cell_px);
  field.x0_cell = columns.begin;
  field.y0_cell = rows.begin;
  field.columns = columns.size();
  field.rows = rows.size();
  field.coefficients.assign(static_cast<size_t>(field.columns) * static_cast<size_t>(field.rows), 0.0f);

  const std::vector<float> taps = gaussian_taps(sigma_px, field.cell_px, cut_sigmas(detail));
  const int reach = static_cast<int>(taps.size()) - 1;
  const CellRange wide{columns.begin - reach, columns.end + reach};
  const int band_rows = std::max(kBandCells / wide.size(), kMinBandRows);
  for (int begin = rows.begin; begin < rows.end; begin += band_rows) {
    const int end = std::min(begin + band_rows, rows.end);
    const CellRows cells = gather(counts, field.cell_px, wide, {begin - reach, end + reach});
    blur_columns(blur_rows(cells, taps), taps, field, begin - rows.begin);
  }
  return field;
}

double density_at(const DensityField& field, glm::dvec2 page) {
  if (field.empty()) return 0;
  const double x = page.x / field.cell_px - 0.5, y = page.y / field.cell_px - 0.5;
  const double x_cell = std::floor(x), y_cell = std::floor(y);
  // Compared as doubles: a far position has no int.
  const double column = x_cell - 1 - field.x0_cell, row = y_cell - 1 - field.y0_cell;
  if (!(column >= 0 && row >= 0 && column + 4 <= field.columns && row + 4 <= field.rows)) return 0;
  const auto stride = static_cast<size_t>(field.columns);
  const float* corner =
      field.coefficients.data() + static_cast<size_t>(row) * stride + static_cast<size_t>(column);
  return spline_value(corner, stride, spline_weights(x - x_cell), spline_weights(y - y_cell));
}

}  // namespace isotherm
