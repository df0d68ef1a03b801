#include "render/png_metadata.h"

#include <cstdio>

#include "model/condition_text.h"

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
  if (!is_row_layer(settings.layer)) {
    text += "; radius " + number(settings.radius_px) + " px (2 sigma, Gaussian)";
    text += "; scale " + std::string(to_string(settings.look.scale));
    if (settings.look.scale == Scale::clip) text += " at percentile " + number(settings.look.clip_percent);
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
  text += "; opacity " + number(settings.opacity.value_or(is_row_layer(settings.layer) ? 0.5 : 0.8));
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

}  // namespace

std::vector<PngText> png_metadata(const Recording& recording, const Picture& picture,
                                  const PictureSettings& settings) {
  std::vector<PngText> texts{{"Title", latin1_from(picture.title())},
                             {"Description", latin1_from(picture.sample_line())}};
  if (settings.page < recording.catalog.pages.size()) {
    texts.push_back({"Source", latin1_from(recording.catalog.pages[settings.page].url)});
  }
  texts.push_back({"Comment", latin1_from(settings_text(picture, settings))});
  texts.push_back({"Software", "Isotherm"});
  return texts;
}

}  // namespace isotherm
