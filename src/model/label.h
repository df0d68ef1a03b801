#pragma once
// Text on a dark rounded box: readable on any page.
#include <string_view>

#include "base/image.h"

namespace isotherm {

// RGBA. `text_scale` 1 = 13 px text.
Image make_label(std::string_view utf8, double text_scale);

}  // namespace isotherm
