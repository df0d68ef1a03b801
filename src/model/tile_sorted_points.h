#pragma once
// The points of a page in the order of their tiles, so that counting the points of other page views runs
// through memory in one direction instead of over the whole page.
#include <cstdint>
#include <span>
#include <vector>

#include "model/count_grid.h"
#include "model/points.h"

namespace isotherm {

class TileSortedPoints {
 public:
  TileSortedPoints() = default;
  // Every point of the layer on the page that passes `filter` without its conditions on visits (those on
  // pages stay) and on time. `index` is that of class_of(layer). Cost: O(points), 8 bytes each.
  TileSortedPoints(const Recording& recording, const RunIndex& index, const Filter& filter, Layer layer,
                   PixelSize page_px);

  // The filter without all that a selection of whole page views answers for.
  static Filter wide(const Filter& filter);
  // Whether count() answers for the filter: it leaves no part of a page view out.
  static bool can_answer(const Filter& filter) { return !filter.has_time_range() && !filter.has_age_range(); }

  // The counts of the selection's points, as binning them one by one gives them. `fixed_points`: of these, on
  // fixed elements.
  CountGrid count(const Selection& selection, uint64_t& fixed_points) const;

 private:
  struct Entry {
    uint32_t page_view = 0;
    uint32_t pixel_and_weight = 0;  // row and column in the tile in the low 12 bits
  };

  PixelSize page_px_{0, 0};
  std::vector<size_t> tile_begins_;        // per tile, row by row, and the end
  std::vector<Entry> entries_;             // page view by page view within a tile
  std::vector<uint32_t> outside_, fixed_;  // page views of points outside the page and on fixed elements
};

}  // namespace isotherm
