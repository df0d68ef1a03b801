#pragma once
// What a scale needs to know about all of a page, found band by band: the peak, and how often densities
// occur.
#include <optional>
#include <vector>

#include "model/histogram.h"

namespace isotherm {

// The largest density at any CSS pixel centre of the page, and where; of equal ones the topmost, then
// leftmost.
struct DensityPeak {
  double value = 0;
  glm::dvec2 page{0, 0};
};

// Where the largest densities are likely: the centres of the tiles that hold the most weight, most first.
std::vector<glm::dvec2> likely_peaks(const CountGrid& counts);

// What a survey looks for besides the peak. Percentiles need to know how often densities occur; the equalised
// scale needs small ones exactly, too.
enum class SurveyKind : uint8_t { peak, histogram, fine_histogram };

// A walk down a page. start() looks at a few likely places, whatever the page's size, so that a good lower
// bound of the peak is known at once; each step() examines one more band. When it is complete, peak and
// histogram are exact (as far as the detail goes) and do not depend on the places. Memory does not grow with
// the page's height.
class DensitySurvey {
 public:
  DensitySurvey();
  // `counts` is borrowed until the walk is complete. `likely`: where to look first.
  void start(const CountGrid& counts, double sigma_px, SurveyKind kind,
             const std::vector<glm::dvec2>& likely);
  bool is_complete() const { return y_ >= page_height_; }
  void step();
  void finish();

  const DensityPeak& peak() const { return peak_; }  // of what has been seen
  SurveyKind kind() const { return kind_; }
  // Not of kind `peak`.
  const DensityHistogram& histogram() const { return *histogram_; }  // of what has been seen
  // Coefficients computed since construction: what a change cost.
  uint64_t blurred_cells() const { return blurred_cells_; }

 private:
  void look_at(glm::dvec2 page);
  Detail detail() const { return kind_ == SurveyKind::fine_histogram ? Detail::fine : Detail::standard; }

  const CountGrid* counts_ = nullptr;
  double sigma_px_ = 1;
  SurveyKind kind_ = SurveyKind::peak;
  int y_ = 0, page_height_ = 0;
  DensityPeak peak_;
  std::optional<DensityHistogram> histogram_;
  uint64_t blurred_cells_ = 0;
};

DensityPeak find_peak(const CountGrid& counts, double sigma_px);

}  // namespace isotherm
