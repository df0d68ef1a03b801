#pragma once
#include "model/recording.h"

namespace isotherm::test {

// One page with clicks around a few places, from page views of one viewport width. A screenshot of css_px is
// described (not encoded) when image_px is not 0 x 0; several may follow by add_screenshot_tile().
Recording make_recording(PixelSize page_px, int clicks, PixelSize image_px = {});
void add_screenshot_tile(Recording& recording, const Rect& page, PixelSize image_px);

}  // namespace isotherm::test
