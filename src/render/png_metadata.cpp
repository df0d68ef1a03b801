#include "render/png_metadata.h"

#include <algorithm>
#include <cstdio>

#include "model/condition_text.h"
#include "model/data_checksum.h"

namespace isotherm {
namespace {

// tEXt knows Latin-1 only, and no control characters.
std::string latin1_from(std::string_view utf8) {
  std::string text;
  for (size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x80) {
      text += byte < 0x20 || byte == 0x7F ? ' ' : static_cast<char>(byte);
    } else if ((byte == 0xC2 || byte == 0xC3) && i + 1 < utf8.size()) {  // U+0080..U+00FF
      text += static_cast<char>((byte & 3) << 6 | (static_cast<unsigned char>(utf8[++i]) & 0x3F));
    } else if (byte >= 0xC0) {
      text += '?';
    }
  }
  return text;
}

std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.10g", value);
  return text;
}

// Every number that a second run needs for the same picture.
std::string settings_text(const Picture& picture, const PictureSettings& settings) {
  std::string text = "layer " + std::string(to_string(settings.layer));
  text += "; device " + std::string(to_string(settings.device));
  if (!is_row_layer(settings.layer) || !picture.overlay_densities().empty()) {
    text += "; radius " + number(settings.radius_px) + " px (2 sigma, Gaussian)";
    text += "; scale " + std::string(to_string(settings.look.scale));
    if (settings.look.scale == Scale::clip) text += " at percentile " + number(settings.look.clip_percent);
  }
  if (!is_row_layer(settings.layer)) {
    text += "; scale maximum " + number(picture.maximum()) + (settings.maximum ? " (fixed)" : " (automatic)");
  } else {
    text += "; of " + std::string(to_string(settings.scroll.unit));
    if (settings.layer != Layer::attention)
      text += "; reference line " + std::string(to_string(settings.scroll.line));
    text += "; depth in " + std::string(to_string(settings.scroll.depth));
    text += "; fold " + std::string(to_string(settings.scroll.fold));
    if (settings.layer == Layer::attention)
      text += "; exposure of at least " + std::to_string(settings.scroll.min_exposure_ms) + " ms";
    if (settings.scroll.container) text += "; inside " + container_name(*settings.scroll.container);
    if (settings.layer != Layer::scroll)
      text +=
          "; scale maximum " + number(picture.maximum()) + (settings.maximum ? " (fixed)" : " (automatic)");
  }
  text += "; ramp " + std::string(to_string(settings.ramp));
  if (settings.ramp == Ramp::mono) text += " " + hex_of(settings.look.mono_color);
  if (settings.look.fade_below > 0) text += "; fades below " + number(settings.look.fade_below);
  if (settings.look.shows_contours) text += "; contours";
  if (!settings.overlays.empty()) text += "; overlays " + to_text(settings.overlays);
  for (const PointHeat* over : picture.overlay_densities())
    text += "; maximum of the " + std::string(to_string(over->layer())) + " over it " +
            number(over->stage().maximum());
  text += "; opacity " + number(opacity_in_force(settings));
  text += "; dimming " + number(settings.dimming);
  if (settings.time_from_ms) text += "; from " + std::to_string(*settings.time_from_ms) + " ms";
  if (settings.time_to_ms) text += "; to " + std::to_string(*settings.time_to_ms) + " ms";
  if (settings.age_from_ms) text += "; since open from " + std::to_string(*settings.age_from_ms) + " ms";
  if (settings.age_to_ms) text += "; since open to " + std::to_string(*settings.age_to_ms) + " ms";
  if (settings.clicks != ClickChoice::all) text += "; clicks " + std::string(to_string(settings.clicks));
  if (settings.fixed != FixedPlane::hidden) text += "; fixed " + std::string(to_string(settings.fixed));
  const std::string filters = describe(settings.conditions);
  if (!filters.empty()) text += "; filters: " + filters;
  return text;
}

// What a layer's colours stand for, in a sentence; docs/definitions.md says the rest.
std::string definition_of(Layer layer) {
  switch (layer) {
    case Layer::clicks:
    case Layer::moves:
      return std::string("density of ") + std::string(to_string(layer)) + " at a point: the sum over all " +
             (layer == Layer::clicks ? "clicks"
                                     : "pointer samples, weighted by dwell in ms (at most 1000 each),") +
             " of exp(-d^2 / (2 sigma^2)), d the distance to the middle of the event's page px; sigma is "
             "half the radius";
    case Layer::scroll:
      return "reach of a row: the share whose reference line was ever at the row or below it";
    case Layer::attention:
      return "attention of a row: the time that it was on screen while its reader was active, divided by the "
             "number of readers";
    case Layer::drop_off:
      return "drop-off of a band of 50 px: how many had their reference line there when they left";
  }
  return {};
}

std::string definitions_text(const Picture& picture, Layer layer) {
  std::string text = definition_of(layer);
  for (const PointHeat* over : picture.overlay_densities())
    text += "; " + definition_of(over->layer());
  return text;
}

std::string checksum_text(const Recording& recording, const Picture& picture, Layer layer) {
  char checksum[17];
  std::snprintf(checksum, sizeof checksum, "%016llx",
                static_cast<unsigned long long>(data_checksum(recording, picture, layer)));
  return std::string("checksum ") + checksum;
}

std::string data_text(const Recording& recording, const Picture& picture, const PictureSettings& settings) {
  const Selection& selection = picture.selection();
  std::string text = "sessions " + std::to_string(selection.sessions) + "; page views " +
                     std::to_string(selection.page_views);
  if (!is_row_layer(settings.layer)) text += "; events " + std::to_string(picture.events());
  text += "; " + checksum_text(recording, picture, settings.layer);
  for (const PointHeat* over : picture.overlay_densities())
    text += "; " + std::string(to_string(over->layer())) + " over it: events " +
            std::to_string(over->counts().events());
  // What is drawn over the layer, whether as density, dots or lines.
  std::vector<Layer> drawn;
  for (const OverlaySettings& overlay : settings.overlays) {
    const Layer layer = layer_of(overlay.kind);
    if (is_row_layer(layer) || std::find(drawn.begin(), drawn.end(), layer) != drawn.end()) continue;
    drawn.push_back(layer);
    text += "; " + std::string(to_string(layer)) + " over it: " + checksum_text(recording, picture, layer);
  }
  return text;
}

}  // namespace

std::vector<PngText> png_metadata(const Recording& recording, const Picture& picture,
                                  const PictureSettings& settings) {
  std::vector<PngText> texts{{"Title", latin1_from(picture.title())},
                             {"Description", latin1_from(picture.sample_line())}};
  if (settings.page < recording.catalog.pages.size()) {
    texts.push_back({"Source", latin1_from(recording.catalog.pages[settings.page].url)});
  }
  texts.push_back({"Comment", latin1_from(settings_text(picture, settings))});
  texts.push_back({"Definitions", definitions_text(picture, settings.layer)});
  texts.push_back({"Data", data_text(recording, picture, settings)});
  texts.push_back({"Software", "Isotherm " ISOTHERM_VERSION});
  return texts;
}

}  // namespace isotherm
