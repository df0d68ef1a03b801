#pragma once
// The heat layer on the CPU, row by row: separable evaluation of the B-spline surface, then a colour lookup.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "render/placement.h"

namespace isotherm {

// Densities as steps of a lookup table, fine enough that the steepest ramp changes by less than half a colour
// level from one to the next. Linear scales have even steps from 0 to the maximum; the others, which begin
// steeply, even steps of log(1 + 999 share), taken from the bits of a float: 2,048 for each doubling.
class HeatSteps {
 public:
  static constexpr int kEvenSteps = 16'384;
  explicit HeatSteps(const SceneHeat& heat);

  int count() const { return is_even_ ? kEvenSteps : kLogSteps; }
  // The step of each value; values may be anything, NaN becomes 0.
  void from_densities(std::span<const float> values, std::span<uint16_t> steps) const;
  // The share of the maximum in a step's middle.
  double share(int step) const;

 private:
  static constexpr uint32_t kOneBits = 0x3F80'0000, kLogShift = 12;
  static constexpr int kLogSteps = 20'411;  // to 1000, inclusive
  bool is_even_;
  float factor_;
};

// Steps for one row of view px after another.
class HeatRows {
 public:
  // `area` in view px; the field and heat are borrowed.
  HeatRows(const SceneHeat& heat, const SceneView& view, const ViewRect& area);
  // The steps of view px x0..x1 of the area in row y; false when the whole row is at step 0 (`steps`
  // untouched).
  bool row(int y, std::span<uint16_t> steps);

 private:
  static constexpr size_t kLanes = 4;
  // Px from `column` on that share their four coefficients, at most kLanes. All lanes are computed: those
  // behind the group's end with weights that are not theirs, and the next group overwrites them.
  struct Group {
    uint32_t column = 0;
    uint32_t first = 0;  // coefficient in the padded row
  };
  bool combine(int y);
  void evaluate();

  const DensityField& field_;
  HeatAxes axes_;
  HeatSteps steps_;
  std::vector<Group> groups_;
  std::array<std::vector<float>, 4> weights_;  // per coefficient, then per px; 0 outside the field
  std::vector<float> values_;                  // a group's lanes longer than the area is wide
  std::vector<float> combined_;                // one row of coefficients, padded with zeros on both sides
};

// Weights of the four B-spline coefficients around a fraction 0..1.
std::array<float, 4> cubic_weights(double fraction);

// What to add to a channel that keeps `keep` / 65,536 of itself, in 1/256 levels.
struct HeatBlend {
  uint16_t r = 0, g = 0, b = 0, keep = 0;
};
// One per step.
std::vector<HeatBlend> make_heat_blends(const SceneHeat& heat);
inline uint8_t blend(uint8_t below, uint16_t add, uint16_t keep) {
  return static_cast<uint8_t>(
      ((static_cast<uint32_t>(add) << 8) + below * static_cast<uint32_t>(keep) + 32'768u) >> 16);
}

}  // namespace isotherm
