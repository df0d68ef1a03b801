#pragma once
// Counts gathered onto cells: the first step of a blur.
#include <cstddef>
#include <vector>

#include "model/count_grid.h"

namespace isotherm {

struct CellRange {
  int begin = 0, end = 0;
  int size() const { return end - begin; }
};

// Makes `range` hold [begin, end), too; nothing if that is empty.
void extend(CellRange& range, int begin, int end);

// Rows of cells, each with the columns in which it may not be zero: pages are mostly empty.
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

// The counts on cells of `cell_px` (a power of two up to 64), by the adjoint of the cubic B-spline; at 1 px
// the counts themselves. Complete for every cell of the range whatever the range is: each cell's sum runs
// over the same pixels in the same order, and depends on the counts alone, not on how CountGrid holds them.
CellRows gather(const CountGrid& counts, int cell_px, CellRange columns, CellRange rows);

}  // namespace isotherm
