#include "model/ramp.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "model/ramp_tables.h"

namespace isotherm {

namespace {

uint8_t mix(uint8_t from, uint8_t to, double share) {
  return static_cast<uint8_t>(from + (to - from) * share + 0.5);
}

Rgba mix(Rgba from, Rgba to, double share) {
  return {mix(from.r, to.r, share), mix(from.g, to.g, share), mix(from.b, to.b, share),
          mix(from.a, to.a, share)};
}

ColorTable from_published(const std::array<uint32_t, 256>& table) {
  ColorTable colors;
  for (size_t i = 0; i < colors.size(); ++i) {
    const uint32_t rgb = table[i];
    colors[i] = {static_cast<uint8_t>(rgb >> 16), static_cast<uint8_t>(rgb >> 8 & 0xFF),
                 static_cast<uint8_t>(rgb & 0xFF), 255};
  }
  return colors;
}

// Evenly spaced stops, linear in sRGB between them.
ColorTable from_stops(std::span<const Rgba> stops) {
  ColorTable colors;
  for (size_t i = 0; i < colors.size(); ++i) {
    const double position = static_cast<double>(i) * static_cast<double>(stops.size() - 1) / 255.0;
    const size_t index = std::min(static_cast<size_t>(position), stops.size() - 2);
    colors[i] = mix(stops[index], stops[index + 1], position - static_cast<double>(index));
  }
  return colors;
}

// Blue, cyan, lime, yellow, red: the field's usual ramp.
constexpr std::array kClassicStops{Rgba{0, 0, 255}, Rgba{0, 255, 255}, Rgba{0, 255, 0}, Rgba{255, 255, 0},
                                   Rgba{255, 0, 0}};
// One hue (red-orange, 14 degrees) from light to dark, so that it survives greyscale printing.
constexpr std::array kMonoStops{Rgba{254, 229, 217}, Rgba{252, 174, 145}, Rgba{244, 109, 67},
                                Rgba{203, 55, 20}, Rgba{110, 20, 5}};

// From a light tint of the colour to a dark shade of it.
ColorTable from_color(Rgba color) {
  if (color == kMonoColor) return from_stops(kMonoStops);
  const Rgba white{255, 255, 255}, black{0, 0, 0};
  return from_stops(std::array{mix(white, color, 0.15), mix(white, color, 0.5), color, mix(color, black, 0.3),
                               mix(color, black, 0.6)});
}

// Grey, so that reach bands and swatches show an order.
constexpr std::array kFogStops{Rgba{18, 20, 26}, Rgba{232, 234, 240}};
constexpr Rgba kFog{18, 20, 26, 255};

double smoothstep(double t) {
  return t * t * (3.0 - 2.0 * t);
}

uint8_t alpha_of(Ramp ramp, double t) {
  const double visible =
      ramp == Ramp::fog ? 1 - smoothstep(std::min(t / kFogEnd, 1.0)) : smoothstep(std::min(t / kFadeIn, 1.0));
  return static_cast<uint8_t>(255.0 * visible + 0.5);
}

std::optional<uint8_t> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<uint8_t>(c - 'A' + 10);
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Ramp ramp) {
  switch (ramp) {
    case Ramp::classic:
      return "classic";
    case Ramp::viridis:
      return "viridis";
    case Ramp::inferno:
      return "inferno";
    case Ramp::cividis:
      return "cividis";
    case Ramp::mono:
      return "mono";
    case Ramp::fog:
      return "fog";
  }
  return "classic";
}

std::optional<Ramp> ramp_from(std::string_view name) {
  for (const Ramp ramp : kRamps) {
    if (to_string(ramp) == name) return ramp;
  }
  return std::nullopt;
}

ColorTable opaque_color_table(Ramp ramp, Rgba mono_color) {
  switch (ramp) {
    case Ramp::classic:
      return from_stops(kClassicStops);
    case Ramp::viridis:
      return from_published(kViridisTable);
    case Ramp::inferno:
      return from_published(kInfernoTable);
    case Ramp::cividis:
      return from_published(kCividisTable);
    case Ramp::mono:
      return from_color(mono_color);
    case Ramp::fog:
      return from_stops(kFogStops);
  }
  return from_stops(kClassicStops);
}

ColorTable color_table(Ramp ramp, Rgba mono_color) {
  ColorTable colors = opaque_color_table(ramp, mono_color);
  for (size_t i = 0; i < colors.size(); ++i) {
    if (ramp == Ramp::fog) colors[i] = kFog;
    colors[i].a = alpha_of(ramp, static_cast<double>(i) / 255.0);
  }
  return colors;
}

std::string hex_of(Rgba color) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text = "#";
  for (const uint8_t channel : {color.r, color.g, color.b}) {
    text += kDigits[channel >> 4];
    text += kDigits[channel & 15];
  }
  return text;
}

std::optional<Rgba> color_from_hex(std::string_view text) {
  if (!text.empty() && text[0] == '#') text.remove_prefix(1);
  if (text.size() != 6) return std::nullopt;
  std::array<uint8_t, 3> channels{};
  for (size_t i = 0; i < 3; ++i) {
    const auto high = hex_digit(text[2 * i]), low = hex_digit(text[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    channels[i] = static_cast<uint8_t>(*high << 4 | *low);
  }
  return Rgba{channels[0], channels[1], channels[2]};
}

Rgba sample(const ColorTable& table, double t) {
  if (!(t > 0)) return table.front();  // and NaN
  if (t >= 1) return table.back();
  const double position = t * 255.0;
  const auto index = static_cast<size_t>(position);
  return mix(table[index], table[std::min<size_t>(index + 1, 255)], position - static_cast<double>(index));
}

}  // namespace isotherm
