#include "demo/random.h"

#include <cassert>

namespace isotherm {

uint64_t Random::next() {
  uint64_t z = state_ += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

double Random::unit() {
  return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

double Random::between(double low, double high) {
  return low + (high - low) * unit();
}

int32_t Random::whole(int32_t low, int32_t high) {
  assert(low <= high);
  const auto values = static_cast<uint64_t>(static_cast<int64_t>(high) - low) + 1;
  return static_cast<int32_t>(low + static_cast<int64_t>((next() >> 32) * values >> 32));
}

double Random::normal() {
  double sum = -6;
  for (int i = 0; i < 12; ++i)
    sum += unit();
  return sum;
}

size_t Random::pick(std::span<const int> weights) {
  int sum = 0;
  for (const int weight : weights)
    sum += weight;
  int left = whole(0, sum - 1);
  for (size_t i = 0; i < weights.size(); ++i) {
    left -= weights[i];
    if (left < 0) return i;
  }
  return weights.size() - 1;
}

uint64_t derived_seed(uint64_t seed, uint64_t counter) {
  Random random(seed ^ (counter * 0xD1342543DE82EF95u));
  return random.next();
}

}  // namespace isotherm
