#include "model/cell_rows.h"

#include <algorithm>
#include <array>

#include "model/spline.h"

namespace isotherm {

namespace {

constexpr int kTilePx = CountGrid::kTilePx;

// One tile's pixels gathered onto cells. A pixel touches four cells: from two before its own to one after it
// in the cell's first half, from one before to two after in the second.
class TileCells {
 public:
  explicit TileCells(int cell_px) : cell_px_(cell_px), cells_(kTilePx / cell_px) {
    for (int offset = 0; offset < cell_px; ++offset) {
      const double position = (offset + 0.5) / cell_px - 0.5;
      const int first = 2 * offset < cell_px ? -2 : -1;
      for (int j = 0; j < 4; ++j) {
        weights_[static_cast<size_t>(offset)][static_cast<size_t>(j)] =
            rounded_weight(cubic_b_spline(position - (first + j)));
      }
    }
  }

  // Adds the tile's share to `target`; the tile's first cell is (first_column, first_row).
  void add_to(CellRows& target, const TileCounts& tile, int first_column, int first_row) {
    for (int i = 0; i < cells_ + 4; ++i)
      is_filled_[static_cast<size_t>(i)] = false;
    for (int y = 0; y < kTilePx; ++y) {
      const uint64_t filled = tile.filled[static_cast<size_t>(y)];
      if (!tile.is_dense && filled == 0) continue;
      line_.fill(0);
      const uint32_t* counts = tile.counts.data() + y * kTilePx;
      if (tile.is_dense) {
        gather_all(counts);
      } else {
        gather_filled(counts, filled);
      }
      spread_down(y);
    }
    add_rows(target, first_column, first_row);
  }

 private:
  // line_ begins two cells before the tile's first.
  size_t first_of_half(int half) const { return static_cast<size_t>((half + 1) / 2); }

  void flush(int half, const std::array<float, 4>& sums) {
    float* out = line_.data() + first_of_half(half);
    for (size_t j = 0; j < 4; ++j)
      out[j] += sums[j];
  }

  // Both ways add the same numbers in the same order, except for zeros.
  void gather_all(const uint32_t* counts) {
    const int half_px = cell_px_ / 2;
    for (int half = 0; half < 2 * cells_; ++half) {
      std::array<float, 4> sums{};
      for (int i = 0; i < half_px; ++i) {
        const int x = half * half_px + i;
        const auto value = static_cast<float>(counts[x]);
        const auto& weights = weights_[static_cast<size_t>(x & (cell_px_ - 1))];
        for (size_t j = 0; j < 4; ++j)
          sums[j] += weights[j] * value;
      }
      flush(half, sums);
    }
  }

  void gather_filled(const uint32_t* counts, uint64_t filled) {
    const int half_px = cell_px_ / 2;
    while (filled != 0) {
      const int half = __builtin_ctzll(filled) / half_px;
      std::array<float, 4> sums{};
      const uint64_t those = (half_px == 64 ? ~uint64_t{0} : (uint64_t{1} << half_px) - 1)
                             << (half * half_px);
      for (uint64_t left = filled & those; left != 0; left &= left - 1) {
        const int x = __builtin_ctzll(left);
        const auto value = static_cast<float>(counts[x]);
        const auto& weights = weights_[static_cast<size_t>(x & (cell_px_ - 1))];
        for (size_t j = 0; j < 4; ++j)
          sums[j] += weights[j] * value;
      }
      flush(half, sums);
      filled &= ~those;
    }
  }

  void spread_down(int y) {
    const size_t first = first_of_half(y / (cell_px_ / 2));
    const auto& weights = weights_[static_cast<size_t>(y & (cell_px_ - 1))];
    const int used = cells_ + 4;
    for (size_t j = 0; j < 4; ++j) {
      Line& row = rows_[first + j];
      if (!is_filled_[first + j]) {
        is_filled_[first + j] = true;
        for (int x = 0; x < used; ++x)
          row[static_cast<size_t>(x)] = weights[j] * line_[static_cast<size_t>(x)];
      } else {
        for (int x = 0; x < used; ++x)
          row[static_cast<size_t>(x)] += weights[j] * line_[static_cast<size_t>(x)];
      }
    }
  }

