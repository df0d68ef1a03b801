#pragma once
// The numbers of parts of a page: exact, from the events.
#include <optional>
#include <span>
#include <vector>

#include "base/geometry.h"
#include "model/region_tally.h"

namespace isotherm {

// Whole page px, half-open: an event belongs to the region that holds the pixel of its position.
struct Region {
  int32_t x = 0, y = 0, width = 0, height = 0;
  bool contains(int32_t x_px, int32_t y_px) const {
    return x_px >= x && y_px >= y && int64_t{x_px} - x < width && int64_t{y_px} - y < height;
  }
  friend bool operator==(const Region&, const Region&) = default;
};

struct RegionStats {
  uint64_t events = 0;
  uint64_t weight = 0;                    // clicks: = events; moves: ms
  uint32_t sessions = 0, page_views = 0;  // with at least one event in it
  double share = 0;                       // events / all events of the layer on the page
  double weight_share = 0;                // the same of the weight
  TimeSummary first;                      // of each page view: from its start to its first event in it
  std::optional<TimeSummary> dwell;       // moves: each page view's dwell in it
};

// Counts the points of a layer in regions, a few page views at a time.
class RegionCounter {
 public:
  // Borrows all but the regions, and counts only what lies on a page of page_px. `index` is that of
  // class_of(layer).
  RegionCounter(const Recording& recording, const RunIndex& index, const Selection& selection,
                const Filter& filter, Layer layer, PixelSize page_px, std::vector<Region> regions);

  // Goes on for about `points` events, at least one page view. True while there is more to count.
  bool step(uint64_t points);
  // What has been counted, one per region; final once step() returned false.
  std::vector<RegionStats> stats() const;
  const std::vector<Region>& regions() const { return regions_; }
  uint64_t all_events() const { return all_events_; }
  uint64_t all_weight() const { return all_weight_; }

 private:
  void count(const Point& point);

  const Recording* recording_;
  const RunIndex* index_;
  const Selection* selection_;
  const Filter* filter_;
  Layer layer_;
  PixelSize page_px_;
  std::vector<Region> regions_;
  std::vector<RegionTally> tallies_;
  uint32_t next_page_view_ = 0;
  uint64_t all_events_ = 0, all_weight_ = 0;
};

std::vector<RegionStats> region_stats(const Recording& recording, const Selection& selection,
                                      const Filter& filter, Layer layer, PixelSize page_px,
                                      std::span<const Region> regions);

// The page in squares of cell_px; only cells with events, row by row. Cells at the right and bottom edge end
// with the page.
struct GridCell {
  Region region;
  RegionStats stats;
};
struct GridStats {
  std::vector<GridCell> cells;
  uint64_t all_events = 0, all_weight = 0;
};
GridStats grid_stats(const Recording& recording, const Selection& selection, const Filter& filter,
                     Layer layer, PixelSize page_px, int32_t cell_px);

}  // namespace isotherm
