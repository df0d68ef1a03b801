#pragma once
// What an exported PNG says about itself, the same from the CLI, the window and the browser.
#include <vector>

#include "base/png.h"
#include "model/picture.h"

namespace isotherm {

// Title, Description (the sample), Source (the page's URL), Comment (every setting that the picture was made
// with), Definitions (what the layer measures), Data (numbers and data_checksum()) and Software (with its
// version), as tEXt chunks: Latin-1, other characters as "?". `picture` is up to date with recording and
// settings. O(events).
std::vector<PngText> png_metadata(const Recording& recording, const Picture& picture,
                                  const PictureSettings& settings);

}  // namespace isotherm
