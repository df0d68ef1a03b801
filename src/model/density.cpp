#include "model/density.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/spline.h"

namespace isotherm {

namespace {

constexpr int kTilePx = CountGrid::kTilePx;
constexpr double kCellsPerSigma = 2.5;  // docs/definitions.md states the error that this gives
constexpr int kMaxCellPx = 64;
static_assert(kMaxCellPx <= kTilePx, "a tile holds whole cells");

struct CellRange {
  int begin = 0, end = 0;
  int size() const { return end - begin; }
};

// Rows of cells, each with the columns in which it is not zero: pages are mostly empty.
struct CellRows {
  CellRange columns, rows;
  std::vector<float> cells;
  std::vector<CellRange> filled;  // per row, counted from columns.begin; begin >= end = nothing

  CellRows(CellRange x, CellRange y)
      : columns(x),
        rows(y),
        cells(static_cast<size_t>(x.size()) * static_cast<size_t>(y.size())),
        filled(static_cast<size_t>(y.size())) {}
  float* row(int index) {
    return cells.data() + static_cast<size_t>(index) * static_cast<size_t>(columns.size());
  }
  const float* row(int index) const {
    return cells.data() + static_cast<size_t>(index) * static_cast<size_t>(columns.size());
  }
};

void extend(CellRange& range, int begin, int end) {
  if (begin >= end) return;
  range = range.begin >= range.end ? CellRange{begin, end}
                                   : CellRange{std::min(range.begin, begin), std::max(range.end, end)};
}

// One tile's pixels gathered onto cells. A pixel touches the cells from two before to two after its own.
class TileCells {
 public:
  explicit TileCells(int cell_px) : cell_px_(cell_px), cells_(kTilePx / cell_px) {
    for (int offset = 0; offset < cell_px; ++offset) {
      const double position = (offset + 0.5) / cell_px - 0.5;
      for (int j = 0; j < 5; ++j) {
        weights_[static_cast<size_t>(offset)][static_cast<size_t>(j)] =
            rounded_weight(cubic_b_spline(position - (j - 2)));
      }
    }
  }

  // Adds the tile's share to `target`; the tile's first cell is (first_column, first_row).
  void add_to(CellRows& target, const CountGrid::Tile& tile, int first_column, int first_row) {
    gather_rows(tile);
    for (int i = 0; i < cells_ + 4; ++i) {
      const int row = first_row + i - 2 - target.rows.begin;
      if (!is_filled_[static_cast<size_t>(i)] || row < 0 || row >= target.rows.size()) continue;
      gather_columns(rows_[static_cast<size_t>(i)]);
      const int shift = first_column - 2 - target.columns.begin;
      const int begin = std::max(0, shift), end = std::min(target.columns.size(), shift + cells_ + 4);
      float* out = target.row(row);
      for (int x = begin; x < end; ++x)
        out[x] += line_[static_cast<size_t>(x - shift)];
      extend(target.filled[static_cast<size_t>(row)], begin, end);
    }
  }

 private:
  using PixelRow = std::array<float, kTilePx>;

  void gather_rows(const CountGrid::Tile& tile) {
    for (int i = 0; i < cells_ + 4; ++i) {
      rows_[static_cast<size_t>(i)].fill(0);
      is_filled_[static_cast<size_t>(i)] = false;
    }
    for (int y = 0; y < kTilePx; ++y) {
      const uint32_t* counts = tile.data() + y * kTilePx;
      uint32_t any = 0;
      for (int x = 0; x < kTilePx; ++x)
        any |= counts[x];
      if (any == 0) continue;
      PixelRow pixels;
      for (int x = 0; x < kTilePx; ++x)
        pixels[static_cast<size_t>(x)] = static_cast<float>(counts[x]);
      for (int j = 0; j < 5; ++j) {
        const float weight = weights_[static_cast<size_t>(y % cell_px_)][static_cast<size_t>(j)];
        if (weight == 0) continue;
        const auto i = static_cast<size_t>(y / cell_px_ + j);
        is_filled_[i] = true;
        for (int x = 0; x < kTilePx; ++x)
          rows_[i][static_cast<size_t>(x)] += weight * pixels[static_cast<size_t>(x)];
      }
    }
  }

