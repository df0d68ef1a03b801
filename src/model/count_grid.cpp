#include <algorithm>
#include <cassert>
#include <limits>

#include "model/density.h"

namespace isotherm {

namespace {

constexpr int kShift = 4;  // 1/16 px -> px, rounding down for negative positions too
static_assert(CountGrid::kTilePx == 64);

}  // namespace

CountGrid::CountGrid(PixelSize page_px)
    : page_px_{std::max(page_px.width, 0), std::max(page_px.height, 0)},
      tile_columns_((page_px_.width + kTilePx - 1) / kTilePx),
      tile_rows_((page_px_.height + kTilePx - 1) / kTilePx),
      tiles_(static_cast<size_t>(tile_columns_) * static_cast<size_t>(tile_rows_)) {}

void CountGrid::add(int32_t x_units, int32_t y_units, uint32_t weight) {
  const int32_t x = x_units >> kShift, y = y_units >> kShift;
  // One comparison per axis: negative values become huge.
  if (static_cast<uint32_t>(x) >= static_cast<uint32_t>(page_px_.width) ||
      static_cast<uint32_t>(y) >= static_cast<uint32_t>(page_px_.height)) {
    ++outside_;
    return;
  }
  ++events_;
  total_ += weight;
  auto& tile = tiles_[static_cast<size_t>(y / kTilePx) * static_cast<size_t>(tile_columns_) +
                      static_cast<size_t>(x / kTilePx)];
  if (!tile) tile = std::make_unique<Tile>();
  uint32_t& count = (*tile)[static_cast<size_t>((y % kTilePx) * kTilePx + x % kTilePx)];
  const uint32_t sum = count + weight;
  if (sum < count) {
    count = std::numeric_limits<uint32_t>::max();
    saturated_ = true;
  } else {
    count = sum;
  }
}

void CountGrid::remove(int32_t x_units, int32_t y_units, uint32_t weight) {
  assert(!saturated_);
  const int32_t x = x_units >> kShift, y = y_units >> kShift;
  if (static_cast<uint32_t>(x) >= static_cast<uint32_t>(page_px_.width) ||
      static_cast<uint32_t>(y) >= static_cast<uint32_t>(page_px_.height)) {
    --outside_;
    return;
  }
  --events_;
  total_ -= weight;
  auto& tile = tiles_[static_cast<size_t>(y / kTilePx) * static_cast<size_t>(tile_columns_) +
                      static_cast<size_t>(x / kTilePx)];
  (*tile)[static_cast<size_t>((y % kTilePx) * kTilePx + x % kTilePx)] -= weight;
}

const CountGrid::Tile* CountGrid::tile(int column, int row) const {
  assert(column >= 0 && column < tile_columns_ && row >= 0 && row < tile_rows_);
  return tiles_[static_cast<size_t>(row) * static_cast<size_t>(tile_columns_) + static_cast<size_t>(column)]
      .get();
}

uint32_t CountGrid::at(int x_px, int y_px) const {
  assert(x_px >= 0 && x_px < page_px_.width && y_px >= 0 && y_px < page_px_.height);
  const Tile* found = tile(x_px / kTilePx, y_px / kTilePx);
  return found ? (*found)[static_cast<size_t>((y_px % kTilePx) * kTilePx + x_px % kTilePx)] : 0;
}

}  // namespace isotherm
