#include "model/points.h"

#include "model/distinct_sessions.h"

namespace isotherm {

uint64_t count_fixed(const Recording& recording, const Selection& selection, const Filter& filter,
                     Layer layer) {
  uint64_t count = 0;
  for_each_point_or_fixed(recording, RunIndex(recording, class_of(layer)), selection, filter, layer,
                          [&](const Point&, bool is_fixed) { count += is_fixed; });
  return count;
}

PointTotals count_within(const Recording& recording, const RunIndex& index, const Selection& selection,
                         const Filter& filter, Layer layer, glm::dvec2 center_page, double radius_px) {
  PointTotals totals;
  DistinctSessions sessions(recording.catalog);
  const glm::dvec2 center = center_page * double{kUnitsPerPx};
  const double radius = radius_px * kUnitsPerPx, radius_squared = radius * radius;
  for_each_point(recording, index, selection, filter, layer, [&](const Point& point) {
    const double dx = point.x - center.x, dy = point.y - center.y;
    if (!(dx * dx + dy * dy <= radius_squared)) return;
    ++totals.events;
    totals.weight += point.weight;
    sessions.add_page_view(point.page_view);
  });
  totals.sessions = sessions.count();
  return totals;
}

PointTotals count_within(const Recording& recording, const Selection& selection, const Filter& filter,
                         Layer layer, glm::dvec2 center_page, double radius_px) {
  return count_within(recording, RunIndex(recording, class_of(layer)), selection, filter, layer, center_page,
                      radius_px);
}

}  // namespace isotherm
