#pragma once
// Colour ramps.
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/image.h"

namespace isotherm {

// fog: the page lies under a dark fog that lifts where something happened.
enum class Ramp : uint8_t { classic, viridis, inferno, cividis, mono, fog };
inline constexpr std::array kRamps{Ramp::classic, Ramp::viridis, Ramp::inferno,
                                   Ramp::cividis, Ramp::mono,    Ramp::fog};
std::string_view to_string(Ramp ramp);
std::optional<Ramp> ramp_from(std::string_view name);

// 256 colours over t = 0..1 (entry i is t = i / 255), linearly interpolated between entries by every
// renderer. Alpha is the layer's visibility before opacity: 0 at t = 0, rising smoothly to 255 at t = kFadeIn
// and staying there, so that the page shows where nothing happened. Fog is the other way round: 255 at t = 0,
// falling smoothly to 0 at t = kFogEnd.
inline constexpr double kFadeIn = 0.2, kFogEnd = 0.6;
inline constexpr Rgba kMonoColor{244, 109, 67, 255};  // of Ramp::mono, unless another is chosen
using ColorTable = std::array<Rgba, 256>;
ColorTable color_table(Ramp ramp, Rgba mono_color = kMonoColor);
// The same colours with full alpha: for reach bands and swatches. Fog: from dark to light grey.
ColorTable opaque_color_table(Ramp ramp, Rgba mono_color = kMonoColor);
// "#f46d43"; the other way also without "#" and with capitals.
std::string hex_of(Rgba color);
std::optional<Rgba> color_from_hex(std::string_view text);

// Linear interpolation, rounded to nearest; t is clamped to 0..1.
Rgba sample(const ColorTable& table, double t);

}  // namespace isotherm
