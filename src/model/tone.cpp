#include "model/tone.h"

#include <algorithm>
#include <cmath>

#include "model/portable_math.h"

namespace isotherm {

std::string_view to_string(Scale scale) {
  switch (scale) {
    case Scale::linear:
      return "linear";
    case Scale::log:
      return "log";
    case Scale::clip:
      return "clip";
    case Scale::equalised:
      return "equalised";
  }
  return "linear";
}

std::optional<Scale> scale_from(std::string_view name) {
  for (const Scale scale : kScales) {
    if (to_string(scale) == name) return scale;
  }
  return std::nullopt;
}

double log_position(double share) {
  if (!(share > 0)) return 0;
  if (share >= 1) return 1;
  return log2_of(1 + (kLogRange - 1) * share) / log2_of(kLogRange);
}

double share_at_log_position(double position) {
  const double t = std::clamp(position, 0.0, 1.0);
  // 1000^t = 1 / e^-(t ln 1000)
  constexpr double kLn2 = 0.693147180559945309;
  return (1 / exp_of_minus(t * log2_of(kLogRange) * kLn2) - 1) / (kLogRange - 1);
}

double tone_position(const Tone& tone, double share) {
  if (!(share > 0)) return 0;
  const double position =
      tone.is_logarithmic || !tone.curve.empty() ? log_position(share) : std::min(share, 1.0);
  if (tone.curve.empty()) return position;
  const double place = position * static_cast<double>(tone.curve.size() - 1);
  const auto below = std::min(static_cast<size_t>(place), tone.curve.size() - 2);
  const double from = double{tone.curve[below]}, to = double{tone.curve[below + 1]};
  return from + (to - from) * (place - static_cast<double>(below));
}

double share_at_position(const Tone& tone, double position) {
  double low = 0, high = 1;
  for (int i = 0; i < 50; ++i) {
    const double middle = (low + high) / 2;
    (tone_position(tone, middle) < position ? low : high) = middle;
  }
  return high;
}

double fade_factor(const Tone& tone, double density) {
  if (!(tone.fade_below > 0)) return 1;
  const double f = std::clamp(density / tone.fade_below, 0.0, 1.0);
  return f * f * (3 - 2 * f);
}

}  // namespace isotherm
