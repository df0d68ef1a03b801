#pragma once
// A density layer: from the points of a layer to what a renderer needs of it, redoing only what a change asks
// for.
#include <optional>
#include <utility>

#include "model/brush.h"
#include "model/filter.h"
#include "model/heat_stage.h"
#include "model/legend.h"
#include "model/points.h"
#include "model/tile_sorted_points.h"

namespace isotherm {

// What was done since construction.
struct PointHeatWork {
  uint64_t binnings = 0;
  BrushWork brush;  // instead of a binning, where only the time range moved
  HeatWork heat;
  uint64_t sorts = 0;         // by tile
  uint64_t hover_points = 0;  // looked at for within(), of points sorted by tile
  uint64_t hover_walks = 0;   // over all events for it

  PointHeatWork& operator+=(const PointHeatWork& other);
};

class PointHeat {
 public:
  // Points of a recording; fewer are walked over within a frame anyway.
  static constexpr uint64_t kWorthSorting = 100'000;

  PointHeat() = default;
  PointHeat(const PointHeat&) = delete;  // its stage borrows its counts
  PointHeat& operator=(const PointHeat&) = delete;

  // Counts the selection's points of the layer, and prepares their density. `recording` is borrowed until the
  // next update, as `revision` tells its content.
  void update(const Recording& recording, const Selection& selection, const Filter& filter, Layer layer,
              PixelSize page_px, const HeatRequest& request);

  const CountGrid& counts() const { return counts_; }
  uint64_t fixed_points() const { return fixed_points_; }  // points on fixed elements
  Layer layer() const { return layer_; }
  // Where the page views' events of the layer lie.
  const RunIndex& runs() const { return runs_; }

  HeatStage& stage() { return stage_; }
  const HeatStage& stage() const { return stage_; }
  // Adds the heat of `area` (page px), which is what the view shows of the page or more.
  void add_to(Scene& scene, const Rect& area, const ColorTable& colors, double opacity);

  Legend legend(Ramp ramp) const;

  // Exact: from the points near the position once prepare_within() is done, else by a walk over all events.
  PointTotals within(const Selection& selection, glm::dvec2 center_page, double radius_px) const;
  // Goes on with sorting the points by tile for about `points` points. True while there is more.
  bool prepare_within(uint64_t points);
  // Whether within() takes no longer than a frame may: the points are sorted, or few.
  bool is_within_quick() const { return recording_events_ < kWorthSorting || has_complete_sorted(); }

  PointHeatWork work() const;

 private:
  void bin(const Selection& selection);
  void bin_sorted(const Selection& selection, PixelSize page_px_before);
  void start_sorting();
  bool has_sorted() const { return sorted_ && sorted_->are_of(filter_, page_px_); }
  bool has_complete_sorted() const { return has_sorted() && sorted_->is_complete(); }
  void count(const Selection& selection, const Filter& filter_before, PixelSize page_px_before);

  const Recording* recording_ = nullptr;
  uint64_t recording_revision_ = 0, recording_events_ = 0;
  Layer layer_ = Layer::clicks;
  Filter filter_;
  PixelSize page_px_{0, 0};

  RunIndex runs_;
  CountGrid counts_{PixelSize{1, 1}};
  uint64_t fixed_points_ = 0;
  Brush brush_;
  // The points in the order of their tiles; made when conditions change, or for within().
  std::optional<TileSortedPoints> sorted_;
  HeatStage stage_;
  uint64_t binnings_ = 0, sorts_ = 0;
  mutable uint64_t hover_points_ = 0, hover_walks_ = 0;
};

}  // namespace isotherm
