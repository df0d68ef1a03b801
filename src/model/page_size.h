#pragma once
#include <vector>

#include "model/filter.h"
#include "model/reach.h"

namespace isotherm {

// The CSS size of the page: of the given screenshots (tiles count with their positions); else, per axis, the
// largest recorded document size of the kept page views; else the extent of their viewports, clicks, moves
// and scrolls. At least 1 x 1; at most kMaxImageWidth wide, kMaxImageHeight tall and kMaxImagePixels large.
PixelSize page_size(const Recording& recording, const std::vector<uint32_t>& screenshots,
                    const Selection& selection, const Filter& filter);
// Whether page_size() has to look at the events.
bool has_size_from_events(const Recording& recording, const std::vector<uint32_t>& screenshots,
                          const Selection& selection);

}  // namespace isotherm
