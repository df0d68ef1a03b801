#pragma once
// How often densities occur on a page: what percentiles and the equalised scale are made from.
#include <cstdint>
#include <vector>

#include "model/density.h"

namespace isotherm {

inline constexpr double kHistogramFloor = 1.0 / 1000;  // of the reference value: less does not count

// Counts samples by value, to within 1/2048 of it. Holds values from 2^-12 to 2^52; less is left out.
class DensityHistogram {
 public:
  DensityHistogram();
  // The density at the centre of each square of spacing_px whose centre lies in columns [0, page.width) and
  // rows [y_begin, y_end) of the page. The spacing is the field's cell or twice that.
  void add(const DensityField& field, int spacing_px, PixelSize page, int y_begin, int y_end);
  void add(float value);
  void clear();

  // The value that a share (0..1) of the samples from `least` on does not exceed; 0 where there are none.
  double percentile(double share, double least) const;
  // Tone::curve of the equalised scale: the share of the samples from maximum / 1000 to the maximum that lie
  // below. No 1/1024 of the logarithmic scale gets more than four times its even share; what that cuts off is
  // spread evenly.
  std::vector<float> equalised(double maximum) const;

 private:
  std::vector<uint32_t> bins_;
};

}  // namespace isotherm
