#include "model/portable_math.h"

#include <cmath>
#include <numbers>

namespace isotherm {

// Taylor of x / 1024, squared ten times.
double exp_of_minus(double x) {
  const double small = x / 1024;
  double term = 1, sum = 1;
  for (int n = 1; n <= 12; ++n) {
    term *= -small / n;
    sum += term;
  }
  for (int n = 0; n < 10; ++n)
    sum *= sum;
  return sum;
}

// x = m 2^e with m within a factor sqrt(2) of 1; log2(m) = 2 / ln 2 * atanh((m - 1) / (m + 1)).
double log2_of(double x) {
  int exponent = 0;
  double m = std::frexp(x, &exponent);  // exact
  if (m < std::numbers::sqrt2 / 2) {
    m *= 2;
    --exponent;
  }
  const double s = (m - 1) / (m + 1), square = s * s;
  double power = s, sum = 0;
  for (int n = 1; n <= 21; n += 2) {
    sum += power / n;
    power *= square;
  }
  return exponent + 2 / std::numbers::ln2 * sum;
}

double cos_of_turns(double x) {
  double turns = std::abs(x - std::floor(x + 0.5));  // 0 .. 1/2, exact
  const double sign = turns > 0.25 ? -1 : 1;
  if (turns > 0.25) turns = 0.5 - turns;
  const double angle = 2 * std::numbers::pi * turns, square = angle * angle;
  double term = 1, sum = 1;
  for (int n = 1; n <= 12; ++n) {
    term *= -square / ((2 * n - 1) * (2 * n));
    sum += term;
  }
  return sign * sum;
}

}  // namespace isotherm
