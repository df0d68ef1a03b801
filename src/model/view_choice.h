#pragma once
// Which screenshot a picture of a page uses, and so which page views belong on it.
#include <optional>
#include <string_view>
#include <vector>

#include "model/filter.h"

namespace isotherm {

// Which screenshot (and so which widths) a picture uses.
enum class DeviceChoice : uint8_t { automatic, mobile, tablet, desktop, all };
std::string_view to_string(DeviceChoice choice);
std::optional<DeviceChoice> device_choice_from(std::string_view name);

struct ViewChoice {
  uint32_t css_width = 0;             // of the screenshot; 0 = none
  std::vector<uint32_t> screenshots;  // Recording::screenshots indices of that width, in file order
  uint8_t devices = 0x0F;
  WidthRange widths;
};

//   automatic           the width among the page's screenshots whose +-10 % band has the most page views
//   (ties: the
//                       wider) and that band; no screenshot: all page views
//   mobile ... desktop  that class; the same choice among the screenshots of that class, if it has any
//   all                 every page view on the screenshot that automatic takes
// Where none of the page's page views tells its width, widths cannot be compared and none is left out.
ViewChoice choose_view(const Recording& recording, uint32_t page, DeviceChoice device);

}  // namespace isotherm