  void add_rows(CellRows& target, int first_column, int first_row) const {
    const int shift = first_column - 2 - target.columns.begin;
    const int begin = std::max(0, shift), end = std::min(target.columns.size(), shift + cells_ + 4);
    for (int i = 0; i < cells_ + 4; ++i) {
      const int row = first_row + i - 2 - target.rows.begin;
      if (!is_filled_[static_cast<size_t>(i)] || row < 0 || row >= target.rows.size()) continue;
      const Line& from = rows_[static_cast<size_t>(i)];
      float* out = target.row(row);
      for (int x = begin; x < end; ++x)
        out[x] += from[static_cast<size_t>(x - shift)];
      extend(target.filled[static_cast<size_t>(row)], begin, end);
    }
  }

  using Line = std::array<float, kTilePx / 2 + 8>;
  int cell_px_, cells_;
  std::array<std::array<float, 4>, kTilePx> weights_{};  // [pixel in cell][cell]
  Line line_{};
  std::array<Line, kTilePx / 2 + 4> rows_;
  std::array<bool, kTilePx / 2 + 4> is_filled_{};
};

// Cells of 1 px: the counts as they are.
void copy_tile(CellRows& target, const TileCounts& tile, int first_column, int first_row) {
  const int shift = first_column - target.columns.begin;
  const int begin = std::max(0, shift), end = std::min(target.columns.size(), shift + kTilePx);
  for (int y = 0; y < kTilePx; ++y) {
    const int row = first_row + y - target.rows.begin;
    if (row < 0 || row >= target.rows.size()) continue;
    if (!tile.is_dense && tile.filled[static_cast<size_t>(y)] == 0) continue;
    const uint32_t* counts = tile.counts.data() + y * kTilePx;
    float* out = target.row(row);
    for (int x = begin; x < end; ++x)
      out[x] = static_cast<float>(counts[x - shift]);
    extend(target.filled[static_cast<size_t>(row)], begin, end);
  }
}

// The tiles that touch cells [range.begin - 2, range.end + 2).
CellRange tiles_of(CellRange range, int cells_per_tile, int limit) {
  const auto tile_of = [&](int cell) {
    return cell >= 0 ? cell / cells_per_tile : -((-cell + cells_per_tile - 1) / cells_per_tile);
  };
  return {std::clamp(tile_of(range.begin - 2), 0, limit), std::clamp(tile_of(range.end + 1) + 1, 0, limit)};
}

}  // namespace

void extend(CellRange& range, int begin, int end) {
  if (begin >= end) return;
  range = range.begin >= range.end ? CellRange{begin, end}
                                   : CellRange{std::min(range.begin, begin), std::max(range.end, end)};
}

CellRows gather(const CountGrid& counts, int cell_px, CellRange columns, CellRange rows) {
  CellRows cells(columns, rows);
  TileCells tile_cells(std::max(cell_px, 2));
  TileCounts tile;
  const int cells_per_tile = kTilePx / cell_px;
  const CellRange tile_columns = tiles_of(columns, cells_per_tile, counts.tile_columns()),
                  tile_rows = tiles_of(rows, cells_per_tile, counts.tile_rows());
  for (int row = tile_rows.begin; row < tile_rows.end; ++row) {
    for (int column = tile_columns.begin; column < tile_columns.end; ++column) {
      if (!counts.has_tile(column, row)) continue;
      counts.read_tile(column, row, tile);
      const int first_column = column * cells_per_tile, first_row = row * cells_per_tile;
      if (cell_px == 1) {
        copy_tile(cells, tile, first_column, first_row);
      } else {
        tile_cells.add_to(cells, tile, first_column, first_row);
      }
    }
  }
  return cells;
}

}  // namespace isotherm
