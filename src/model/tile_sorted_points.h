#pragma once
// The points of a page in the order of their tiles: counting the points of other page views runs through
// memory in one direction instead of over the whole page, and what lies near a position is found without
// looking at the rest.
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "model/count_grid.h"
#include "model/points.h"

namespace isotherm {

class TileSortedPoints {
 public:
  // Every point of the layer that passes `filter` without its conditions on visits (those on pages stay) and
  // on time. `index` is that of class_of(layer). Recording and index are borrowed until step() is done.
  TileSortedPoints(const Recording& recording, const RunIndex& index, const Filter& filter, Layer layer,
                   PixelSize page_px);

  // Puts about `points` more points in order. True while there is more. Cost of all: O(points), 12 bytes
  // each.
  bool step(uint64_t points);
  void finish();
  bool is_complete() const { return !making_; }
  // The rest holds for complete ones.

  // The filter without all that a selection of whole page views answers for.
  static Filter wide(const Filter& filter);
  // Whether count() answers for the filter: it leaves no part of a page view out.
  static bool can_answer(const Filter& filter) { return !filter.has_time_range() && !filter.has_age_range(); }

  // Whether they are what the constructor would make of these.
  bool are_of(const Filter& filter, PixelSize page_px) const {
    return page_px_ == page_px && filter_ == wide(filter);
  }

  // The counts of the selection's points, as binning them one by one gives them. `fixed_points`: of these, on
  // fixed elements.
  CountGrid count(const Selection& selection, uint64_t& fixed_points) const;

  // What count_within answers for a filter that are_of() confirms and its selection; nullopt for a circle
  // that leaves the page by more than kBorderTiles. `visited`: how many points were looked at.
  std::optional<PointTotals> count_within(const Catalog& catalog, const Selection& selection,
                                          const Filter& filter, glm::dvec2 center_page, double radius_px,
                                          uint64_t& visited) const;
  // Tiles kept around the page: a circle around a position on the page holds points beside it, too.
  static constexpr int kBorderTiles = 4;
  static constexpr double kMostRadiusPx = kBorderTiles * CountGrid::kTilePx - 1;

 private:
  // Not initialised: the memory of many is touched when they come, not all at once.
  struct Entry {
    uint32_t page_view;
    uint32_t place_and_weight;  // place in the tile in 1/16 px: x in the low 10 bits, y in the next 10
  };
  struct Making {
    const Recording* recording = nullptr;
    const RunIndex* index = nullptr;
    Layer layer = Layer::clicks;
    Selection selection;
    bool is_placing =
        false;  // first each tile's points are counted, so that nothing but the result takes memory
    uint32_t next_page_view = 0;
    std::vector<size_t> next_of_tile;
  };

  // nullopt: beyond the border.
  std::optional<size_t> tile_of(const Point& point) const;
  void count_stretch(uint32_t end);
  void place_stretch(uint32_t end);
  void start_placing();

  PixelSize page_px_{0, 0};
  Filter filter_;                    // wide
  size_t columns_ = 0, rows_ = 0;    // of tiles, border included
  std::vector<size_t> tile_begins_;  // per tile, row by row, and the end
  // Page view by page view within a tile, and in time order within these.
  std::unique_ptr<Entry[]> entries_;
  std::unique_ptr<int32_t[]> times_;   // ms since the page view's start
  std::vector<uint32_t> far_, fixed_;  // page views of points beyond the border and on fixed elements
  std::unique_ptr<Making> making_;
};

}  // namespace isotherm
