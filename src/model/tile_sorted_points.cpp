#include "model/tile_sorted_points.h"

#include <algorithm>
#include <cmath>

#include "model/distinct_sessions.h"

namespace isotherm {

namespace {

constexpr uint32_t kPlaceBits = 10, kPlaceMask = (1u << kPlaceBits) - 1;
constexpr int32_t kTileUnits = 1 << kPlaceBits;
static_assert(CountGrid::kTilePx * kUnitsPerPx == kTileUnits);
static_assert(kMaxDwellMs < 1u << (32 - 2 * kPlaceBits), "every weight fits an entry");

uint64_t count_kept(const std::vector<uint32_t>& page_views, const Selection& selection) {
  uint64_t kept = 0;
  for (const uint32_t page_view : page_views)
    kept += selection.keeps[page_view];
  return kept;
}

// The filter's times on the clock of one page view after the other.
class Windows {
 public:
  Windows(const Catalog& catalog, const Filter& filter)
      : catalog_(catalog), filter_(filter), is_needed_(filter.has_time_range() || filter.has_age_range()) {}
  bool contain(uint32_t page_view, int32_t t_ms) {
    if (!is_needed_) return true;
    if (page_view != page_view_) {
      page_view_ = page_view;
      window_ = time_window(catalog_.page_views[page_view], filter_);
    }
    return window_.contains(t_ms);
  }

