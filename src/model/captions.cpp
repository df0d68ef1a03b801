#include "model/captions.h"

namespace isotherm {

namespace {

std::string_view layer_title(Layer layer) {
  switch (layer) {
    case Layer::clicks:
      return "Clicks";
    case Layer::moves:
      return "Mouse moves";
    case Layer::scroll:
      return "Scroll reach";
  }
  return "Clicks";
}

std::string counted_points(Layer layer, uint64_t count) {
  return layer == Layer::moves ? counted(count, "pointer sample", "pointer samples")
                               : counted(count, "click", "clicks");
}

// Which devices the picture shows. A device that was asked for by name needs no screenshot.
std::string device_text(DeviceChoice device, uint32_t css_width) {
  std::string text;
  if (device == DeviceChoice::all || (device == DeviceChoice::automatic && css_width == 0)) {
    text = "all devices";
  } else if (device == DeviceChoice::automatic) {
    text = to_string(device_of(css_width));
  } else {
    text = to_string(device);
  }
  if (css_width != 0) text += " (" + std::to_string(css_width) + " px)";
  return text;
}

}  // namespace

std::string picture_title(Layer layer, DeviceChoice device, uint32_t screenshot_css_width,
                          const std::string& url) {
  return std::string(layer_title(layer)) + ", " + device_text(device, screenshot_css_width) + ": " + url;
}

std::string sample_text(const Sample& sample) {
  const Selection& selection = *sample.selection;
  std::string text = counted(selection.sessions, "session", "sessions") + ", " +
                     counted(selection.page_views, "page view", "page views");
  if (sample.layer != Layer::scroll) text += ", " + counted_points(sample.layer, sample.events);

  std::string left_out;
  const auto add = [&](uint64_t count, std::string what) {
    if (count > 0) left_out += (left_out.empty() ? "" : ", ") + what;
  };
  const auto add_page_views = [&](uint64_t count, const char* reason) {
    add(count, counted(count, "page view", "page views") + reason);
  };
  add_page_views(selection.left_out_device, " on other devices");
  add_page_views(selection.left_out_width, " of other or unknown widths");
  add_page_views(selection.left_out_time, " outside the time range");
  add(sample.fixed_points, counted_points(sample.layer, sample.fixed_points) + " on fixed elements");
  add(sample.outside_page, counted_points(sample.layer, sample.outside_page) + " outside the page");
  if (!left_out.empty()) text += "; left out: " + left_out;
  if (sample.is_saturated) text += "; a pixel's sum reached its limit of 4,294,967,295";
  return text;
}

std::string hover_text(Layer layer, const HoverReading& reading, uint64_t all_events, double radius_px) {
  if (layer == Layer::scroll) {
    return percent_text(reading.share) + " (" + with_thousands(reading.events) + " of " +
           counted(reading.of, "page view", "page views") + ") saw this line";
  }
  std::string text = counted_points(layer, reading.events);
  if (layer == Layer::moves) text += " (" + duration_text(reading.weight) + ")";
  const int decimals = radius_px == static_cast<double>(static_cast<int>(radius_px)) ? 0 : 1;
  return text + " by " + counted(reading.sessions, "person", "people") + " within " +
         fixed_decimals(radius_px, decimals) + " px (" + percent_text(reading.share) + " of " +
         with_thousands(all_events) + ")";
}

}  // namespace isotherm
