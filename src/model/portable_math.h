#pragma once
// Functions that the C library rounds differently from one target to the next, here with + - * / and sqrt
// only: the same values everywhere. Relative errors are below 1e-12 in the stated ranges.

namespace isotherm {

// e^-x, x >= 0.
double exp_of_minus(double x);
// log2(x), x > 0 and finite.
double log2_of(double x);
// cos(2 pi x), |x| < 2^31.
double cos_of_turns(double x);

}  // namespace isotherm
