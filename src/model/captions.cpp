#include "model/captions.h"

#include "model/condition_text.h"

namespace isotherm {

namespace {

std::string_view clicks_title(ClickChoice clicks) {
  switch (clicks) {
    case ClickChoice::all:
      return "Clicks";
    case ClickChoice::first:
      return "First clicks";
    case ClickChoice::last:
      return "Last clicks";
    case ClickChoice::touch:
      return "Taps";
    case ClickChoice::rage:
      return "Rage clicks";
  }
  return "Clicks";
}

std::string_view layer_title(Layer layer, ClickChoice clicks) {
  switch (layer) {
    case Layer::clicks:
      return clicks_title(clicks);
    case Layer::moves:
      return "Mouse moves";
    case Layer::scroll:
      return "Scroll reach";
    case Layer::attention:
      return "Attention";
    case Layer::drop_off:
      return "Drop-off";
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
                          const std::string& url, ClickChoice clicks,
                          const std::vector<const PointHeat*>& overlays) {
  std::string what(layer_title(layer, clicks));
  for (size_t i = 0; i < overlays.size(); ++i) {
    std::string over(layer_title(overlays[i]->layer(), clicks));
    over.front() = static_cast<char>(over.front() - 'A' + 'a');
    what += (i + 1 == overlays.size() ? " and " : ", ") + over;
  }
  return what + ", " + device_text(device, screenshot_css_width) + ": " + url;
}

std::string sample_text(const Sample& sample) {
  const Selection& selection = *sample.selection;
  std::string text = counted(selection.sessions, "session", "sessions") + ", " +
                     counted(selection.page_views, "page view", "page views");
  if (!is_row_layer(sample.layer)) text += ", " + counted_points(sample.layer, sample.events);

  const bool places_fixed = sample.filter != nullptr && sample.filter->fixed != FixedPlane::hidden;
  if (places_fixed && sample.fixed_points > 0)
    text += " (" + with_thousands(sample.fixed_points) + " of them on fixed elements)";
  for (size_t i = 0; i < sample.overlays.size(); ++i) {
    const PointHeat& over = *sample.overlays[i];
    text += (i == 0 ? "; over it " : " and ") + counted_points(over.layer(), over.counts().events());
  }

  std::string left_out;
  const auto add = [&](uint64_t count, std::string what) {
    if (count > 0) left_out += (left_out.empty() ? "" : ", ") + what;
  };
  const auto add_page_views = [&](uint64_t count, const char* reason) {
    add(count, counted(count, "page view", "page views") + reason);
  };
  add_page_views(selection.left_out_device, " on other devices");
  add_page_views(selection.left_out_width, " of other or unknown widths");
  add_page_views(selection.left_out_conditions, " that the filters leave out");
  add_page_views(selection.left_out_time, " outside the time range");
  if (!places_fixed)
    add(sample.fixed_points, counted_points(sample.layer, sample.fixed_points) + " on fixed elements");
  add(sample.outside_page, counted_points(sample.layer, sample.outside_page) + " outside the page");
  for (const PointHeat* over : sample.overlays) {
    if (!places_fixed)
      add(over->fixed_points(), counted_points(over->layer(), over->fixed_points()) + " on fixed elements");
    add(over->counts().outside(),
        counted_points(over->layer(), over->counts().outside()) + " outside the page");
  }
  if (!left_out.empty()) text += "; left out: " + left_out;
  const std::string asked = sample.filter ? describe(sample.filter->conditions) : std::string();
  if (!asked.empty()) text += "; filters: " + asked;
  if (sample.is_saturated) text += "; a pixel's sum reached its limit of 4,294,967,295";
  return text;
}

std::string hover_text(Layer layer, const HoverReading& reading, uint64_t all_events, double radius_px) {
  std::string text = counted_points(layer, reading.events);
  if (layer == Layer::moves) text += " (" + duration_text(reading.weight) + ")";
  const int decimals = radius_px == static_cast<double>(static_cast<int>(radius_px)) ? 0 : 1;
  return text + " by " + counted(reading.sessions, "person", "people") + " within " +
         fixed_decimals(radius_px, decimals) + " px (" + percent_text(reading.share) + " of " +
         with_thousands(all_events) + ")";
}

}  // namespace isotherm
