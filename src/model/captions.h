#pragma once
// The sentences around a picture.
#include <string>

#include "model/picture.h"

namespace isotherm {

// "Clicks, desktop (1440 px): https://…"; with densities over the layer "Clicks and mouse moves, …".
std::string picture_title(Layer layer, DeviceChoice device, uint32_t screenshot_css_width,
                          const std::string& url, ClickChoice clicks = ClickChoice::all,
                          const std::vector<const PointHeat*>& overlays = {});

// What a picture was made of.
struct Sample {
  Layer layer = Layer::clicks;
  const Selection* selection = nullptr;
  uint64_t events = 0, outside_page = 0, fixed_points = 0;
  bool is_saturated = false;
  const Filter* filter = nullptr;  // what was asked; nullptr = nothing
  std::vector<const PointHeat*> overlays{};
};

// "1,204 sessions, 1,645 page views, 3,210 clicks; left out: 12 page views of other widths, …"
std::string sample_text(const Sample& sample);

// One line for a tooltip of a layer made of points, from the numbers of `reading`.
std::string hover_text(Layer layer, const HoverReading& reading, uint64_t all_events, double radius_px);

}  // namespace isotherm
