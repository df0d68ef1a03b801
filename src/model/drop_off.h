#pragma once
// Where people leave a page.
#include <cstdint>
#include <vector>

#include "model/reach.h"

namespace isotherm {

// Rows per bar of the drop-off histogram and band of its picture, px.
inline constexpr int kDropOffBandPx = 50;

// ends[y] = how many units have their last reference line at row y, the viewport's at the end of the page
// view (with a time range: of its part inside), clipped to the page. ScrollUnit::sessions counts each
// session's last kept page view of the page only.
struct DropOff {
  uint32_t units = 0;
  std::vector<uint32_t> ends;  // y = 0..page height
  std::vector<uint32_t>
      bands;  // sums over kDropOffBandPx rows; the last band has the rest and the page's end
  uint32_t largest_band() const;
};

DropOff drop_off(const Recording& recording, const ReachIndex& index, const Selection& selection,
                 const Filter& filter, uint32_t page_height_px, const ScrollSettings& settings = {});

}  // namespace isotherm
