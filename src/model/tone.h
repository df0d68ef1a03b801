#pragma once
// Scales: from a density to a position on the colour ramp.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace isotherm {

//   linear     position = density / maximum
//   log        three decades: position = log(1 + 999 density / maximum) / log(1000)
//   clip       linear; the automatic maximum is a percentile of the densities instead of the largest
//   equalised  position = share of the sampled page (of what has 1/1000 of the maximum or more) that is less
//              dense, with a limit to how much a difference is stretched (histogram.h)
enum class Scale : uint8_t { linear, log, clip, equalised };
inline constexpr std::array kScales{Scale::linear, Scale::log, Scale::clip, Scale::equalised};
std::string_view to_string(Scale scale);
std::optional<Scale> scale_from(std::string_view name);

inline constexpr double kLogRange = 1000;  // the logarithmic scale's first decade begins at maximum / this

// How a share of the maximum becomes a position on the ramp; both 0..1.
struct Tone {
  bool is_logarithmic = false;
  std::vector<float> curve;  // the position at log_position i / (size - 1); empty: the position itself
  double fade_below = 0;     // densities below fade out, to nothing at 0; 0 = off

  friend bool operator==(const Tone&, const Tone&) = default;
};

// log(1 + 999 share) / log(1000), and its inverse. Clamped to 0..1.
double log_position(double share);
double share_at_log_position(double position);
// Position on the ramp.
double tone_position(const Tone& tone, double share);
// The least share of the maximum with that position.
double share_at_position(const Tone& tone, double position);
// Factor 0..1 on the layer's visibility: smooth from 0 at 0 to 1 at fade_below.
double fade_factor(const Tone& tone, double density);

}  // namespace isotherm