  void gather_columns(const PixelRow& pixels) {
    line_.fill(0);
    for (int cell = 0; cell < cells_; ++cell) {
      std::array<float, 8> sums{};  // eight wide for vector units; the last three stay 0
      for (int offset = 0; offset < cell_px_; ++offset) {
        const float value = pixels[static_cast<size_t>(cell * cell_px_ + offset)];
        const auto& weights = weights_[static_cast<size_t>(offset)];
        for (size_t j = 0; j < 8; ++j)
          sums[j] += weights[j] * value;
      }
      for (size_t j = 0; j < 8; ++j)
        line_[static_cast<size_t>(cell) + j] += sums[j];
    }
  }

  int cell_px_, cells_;
  std::array<std::array<float, 8>, kMaxCellPx> weights_{};  // [pixel in cell][cell - 2]
  std::array<PixelRow, kTilePx + 4> rows_;
  std::array<bool, kTilePx + 4> is_filled_{};
  std::array<float, kTilePx + 8> line_{};
};

// The counts on cells, complete for every cell of the range whatever the range: each cell's sum runs over the
// same tiles in the same order.
CellRows anterpolate(const CountGrid& counts, int cell_px, CellRange columns, CellRange rows) {
  CellRows cells(columns, rows);
  TileCells tile_cells(cell_px);
  const int cells_per_tile = kTilePx / cell_px;
  const auto tiles = [&](CellRange range, int limit) {
    const auto tile_of = [&](int cell) {
      return static_cast<int>(std::floor(static_cast<double>(cell) / cells_per_tile));
    };
    return CellRange{std::clamp(tile_of(range.begin - 2), 0, limit),
                     std::clamp(tile_of(range.end + 1) + 1, 0, limit)};
  };
  const CellRange tile_columns = tiles(columns, counts.tile_columns()),
                  tile_rows = tiles(rows, counts.tile_rows());
  for (int row = tile_rows.begin; row < tile_rows.end; ++row) {
    for (int column = tile_columns.begin; column < tile_columns.end; ++column) {
      const CountGrid::Tile* tile = counts.tile(column, row);
      if (tile) tile_cells.add_to(cells, *tile, column * cells_per_tile, row * cells_per_tile);
    }
  }
  return cells;
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

int cell_size_for(double sigma_px) {
  int cell_px = 1;
  while (cell_px < kMaxCellPx && cell_px * 2 * kCellsPerSigma <= sigma_px)
    cell_px *= 2;
  return cell_px;
}

DensityField blur(const CountGrid& counts, double sigma_px, const Rect& area_page) {
  const PixelSize page = counts.page_px();
  const Rect area =
      intersection(area_page, {0, 0, static_cast<double>(page.width), static_cast<double>(page.height)});
  if (area.empty()) return {};

  DensityField field;
  field.cell_px = cell_size_for(sigma_px);
  const CellRange columns = cells_for(area.x0, area.x1, field.cell_px),
                  rows = cells_for(area.y0, area.y1, field.cell_px);
  field.x0_cell = columns.begin;
  field.y0_cell = rows.begin;
  field.columns = columns.size();
  field.rows = rows.size();
  field.coefficients.assign(static_cast<size_t>(field.columns) * static_cast<size_t>(field.rows), 0.0f);

  const std::vector<float> taps = gaussian_taps(sigma_px, field.cell_px);
  const int reach = static_cast<int>(taps.size()) - 1;
  const CellRange wide{columns.begin - reach, columns.end + reach};
  const int band_rows = std::max(kBandCells / wide.size(), kMinBandRows);
  for (int begin = rows.begin; begin < rows.end; begin += band_rows) {
    const int end = std::min(begin + band_rows, rows.end);
    const CellRows cells = anterpolate(counts, field.cell_px, wide, {begin - reach, end + reach});
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
