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
  }
  return "classic";
}

std::optional<Ramp> ramp_from(std::string_view name) {
  for (const Ramp ramp : kRamps) {
    if (to_string(ramp) == name) return ramp;
  }
  return std::nullopt;
}

ColorTable opaque_color_table(Ramp ramp) {
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
      return from_stops(kMonoStops);
  }
  return from_stops(kClassicStops);
}

ColorTable color_table(Ramp ramp) {
  ColorTable colors = opaque_color_table(ramp);
  for (size_t i = 0; i < colors.size(); ++i) {
    const double t = std::min(static_cast<double>(i) / 255.0 / kFadeIn, 1.0);
    colors[i].a = static_cast<uint8_t>(255.0 * t * t * (3.0 - 2.0 * t) + 0.5);
  }
  return colors;
}

Rgba sample(const ColorTable& table, double t) {
  if (!(t > 0)) return table.front();  // and NaN
  if (t >= 1) return table.back();
  const double position = t * 255.0;
  const auto index = static_cast<size_t>(position);
  return mix(table[index], table[std::min<size_t>(index + 1, 255)], position - static_cast<double>(index));
}

}  // namespace isotherm
