#pragma once
// Chance with a seed. Only integers and correctly rounded double operations, so that every target draws the
// same numbers (the distributions of <random> and the transcendental functions of <cmath> differ between
// them).
#include <cstdint>
#include <span>

namespace isotherm {

// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t next();
  double unit();                             // [0, 1)
  double between(double low, double high);   // [low, high)
  int32_t whole(int32_t low, int32_t high);  // low..high, both included
  bool chance(double probability) { return unit() < probability; }
  // Mean 0, variance 1, within +-6: the sum of twelve uniforms less six.
  double normal();
  // An index, each as likely as its weight; the weights' sum must be positive.
  size_t pick(std::span<const int> weights);

 private:
  uint64_t state_;
};

// A new seed from a seed and a counter: streams that share nothing.
uint64_t derived_seed(uint64_t seed, uint64_t counter);

}  // namespace isotherm
