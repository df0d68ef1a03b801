#include "model/cell_rows.h"

#include <algorithm>
#include <array>

#include "model/spline.h"

namespace isotherm {

namespace {

constexpr int kTilePx = CountGrid::kTilePx;

// Counts below 2^31 become floats by the conversion that every target has in vectors.
template <bool kIsWide>
float as_float(uint32_t count) {
  return kIsWide ? static_cast<float>(count) : static_cast<float>(static_cast<int32_t>(count));
}

// One tile's pixels gathered onto cells, first down, then across. A pixel touches four cells: from two before
// its own to one after it in the cell's first half, from one before to two after in the second.
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
  // `is_wide`: a count may be 2^31 or more.
  void add_to(CellRows& target, const TileCounts& tile, bool is_wide, int first_column, int first_row) {
    const size_t used = static_cast<size_t>(cells_) + 4;
    for (size_t i = 0; i < used; ++i)
      rows_[i].fill(0);
    filled_.fill(0);
    if (!tile.is_dense) {
      gather_filled_down(tile);
    } else if (is_wide) {
      gather_all_down<true>(tile.counts.data());
    } else {
      gather_all_down<false>(tile.counts.data());
    }
    for (size_t i = 0; i < used; ++i) {
      if (filled_[i] == 0) continue;
      line_.fill(0);
      if (__builtin_popcountll(filled_[i]) > kMostSingly) {
        gather_all_across(rows_[i].data());
      } else {
        gather_filled_across(rows_[i].data(), filled_[i]);
      }
      add_line(target, first_column, first_row + static_cast<int>(i) - 2);
    }
  }

 private:
  static constexpr int kMostSingly = 12;
  using Row = std::array<float, kTilePx>;

  // rows_ begin two cells above the tile's first, line_ two cells before it.
  static size_t first_of_half(int half) { return static_cast<size_t>((half + 1) / 2); }
  const std::array<float, 4>& weights_of(int pixel) const {
    return weights_[static_cast<size_t>(pixel & (cell_px_ - 1))];
  }

  // Down, both ways add the same numbers to each row's pixel in the same order, except for zeros.
  void gather_filled_down(const TileCounts& tile) {
    for (int y = 0; y < kTilePx; ++y) {
      const uint64_t filled = tile.filled[static_cast<size_t>(y)];
      if (filled == 0) continue;
      const size_t first = first_of_half(y / (cell_px_ / 2));
      const auto& weights = weights_of(y);
      const uint32_t* counts = tile.counts.data() + y * kTilePx;
      for (size_t j = 0; j < 4; ++j)
        filled_[first + j] |= filled;
      for (uint64_t left = filled; left != 0; left &= left - 1) {
        const auto x = static_cast<size_t>(__builtin_ctzll(left));
        const float value = as_float<false>(counts[x]);
        for (size_t j = 0; j < 4; ++j)
          rows_[first + j][x] += weights[j] * value;
      }
    }
  }

  template <bool kIsWide>
  void gather_all_down(const uint32_t* counts) {
    constexpr size_t kBlock = 8;  // so that the sums of four rows stay in registers
    const int half_px = cell_px_ / 2;
    filled_.fill(~uint64_t{0});
    for (int y = 0; y < kTilePx; y += half_px) {
      Row* rows = &rows_[first_of_half(y / half_px)];
      for (size_t x = 0; x < kTilePx; x += kBlock) {
        std::array<std::array<float, kBlock>, 4> sums;
        for (size_t j = 0; j < 4; ++j) {
          for (size_t k = 0; k < kBlock; ++k)
            sums[j][k] = rows[j][x + k];
        }
        for (int i = y; i < y + half_px; ++i) {
          const auto& weights = weights_of(i);
          const uint32_t* from = counts + i * kTilePx + x;
          for (size_t k = 0; k < kBlock; ++k) {
            const float value = as_float<kIsWide>(from[k]);
            for (size_t j = 0; j < 4; ++j)
              sums[j][k] += weights[j] * value;
          }
        }
        for (size_t j = 0; j < 4; ++j) {
          for (size_t k = 0; k < kBlock; ++k)
            rows[j][x + k] = sums[j][k];
        }
      }
    }
  }

  void flush(int half, const std::array<float, 4>& sums) {
    float* out = line_.data() + first_of_half(half);
    for (size_t j = 0; j < 4; ++j)
      out[j] += sums[j];
  }

  // Across, too.
  void gather_all_across(const float* row) {
    const int half_px = cell_px_ / 2;
    for (int half = 0; half < 2 * cells_; ++half) {
      std::array<float, 4> sums{};
      for (int x = half * half_px; x < (half + 1) * half_px; ++x) {
        const auto& weights = weights_of(x);
        for (size_t j = 0; j < 4; ++j)
          sums[j] += weights[j] * row[x];
      }
      flush(half, sums);
    }
  }

  void gather_filled_across(const float* row, uint64_t filled) {
    const int half_px = cell_px_ / 2;
    while (filled != 0) {
      const int half = __builtin_ctzll(filled) / half_px;
      std::array<float, 4> sums{};
      const uint64_t those = ((uint64_t{1} << half_px) - 1) << (half * half_px);
      for (uint64_t left = filled & those; left != 0; left &= left - 1) {
        const int x = __builtin_ctzll(left);
        const auto& weights = weights_of(x);
        for (size_t j = 0; j < 4; ++j)
          sums[j] += weights[j] * row[x];
      }
      flush(half, sums);
      filled &= ~those;
    }
  }

  void add_line(CellRows& target, int first_column, int target_row) const {
    const int row = target_row - target.rows.begin;
    if (row < 0 || row >= target.rows.size()) return;
    const int shift = first_column - 2 - target.columns.begin;
    const int begin = std::max(0, shift), end = std::min(target.columns.size(), shift + cells_ + 4);
    float* out = target.row(row);
    for (int x = begin; x < end; ++x)
      out[x] += line_[static_cast<size_t>(x - shift)];
    extend(target.filled[static_cast<size_t>(row)], begin, end);
  }

  int cell_px_, cells_;
  std::array<std::array<float, 4>, kTilePx> weights_{};  // [pixel in cell][cell]
  std::array<Row, kTilePx / 2 + 4> rows_;
  std::array<uint64_t, kTilePx / 2 + 4> filled_{};  // per row, bit x = column x may not be zero
  std::array<float, kTilePx / 2 + 8> line_{};
};

// Cells of 1 px: the counts as they are.
void copy_tile(CellRows& target, const TileCounts& tile, bool is_wide, int first_column, int first_row) {
  const int shift = first_column - target.columns.begin;
  const int begin = std::max(0, shift), end = std::min(target.columns.size(), shift + kTilePx);
  for (int y = 0; y < kTilePx; ++y) {
    const int row = first_row + y - target.rows.begin;
    if (row < 0 || row >= target.rows.size()) continue;
    if (!tile.is_dense && tile.filled[static_cast<size_t>(y)] == 0) continue;
    const uint32_t* counts = tile.counts.data() + y * kTilePx;
    float* out = target.row(row);
    if (is_wide) {
      for (int x = begin; x < end; ++x)
        out[x] = as_float<true>(counts[x - shift]);
    } else {
      for (int x = begin; x < end; ++x)
        out[x] = as_float<false>(counts[x - shift]);
    }
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
      const bool is_wide = counts.tile_total(column, row) >= uint64_t{1} << 31;
      if (cell_px == 1) {
        copy_tile(cells, tile, is_wide, first_column, first_row);
      } else {
        tile_cells.add_to(cells, tile, is_wide, first_column, first_row);
      }
    }
  }
  return cells;
}

}  // namespace isotherm
