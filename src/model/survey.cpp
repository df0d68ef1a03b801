#include "model/survey.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/spline.h"

namespace isotherm {

namespace {

constexpr int kBandCells = 1 << 16;  // a step of some milliseconds
constexpr int kMinBandRows = 128;
// Rounding in the evaluation may exceed the largest coefficient by this much at most.
constexpr double kBoundSlack = 1 + 1e-9;

// One band of the page: the pixels whose centres lie between four coefficients each way form a patch, and a
// B-spline surface never exceeds the largest of its sixteen coefficients there.
class BandSearch {
 public:
  BandSearch(const DensityField& field, PixelSize page, int y_begin, int y_end)
      : field_(field), page_(page), y_begin_(y_begin), y_end_(y_end) {
    for (int offset = 0; offset < field.cell_px; ++offset) {
      weights_.push_back(spline_weights(first_fraction() + static_cast<double>(offset) / field.cell_px));
    }
  }

  void improve(DensityPeak& best) {
    if (!can_improve(largest(field_.coefficients), best)) return;
    fold_maxima();
    // The most promising patch first: it makes nearly all others hopeless.
    const auto top = std::find(bounds_.begin(), bounds_.end(), largest(bounds_)) - bounds_.begin();
    search_patch(static_cast<int>(top % field_.columns), static_cast<int>(top / field_.columns), best);
    for (int row = 0; row + 4 <= field_.rows; ++row) {
      const float* bounds = bounds_.data() + index(0, row);
      for (int column = 0; column + 4 <= field_.columns; ++column) {
        if (can_improve(bounds[column], best)) search_patch(column, row, best);
      }
    }
  }

 private:
  size_t index(int column, int row) const {
    return static_cast<size_t>(row) * static_cast<size_t>(field_.columns) + static_cast<size_t>(column);
  }

  static bool can_improve(float bound, const DensityPeak& best) {
    return bound > 0 && double{bound} * kBoundSlack >= best.value;
  }

  // Sixteen running maxima, so that the loop needs no reordering to be done in vectors.
  static float largest(const std::vector<float>& values) {
    std::array<float, 16> most{};
    size_t i = 0;
    for (; i + most.size() <= values.size(); i += most.size()) {
      for (size_t j = 0; j < most.size(); ++j)
        most[j] = most[j] < values[i + j] ? values[i + j] : most[j];
    }
    for (; i < values.size(); ++i)
      most[0] = std::max(most[0], values[i]);
    return *std::max_element(most.begin(), most.end());
  }

  // bounds_[column, row] becomes the largest of the 4 x 4 coefficients from there; 0 where there are fewer.
  void fold_maxima() {
    bounds_ = field_.coefficients;
    const auto stride = static_cast<size_t>(field_.columns);
    for (int row = 0; row < field_.rows; ++row) {
      float* line = bounds_.data() + index(0, row);
      for (size_t x = 0; x + 3 < stride; ++x) {
        line[x] = std::max(std::max(line[x], line[x + 1]), std::max(line[x + 2], line[x + 3]));
      }
      std::fill(line + std::max<size_t>(stride, 3) - 3, line + stride, 0.0f);
    }
    for (int row = 0; row + 3 < field_.rows; ++row) {
      float* line = bounds_.data() + index(0, row);
      for (size_t x = 0; x < stride; ++x) {
        line[x] = std::max(std::max(line[x], line[x + stride]),
                           std::max(line[x + 2 * stride], line[x + 3 * stride]));
      }
    }
    if (field_.rows >= 3) std::fill(bounds_.end() - static_cast<ptrdiff_t>(3 * stride), bounds_.end(), 0.0f);
  }

  // A pixel centre's distance behind its patch's second coefficient, for the patch's first pixel, in cells.
  double first_fraction() const { return field_.cell_px == 1 ? 0.0 : 0.5 / field_.cell_px; }
  // The first pixel of the patch whose first coefficient is `cell`: coefficients lie at (cell + 0.5) *
  // cell_px.
  int first_pixel(int cell) const { return (cell + 1) * field_.cell_px + field_.cell_px / 2; }

  void search_patch(int column, int row, DensityPeak& best) const {
    const int x0 = first_pixel(field_.x0_cell + column), y0 = first_pixel(field_.y0_cell + row);
    const float* corner = field_.coefficients.data() + index(column, row);
    const auto stride = static_cast<size_t>(field_.columns);
    for (int y = std::max(y0, y_begin_); y < std::min(y0 + field_.cell_px, y_end_); ++y) {
      for (int x = std::max(x0, 0); x < std::min(x0 + field_.cell_px, page_.width); ++x) {
        const double value = spline_value(corner, stride, weights_[static_cast<size_t>(x - x0)],
                                          weights_[static_cast<size_t>(y - y0)]);
        const glm::dvec2 center{x + 0.5, y + 0.5};
        if (value > best.value || (value == best.value && value > 0 && is_before(center, best.page))) {
          best = {value, center};
        }
      }
    }
  }

