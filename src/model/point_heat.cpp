#include "model/point_heat.h"

namespace isotherm {

PointHeatWork& PointHeatWork::operator+=(const PointHeatWork& other) {
  binnings += other.binnings;
  brush.sorts += other.brush.sorts;
  brush.moves += other.brush.moves;
  brush.points += other.brush.points;
  heat.surveys += other.heat.surveys;
  heat.blurs += other.heat.blurs;
  heat.blurred_cells += other.heat.blurred_cells;
  sorts += other.sorts;
  hover_points += other.hover_points;
  hover_walks += other.hover_walks;
  return *this;
}

void PointHeat::update(const Recording& recording, const Selection& selection, const Filter& filter,
                       Layer layer, PixelSize page_px, const HeatRequest& request) {
  const bool is_new =
      recording_ != &recording || recording_revision_ != recording.revision || layer_ != layer;
  const Filter filter_before = std::exchange(filter_, filter);
  const PixelSize page_px_before = std::exchange(page_px_, page_px);
  recording_ = &recording;
  recording_revision_ = recording.revision;
  layer_ = layer;
  if (!is_new && filter == filter_before && page_px == page_px_before) return stage_.set_request(request);
  if (is_new) {
    recording_events_ = recording.event_count();
    runs_ = RunIndex(recording, class_of(layer));
    sorted_.reset();
    bin(selection);
    brush_.reset();
  } else {
    count(selection, filter_before, page_px_before);
  }
  stage_.set_counts(counts_, request);
}

// Of the same points as before, other ones are asked for.
void PointHeat::count(const Selection& selection, const Filter& filter_before, PixelSize page_px_before) {
  const bool moved_in_time_only =
      page_px_ == page_px_before && filter_.at_any_time() == filter_before.at_any_time();
  if (moved_in_time_only) {
    if (!brush_.move(*recording_, runs_, filter_before, filter_, layer_, {counts_, fixed_points_}))
      bin(selection);
    return;
  }
  const bool has_new_conditions = TileSortedPoints::wide(filter_) == TileSortedPoints::wide(filter_before);
  if (has_new_conditions && recording_events_ >= kWorthSorting && TileSortedPoints::can_answer(filter_)) {
    bin_sorted(selection, page_px_before);
  } else {
    bin(selection);
  }
  brush_.reset();
}

void PointHeat::bin(const Selection& selection) {
  counts_ = CountGrid(page_px_);
  fixed_points_ = 0;
  for_each_point_or_fixed(*recording_, runs_, selection, filter_, layer_,
                          [&](const Point& point, bool is_fixed) {
                            fixed_points_ += is_fixed;
                            if (!is_fixed || filter_.fixed != FixedPlane::hidden)
                              counts_.add(point.x, point.y, point.weight);
                          });
  ++binnings_;
}

// As bin(). Conditions are changed many times over, and each time takes a fraction of what binning the points
// in their own order does. A page whose size follows the conditions is binned as if for the first time.
void PointHeat::bin_sorted(const Selection& selection, PixelSize page_px_before) {
  if (!has_sorted()) {
    if (page_px_ != page_px_before) return bin(selection);
    start_sorting();
  }
  sorted_->finish();
  counts_ = sorted_->count(selection, fixed_points_);
  ++binnings_;
}

void PointHeat::start_sorting() {
  sorted_.emplace(*recording_, runs_, filter_, layer_, page_px_);
  ++sorts_;
}

void PointHeat::add_to(Scene& scene, const Rect& area, const ColorTable& colors, double opacity) {
  const bool shows_nothing = counts_.total() == 0 && colors.front().a == 0;
  if (area.empty() || shows_nothing) return;
  stage_.cover(area);
  scene.heats.push_back(
      {&stage_.field(), stage_.maximum(), colors, opacity, stage_.tone(), stage_.field_revision()});
}

Legend PointHeat::legend(Ramp ramp) const {
  const HeatRequest& request = stage_.request();
  return density_legend(layer_, ramp,
                        {stage_.maximum(), stage_.peak().value, request.sigma_px, request.look, stage_.tone(),
                         stage_.is_exact()});
}

PointTotals PointHeat::within(const Selection& selection, glm::dvec2 center_page, double radius_px) const {
  if (recording_ == nullptr) return {};
  if (has_complete_sorted()) {
    const auto totals =
        sorted_->count_within(recording_->catalog, selection, filter_, center_page, radius_px, hover_points_);
    if (totals) return *totals;
  }
  ++hover_walks_;
  return count_within(*recording_, runs_, selection, filter_, layer_, center_page, radius_px);
}

bool PointHeat::prepare_within(uint64_t points) {
  if (recording_ == nullptr) return false;
  if (!has_sorted()) start_sorting();
  return sorted_->step(points);
}

PointHeatWork PointHeat::work() const {
  return {binnings_, brush_.work(), stage_.work(), sorts_, hover_points_, hover_walks_};
}

}  // namespace isotherm
