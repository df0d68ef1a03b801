#pragma once
// Colour ramps.
#include <array>
#include <optional>
#include <string_view>

#include "base/image.h"

namespace isotherm {

enum class Ramp : uint8_t { classic, viridis, inferno, cividis, mono };
inline constexpr std::array kRamps{Ramp::classic, Ramp::viridis, Ramp::inferno, Ramp::cividis, Ramp::mono};
std::string_view to_string(Ramp ramp);
std::optional<Ramp> ramp_from(std::string_view name);

// 256 colours over t = 0..1 (entry i is t = i / 255), linearly interpolated between entries by every
// renderer. Alpha is the layer's visibility before opacity: 0 at t = 0, rising smoothly to 255 at t = kFadeIn
// and staying there, so that the page shows where nothing happened.
inline constexpr double kFadeIn = 0.2;
using ColorTable = std::array<Rgba, 256>;
ColorTable color_table(Ramp ramp);
// The same colours with full alpha: for reach bands and legends.
ColorTable opaque_color_table(Ramp ramp);

// Linear interpolation, rounded to nearest; t is clamped to 0..1.
Rgba sample(const ColorTable& table, double t);

}  // namespace isotherm
