#pragma once
// Exact integer weights per CSS pixel of a page, kept small however tall the page is.
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/geometry.h"

namespace isotherm {

// The counts of one tile spread out for reading. Reused from tile to tile: read_tile() clears what it filled.
struct TileCounts {
  static constexpr int kSide = 64;
  std::array<uint32_t, kSide * kSide> counts{};  // row-major
  std::array<uint64_t, kSide> filled{};          // per row, bit x = column x may hold a count
  bool is_dense = false;                         // `filled` says nothing: every column may
};

// Exact integer weights per CSS pixel of a page, in 64 x 64 px tiles that exist only where something fell.
// The pixel of a position is its floor; positions outside the page are counted in outside(), not in a pixel.
// Sums per pixel are uint32 and saturate; saturated() tells (49 days of dwell on one pixel).
//
// A tile begins as a list of its events, 4 bytes each; one with more than kMostListed becomes an array of
// uint16, and of uint32 where a pixel's sum or a single weight needs it. What a tile holds is the same in
// each form.
class CountGrid {
 public:
  static constexpr int kTilePx = TileCounts::kSide;
  static constexpr size_t kMostListed = 1024;

  explicit CountGrid(PixelSize page_px);
  // x, y in 1/16 px units.
  void add(int32_t x_units, int32_t y_units, uint32_t weight);
  // Takes back what one add() with the same arguments did. Not to be called once saturated().
  void remove(int32_t x_units, int32_t y_units, uint32_t weight);
  PixelSize page_px() const { return page_px_; }
  uint64_t total() const { return total_; }      // weight inside the page
  uint64_t events() const { return events_; }    // points inside the page
  uint64_t outside() const { return outside_; }  // points outside the page
  bool saturated() const { return saturated_; }
  uint32_t at(int x_px, int y_px) const;

  int tile_columns() const { return tile_columns_; }
  int tile_rows() const { return tile_rows_; }
  bool has_tile(int column, int row) const;        // false = all zero
  uint64_t tile_total(int column, int row) const;  // weight inside the tile
  // Clears what the previous call filled, then fills in the tile. `read` starts empty.
  void read_tile(int column, int row, TileCounts& read) const;
  size_t memory_bytes() const;

 private:
  using Narrow = std::array<uint16_t, kTilePx * kTilePx>;
  using Wide = std::array<uint32_t, kTilePx * kTilePx>;
  struct Tile {
    std::vector<uint32_t> list;  // pixel in the low 12 bits, weight above
    std::unique_ptr<Narrow> narrow;
    std::unique_ptr<Wide> wide;
    uint64_t total = 0;
    uint64_t events = 0;
  };

  Tile* tile_of(int32_t x_px, int32_t y_px);
  const Tile& tile(int column, int row) const;
  void add_to_array(Tile& tile, uint32_t pixel, uint32_t weight);
  static void widen(Tile& tile);

  PixelSize page_px_;
  int tile_columns_ = 0, tile_rows_ = 0;
  uint64_t total_ = 0, events_ = 0, outside_ = 0;
  bool saturated_ = false;
  std::vector<Tile> tiles_;
};

}  // namespace isotherm