 private:
  const Catalog& catalog_;
  const Filter& filter_;
  bool is_needed_;
  uint32_t page_view_ = std::numeric_limits<uint32_t>::max();
  TimeWindow window_;
};

}  // namespace

Filter TileSortedPoints::wide(const Filter& filter) {
  Filter wide = filter.at_any_time();
  wide.conditions = {};
  wide.conditions.pages = filter.conditions.pages;
  return wide;
}

TileSortedPoints::TileSortedPoints(const Recording& recording, const RunIndex& index, const Filter& filter,
                                   Layer layer, PixelSize page_px)
    : page_px_(page_px), filter_(wide(filter)), making_(std::make_unique<Making>()) {
  const CountGrid tiles(page_px);
  columns_ = static_cast<size_t>(tiles.tile_columns()) + 2 * kBorderTiles;
  rows_ = static_cast<size_t>(tiles.tile_rows()) + 2 * kBorderTiles;
  tile_begins_.assign(columns_ * rows_ + 1, 0);
  making_->recording = &recording;
  making_->index = &index;
  making_->layer = layer;
  making_->selection = select(recording, filter_);
}

bool TileSortedPoints::step(uint64_t points) {
  if (!making_) return false;
  Making& making = *making_;
  const uint32_t end = making.index->stretch_end(making.next_page_view, points);
  making.is_placing ? place_stretch(end) : count_stretch(end);
  making.next_page_view = end;
  if (end < making.recording->catalog.page_views.size()) return true;
  if (making.is_placing) {
    making_.reset();
  } else {
    start_placing();
  }
  return !is_complete();
}

void TileSortedPoints::finish() {
  while (step(std::numeric_limits<uint64_t>::max())) {
  }
}

std::optional<size_t> TileSortedPoints::tile_of(const Point& point) const {
  // Rounding down for negative positions too.
  const int32_t column = (point.x >> kPlaceBits) + kBorderTiles, row = (point.y >> kPlaceBits) + kBorderTiles;
  if (column < 0 || row < 0) return std::nullopt;
  const auto c = static_cast<size_t>(column), r = static_cast<size_t>(row);
  if (c >= columns_ || r >= rows_) return std::nullopt;
  return r * columns_ + c;
}

void TileSortedPoints::count_stretch(uint32_t end) {
  for_each_point_or_fixed(
      *making_->recording, *making_->index, making_->selection, filter_, making_->layer,
      [&](const Point& point, bool is_fixed) {
        if (is_fixed) fixed_.push_back(point.page_view);
        if (is_fixed && filter_.fixed == FixedPlane::hidden) return;
        if (const auto tile = tile_of(point)) {
          ++tile_begins_[*tile + 1];
        } else {
          far_.push_back(point.page_view);
        }
      },
      making_->next_page_view, end);
}

void TileSortedPoints::start_placing() {
  for (size_t tile = 1; tile < tile_begins_.size(); ++tile)
    tile_begins_[tile] += tile_begins_[tile - 1];
  entries_.reset(new Entry[tile_begins_.back()]);
  times_.reset(new int32_t[tile_begins_.back()]);
  making_->next_of_tile.assign(tile_begins_.begin(), tile_begins_.end() - 1);
  making_->next_page_view = 0;
  making_->is_placing = true;
}

void TileSortedPoints::place_stretch(uint32_t end) {
  for_each_point_or_fixed(
      *making_->recording, *making_->index, making_->selection, filter_, making_->layer,
      [&](const Point& point, bool is_fixed) {
        if (is_fixed && filter_.fixed == FixedPlane::hidden) return;
        const auto tile = tile_of(point);
        if (!tile) return;
        const size_t place = making_->next_of_tile[*tile]++;
        entries_[place] = {point.page_view, point.weight << 2 * kPlaceBits |
                                                (static_cast<uint32_t>(point.y) & kPlaceMask) << kPlaceBits |
                                                (static_cast<uint32_t>(point.x) & kPlaceMask)};
        times_[place] = point.t_ms;
      },
      making_->next_page_view, end);
}

CountGrid TileSortedPoints::count(const Selection& selection, uint64_t& fixed_points) const {
  CountGrid counts(page_px_);
  const uint8_t* keeps = selection.keeps.data();
  size_t tile = 0;
  for (int32_t row = -kBorderTiles; row < static_cast<int32_t>(rows_) - kBorderTiles; ++row) {
    for (int32_t column = -kBorderTiles; column < static_cast<int32_t>(columns_) - kBorderTiles;
         ++column, ++tile) {
      const int32_t x0 = column * kTileUnits, y0 = row * kTileUnits;
      for (size_t i = tile_begins_[tile]; i < tile_begins_[tile + 1]; ++i) {
        const Entry entry = entries_[i];
        if (keeps[entry.page_view] == 0) continue;
        counts.add(x0 + static_cast<int32_t>(entry.place_and_weight & kPlaceMask),
                   y0 + static_cast<int32_t>(entry.place_and_weight >> kPlaceBits & kPlaceMask),
                   entry.place_and_weight >> 2 * kPlaceBits);
      }
    }
  }
  for (uint64_t i = count_kept(far_, selection); i > 0; --i)
    counts.add(-1, -1, 1);
  fixed_points = count_kept(fixed_, selection);
  return counts;
}

std::optional<PointTotals> TileSortedPoints::count_within(const Catalog& catalog, const Selection& selection,
                                                          const Filter& filter, glm::dvec2 center_page,
                                                          double radius_px, uint64_t& visited) const {
  const glm::dvec2 center = center_page * double{kUnitsPerPx};
  const double radius = radius_px * kUnitsPerPx, radius_squared = radius * radius;
  // The tiles of the square around the circle, one unit wider than rounding could make it.
  const auto tile_at = [](glm::dvec2 units) {
    return glm::dvec2(std::floor(units.x / kTileUnits), std::floor(units.y / kTileUnits)) +
           double{kBorderTiles};
  };
  const glm::dvec2 first = tile_at(center - radius - 1.0), last = tile_at(center + radius + 1.0);
  const bool is_covered = first.x >= 0 && first.y >= 0 && last.x < static_cast<double>(columns_) &&
                          last.y < static_cast<double>(rows_);
  if (!is_covered) return std::nullopt;  // nor is what is not a number

  PointTotals totals;
  DistinctSessions sessions(catalog);
  Windows windows(catalog, filter);
  uint32_t newest = std::numeric_limits<uint32_t>::max();
  for (auto row = static_cast<int32_t>(first.y); row <= static_cast<int32_t>(last.y); ++row) {
    for (auto column = static_cast<int32_t>(first.x); column <= static_cast<int32_t>(last.x); ++column) {
      const size_t tile = static_cast<size_t>(row) * columns_ + static_cast<size_t>(column);
      const int32_t x0 = (column - kBorderTiles) * kTileUnits, y0 = (row - kBorderTiles) * kTileUnits;
      visited += tile_begins_[tile + 1] - tile_begins_[tile];
      for (size_t i = tile_begins_[tile]; i < tile_begins_[tile + 1]; ++i) {
        const Entry entry = entries_[i];
        const double dx = x0 + static_cast<int32_t>(entry.place_and_weight & kPlaceMask) - center.x;
        const double dy =
            y0 + static_cast<int32_t>(entry.place_and_weight >> kPlaceBits & kPlaceMask) - center.y;
        if (!(dx * dx + dy * dy <= radius_squared)) continue;
        if (selection.keeps[entry.page_view] == 0 || !windows.contain(entry.page_view, times_[i])) continue;
        ++totals.events;
        totals.weight += entry.place_and_weight >> 2 * kPlaceBits;
        if (entry.page_view != newest) sessions.add_page_view(newest = entry.page_view);
      }
    }
  }
  totals.sessions = sessions.count();
  return totals;
}

}  // namespace isotherm
