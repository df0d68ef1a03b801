#include "model/count_grid.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace isotherm {

namespace {

constexpr int kShift = 4;  // 1/16 px -> px, rounding down for negative positions too
static_assert(CountGrid::kTilePx == 64);
constexpr uint32_t kPixelBits = 12, kPixelMask = (1u << kPixelBits) - 1;
constexpr uint32_t kMaxListedWeight = std::numeric_limits<uint32_t>::max() >> kPixelBits;

uint32_t pixel_in_tile(int32_t x, int32_t y) {
  return static_cast<uint32_t>((y & 63) << 6 | (x & 63));
}

}  // namespace

CountGrid::CountGrid(PixelSize page_px)
    : page_px_{std::max(page_px.width, 0), std::max(page_px.height, 0)},
      tile_columns_((page_px_.width + kTilePx - 1) / kTilePx),
      tile_rows_((page_px_.height + kTilePx - 1) / kTilePx),
      tiles_(static_cast<size_t>(tile_columns_) * static_cast<size_t>(tile_rows_)) {}

CountGrid::Tile* CountGrid::tile_of(int32_t x_px, int32_t y_px) {
  // One comparison per axis: negative values become huge.
  if (static_cast<uint32_t>(x_px) >= static_cast<uint32_t>(page_px_.width) ||
      static_cast<uint32_t>(y_px) >= static_cast<uint32_t>(page_px_.height))
    return nullptr;
  return &tiles_[static_cast<size_t>(y_px / kTilePx) * static_cast<size_t>(tile_columns_) +
                 static_cast<size_t>(x_px / kTilePx)];
}

void CountGrid::add(int32_t x_units, int32_t y_units, uint32_t weight) {
  const int32_t x = x_units >> kShift, y = y_units >> kShift;
  Tile* found = tile_of(x, y);
  if (found == nullptr) {
    ++outside_;
    return;
  }
  Tile& tile = *found;
  ++events_;
  ++tile.events;
  total_ += weight;
  tile.total += weight;
  const uint32_t pixel = pixel_in_tile(x, y);
  const bool is_listed = !tile.narrow && !tile.wide;
  if (is_listed && tile.list.size() < kMostListed && weight <= kMaxListedWeight) {
    tile.list.push_back(weight << kPixelBits | pixel);
    return;
  }
  if (is_listed) {
    tile.narrow = std::make_unique<Narrow>();
    for (const uint32_t entry : tile.list)
      add_to_array(tile, entry & kPixelMask, entry >> kPixelBits);
    tile.list = {};
  }
  add_to_array(tile, pixel, weight);
}

void CountGrid::add_to_array(Tile& tile, uint32_t pixel, uint32_t weight) {
  if (tile.narrow) {
    uint16_t& count = (*tile.narrow)[pixel];
    if (weight <= static_cast<uint32_t>(std::numeric_limits<uint16_t>::max() - count)) {
      count = static_cast<uint16_t>(count + weight);
      return;
    }
    widen(tile);
  }
  uint32_t& count = (*tile.wide)[pixel];
  const uint32_t sum = count + weight;
  if (sum < count) {
    count = std::numeric_limits<uint32_t>::max();
    saturated_ = true;
  } else {
    count = sum;
  }
}

void CountGrid::widen(Tile& tile) {
  tile.wide = std::make_unique<Wide>();
  std::copy(tile.narrow->begin(), tile.narrow->end(), tile.wide->begin());
  tile.narrow.reset();
}

void CountGrid::remove(int32_t x_units, int32_t y_units, uint32_t weight) {
  assert(!saturated_);
  const int32_t x = x_units >> kShift, y = y_units >> kShift;
  Tile* tile = tile_of(x, y);
  if (tile == nullptr) {
    --outside_;
    return;
  }
  --events_;
  --tile->events;
  total_ -= weight;
  tile->total -= weight;
  const uint32_t pixel = pixel_in_tile(x, y);
  if (tile->wide) {
    (*tile->wide)[pixel] -= weight;
  } else if (tile->narrow) {
    uint16_t& count = (*tile->narrow)[pixel];
    count = static_cast<uint16_t>(count - weight);
  } else {
    const auto entry = std::find(tile->list.begin(), tile->list.end(), weight << kPixelBits | pixel);
    assert(entry != tile->list.end());
    *entry = tile->list.back();
    tile->list.pop_back();
  }
  if (tile->events == 0) *tile = {};
}

const CountGrid::Tile& CountGrid::tile(int column, int row) const {
  assert(column >= 0 && column < tile_columns_ && row >= 0 && row < tile_rows_);
  return tiles_[static_cast<size_t>(row) * static_cast<size_t>(tile_columns_) + static_cast<size_t>(column)];
}

bool CountGrid::has_tile(int column, int row) const {
  return tile(column, row).events > 0;
}

uint64_t CountGrid::tile_total(int column, int row) const {
  return tile(column, row).total;
}

void CountGrid::read_tile(int column, int row, TileCounts& read) const {
  if (read.is_dense) {
    read = TileCounts{};
  } else {
    for (size_t y = 0; y < read.filled.size(); ++y) {
      if (read.filled[y] == 0) continue;
      std::fill_n(read.counts.begin() + static_cast<ptrdiff_t>(y * kTilePx), kTilePx, 0u);
      read.filled[y] = 0;
    }
  }
  const Tile& found = tile(column, row);
  read.is_dense = found.wide || found.narrow;
  if (found.wide) {
    read.counts = *found.wide;
  } else if (found.narrow) {
    std::copy(found.narrow->begin(), found.narrow->end(), read.counts.begin());
  } else {
    for (const uint32_t entry : found.list) {
      const uint32_t pixel = entry & kPixelMask;
      read.counts[pixel] += entry >> kPixelBits;  // 1,024 listed weights of 20 bits fit
      read.filled[pixel >> 6] |= uint64_t{1} << (pixel & 63);
    }
  }
}

uint32_t CountGrid::at(int x_px, int y_px) const {
  assert(x_px >= 0 && x_px < page_px_.width && y_px >= 0 && y_px < page_px_.height);
  const Tile& found = tile(x_px / kTilePx, y_px / kTilePx);
  const uint32_t pixel = pixel_in_tile(x_px, y_px);
  if (found.wide) return (*found.wide)[pixel];
  if (found.narrow) return (*found.narrow)[pixel];
  uint32_t sum = 0;
  for (const uint32_t entry : found.list) {
    if ((entry & kPixelMask) == pixel) sum += entry >> kPixelBits;
  }
  return sum;
}

size_t CountGrid::memory_bytes() const {
  size_t bytes = tiles_.capacity() * sizeof(Tile);
  for (const Tile& tile : tiles_) {
    bytes += tile.list.capacity() * sizeof(uint32_t) + (tile.narrow ? sizeof(Narrow) : 0) +
             (tile.wide ? sizeof(Wide) : 0);
  }
  return bytes;
}

}  // namespace isotherm
