#include "model/tile_sorted_points.h"

#include <algorithm>

namespace isotherm {

namespace {

constexpr uint32_t kSideBits = 6, kSideMask = (1u << kSideBits) - 1;
constexpr uint32_t kPixelBits = 2 * kSideBits;
static_assert(CountGrid::kTilePx == 1 << kSideBits);
static_assert(kMaxDwellMs < 1u << (32 - kPixelBits), "every weight fits an entry");

// Where a position falls; positions outside the page in no tile.
struct Place {
  size_t tile = 0;
  uint32_t pixel = 0;  // row, column
};
constexpr size_t kNoTile = ~size_t{0};

Place place_of(const Point& point, PixelSize page_px, size_t tile_columns) {
  const int32_t x = point.x >> 4, y = point.y >> 4;  // px, rounding down for negative positions too
  if (x < 0 || y < 0 || x >= page_px.width || y >= page_px.height) return {kNoTile, 0};
  const auto column = static_cast<uint32_t>(x), row = static_cast<uint32_t>(y);
  return {(row >> kSideBits) * tile_columns + (column >> kSideBits),
          (row & kSideMask) << kSideBits | (column & kSideMask)};
}

uint64_t count_kept(const std::vector<uint32_t>& page_views, const Selection& selection) {
  uint64_t kept = 0;
  for (const uint32_t page_view : page_views)
    kept += selection.keeps[page_view];
  return kept;
}

}  // namespace

Filter TileSortedPoints::wide(const Filter& filter) {
  Filter wide = filter.at_any_time();
  wide.conditions = {};
  wide.conditions.pages = filter.conditions.pages;
  return wide;
}

TileSortedPoints::TileSortedPoints(const Recording& recording, const RunIndex& index, const Filter& filter,
                                   Layer layer, PixelSize page_px)
    : page_px_(page_px) {
  const CountGrid tiles(page_px);
  const auto tile_columns = static_cast<size_t>(tiles.tile_columns());
  const Filter all = wide(filter);
  const Selection selection = select(recording, all);
  const auto for_each_place = [&](auto&& visit) {
    for_each_point_or_fixed(recording, index, selection, all, layer, [&](const Point& point, bool is_fixed) {
      const bool is_hidden = is_fixed && all.fixed == FixedPlane::hidden;
      visit(point, is_hidden ? Place{} : place_of(point, page_px, tile_columns), is_fixed, is_hidden);
    });
  };
  // Twice over the points, first to count each tile's, so that nothing but the result takes memory.
  tile_begins_.assign(tile_columns * static_cast<size_t>(tiles.tile_rows()) + 1, 0);
  for_each_place([&](const Point& point, const Place& place, bool is_fixed, bool is_hidden) {
    if (is_fixed) fixed_.push_back(point.page_view);
    if (is_hidden) return;
    if (place.tile == kNoTile) {
      outside_.push_back(point.page_view);
    } else {
      ++tile_begins_[place.tile + 1];
    }
  });
  for (size_t tile = 1; tile < tile_begins_.size(); ++tile)
    tile_begins_[tile] += tile_begins_[tile - 1];
  entries_.resize(tile_begins_.back());
  std::vector<size_t> next(tile_begins_.begin(), tile_begins_.end() - 1);
  for_each_place([&](const Point& point, const Place& place, bool, bool is_hidden) {
    if (is_hidden || place.tile == kNoTile) return;
    entries_[next[place.tile]++] = {point.page_view, point.weight << kPixelBits | place.pixel};
  });
}

CountGrid TileSortedPoints::count(const Selection& selection, uint64_t& fixed_points) const {
  CountGrid counts(page_px_);
  const uint8_t* keeps = selection.keeps.data();
  size_t tile = 0;
  for (int row = 0; row < counts.tile_rows(); ++row) {
    for (int column = 0; column < counts.tile_columns(); ++column, ++tile) {
      const int32_t x0 = column * CountGrid::kTilePx, y0 = row * CountGrid::kTilePx;
      for (size_t i = tile_begins_[tile]; i < tile_begins_[tile + 1]; ++i) {
        const Entry entry = entries_[i];
        if (keeps[entry.page_view] == 0) continue;
        const auto x = x0 + static_cast<int32_t>(entry.pixel_and_weight & kSideMask);
        const auto y = y0 + static_cast<int32_t>(entry.pixel_and_weight >> kSideBits & kSideMask);
        counts.add(x * kUnitsPerPx, y * kUnitsPerPx, entry.pixel_and_weight >> kPixelBits);
      }
    }
  }
  for (uint64_t i = count_kept(outside_, selection); i > 0; --i)
    counts.add(-1, -1, 1);
  fixed_points = count_kept(fixed_, selection);
  return counts;
}

}  // namespace isotherm