  // Of equal values the topmost, then leftmost is the peak.
  static bool is_before(glm::dvec2 a, glm::dvec2 b) { return a.y < b.y || (a.y == b.y && a.x < b.x); }

  const DensityField& field_;
  PixelSize page_;
  int y_begin_, y_end_;
  std::vector<float> bounds_;
  std::vector<std::array<double, 4>> weights_;  // per pixel of a patch
};

// Whether anything fell into the rows [y_begin, y_end).
bool has_counts(const CountGrid& counts, int y_begin, int y_end) {
  const int first = std::max(y_begin, 0) / CountGrid::kTilePx;
  const int last = std::min((y_end + CountGrid::kTilePx - 1) / CountGrid::kTilePx, counts.tile_rows());
  for (int row = first; row < last; ++row) {
    for (int column = 0; column < counts.tile_columns(); ++column) {
      if (counts.has_tile(column, row)) return true;
    }
  }
  return false;
}

// Taps and splines end within 5.5 sigma and five cells.
int reach_px(double sigma_px, int cell_px) {
  return static_cast<int>(5.5 * sigma_px) + 5 * cell_px;
}

constexpr size_t kMostLikely = 8;

}  // namespace

std::vector<glm::dvec2> likely_peaks(const CountGrid& counts) {
  std::vector<std::pair<uint64_t, glm::dvec2>> tiles;
  const auto is_heavier = [](const auto& a, const auto& b) { return a.first > b.first; };
  for (int row = 0; row < counts.tile_rows(); ++row) {
    for (int column = 0; column < counts.tile_columns(); ++column) {
      const uint64_t total = counts.tile_total(column, row);
      if (total == 0 || (tiles.size() == kMostLikely && total <= tiles.back().first)) continue;
      const glm::dvec2 center = (glm::dvec2(column, row) + 0.5) * double{CountGrid::kTilePx};
      if (tiles.size() == kMostLikely) tiles.pop_back();
      tiles.insert(std::upper_bound(tiles.begin(), tiles.end(), std::pair{total, center}, is_heavier),
                   {total, center});
    }
  }
  std::vector<glm::dvec2> centers;
  for (const auto& [total, center] : tiles)
    centers.push_back(center);
  return centers;
}

DensitySurvey::DensitySurvey() = default;

void DensitySurvey::start(const CountGrid& counts, double sigma_px, SurveyKind kind,
                          const std::vector<glm::dvec2>& likely) {
  counts_ = &counts;
  sigma_px_ = sigma_px;
  peak_ = {};
  kind_ = kind;
  if (kind == SurveyKind::peak) {
    histogram_.reset();
  } else if (histogram_) {
    histogram_->clear();
  } else {
    histogram_.emplace();
  }
  y_ = 0;
  page_height_ = counts.total() == 0 ? 0 : counts.page_px().height;
  for (const glm::dvec2 page : likely)
    look_at(page);
}

void DensitySurvey::look_at(glm::dvec2 page) {
  constexpr double kHalf = CountGrid::kTilePx / 2;
  const DensityField field =
      blur(*counts_, sigma_px_, {page.x - kHalf, page.y - kHalf, page.x + kHalf, page.y + kHalf}, detail());
  if (field.empty()) return;
  blurred_cells_ += field.coefficients.size();
  BandSearch(field, counts_->page_px(), 0, counts_->page_px().height).improve(peak_);
}

void DensitySurvey::step() {
  if (is_complete()) return;
  const PixelSize page = counts_->page_px();
  const int cell_px = cell_size_for(sigma_px_, detail());
  const int columns = page.width / cell_px + 4;
  const int band_px = std::max(kBandCells / columns, kMinBandRows) * cell_px;
  const int y_begin = y_;
  y_ = y_begin + std::min(band_px, page.height - y_begin);
  const int reach = reach_px(sigma_px_, cell_px);
  if (!has_counts(*counts_, y_begin - reach, y_ + reach)) return;
  const DensityField field = blur(
      *counts_, sigma_px_,
      {0, static_cast<double>(y_begin), static_cast<double>(page.width), static_cast<double>(y_)}, detail());
  blurred_cells_ += field.coefficients.size();
  BandSearch(field, page, y_begin, y_).improve(peak_);
  if (histogram_) histogram_->add(field, cell_size_for(sigma_px_), page, y_begin, y_);
}

void DensitySurvey::finish() {
  while (!is_complete())
    step();
}

DensityPeak find_peak(const CountGrid& counts, double sigma_px) {
  DensitySurvey survey;
  survey.start(counts, sigma_px, SurveyKind::peak, {});
  survey.finish();
  return survey.peak();
}

}  // namespace isotherm
