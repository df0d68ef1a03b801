#include "model/heat_stage.h"

#include <algorithm>
#include <utility>

#include "model/revision.h"

namespace isotherm {

namespace {

constexpr double kMargin = 0.5;  // of the visible size, on every side
constexpr size_t kMostRemembered = 8;
constexpr double kFineFrom = 4;  // peak over maximum from which the standard detail would show

bool contains(const Rect& outer, const Rect& inner) {
  return inner.x0 >= outer.x0 && inner.y0 >= outer.y0 && inner.x1 <= outer.x1 && inner.y1 <= outer.y1;
}

}  // namespace

void HeatStage::set_counts(const CountGrid& counts, const HeatRequest& request) {
  request_ = request;
  counts_ = &counts;
  likely_ = likely_peaks(counts);
  remembered_.clear();
  field_area_ = {};
  start_survey();
  make_tone();
}

SurveyKind HeatStage::needed_survey() const {
  switch (request_.look.scale) {
    case Scale::linear:
    case Scale::log:
      return SurveyKind::peak;
    case Scale::clip:
      return SurveyKind::histogram;
    case Scale::equalised:
      return SurveyKind::fine_histogram;
  }
  return SurveyKind::peak;
}

bool HeatStage::answers(double sigma_px, const DensitySurvey& survey) const {
  const SurveyKind needed = needed_survey();
  const bool has_more = needed == SurveyKind::peak && survey.kind() == SurveyKind::histogram;
  return sigma_px == request_.sigma_px && (survey.kind() == needed || has_more);
}

void HeatStage::set_request(const HeatRequest& request) {
  request_ = request;
  if (!answers(survey_sigma_px_, survey_)) start_survey();
  make_tone();
}

void HeatStage::start_survey() {
  if (counts_ == nullptr) return;
  survey_sigma_px_ = request_.sigma_px;
  const auto found = std::find_if(remembered_.begin(), remembered_.end(), [&](const Surveyed& entry) {
    return answers(entry.sigma_px, entry.survey);
  });
  if (found != remembered_.end()) {
    survey_ = found->survey;
    return;
  }
  std::vector<glm::dvec2> likely = likely_;
  if (survey_.peak().value > 0) likely.push_back(survey_.peak().page);
  const uint64_t cells_before = survey_.blurred_cells();
  survey_.start(*counts_, request_.sigma_px, needed_survey(), likely);
  work_.blurred_cells += survey_.blurred_cells() - cells_before;
  ++work_.surveys;
  if (survey_.is_complete()) remember();
}

void HeatStage::refine() {
  if (is_exact()) return;
  const uint64_t cells_before = survey_.blurred_cells();
  survey_.step();
  work_.blurred_cells += survey_.blurred_cells() - cells_before;
  if (is_exact()) remember();
  make_tone();
}

void HeatStage::finish() {
  while (!is_exact())
    refine();
}

void HeatStage::remember() {
  if (remembered_.size() == kMostRemembered) remembered_.erase(remembered_.begin());
  remembered_.push_back({request_.sigma_px, survey_});
}

double HeatStage::automatic_maximum() const {
  const double peak = survey_.peak().value;
  if (!(peak > 0)) return 1;
  return request_.look.scale == Scale::clip ? peak * clip_share_ : peak;
}

void HeatStage::make_tone() {
  const HeatLook& look = request_.look;
  tone_.is_logarithmic = look.scale == Scale::log;
  tone_.fade_below = look.fade_below;
  const double peak = survey_.peak().value;
  if (look.scale == Scale::clip && is_exact() && peak > 0) {
    const double value = survey_.histogram().percentile(look.clip_percent / 100, peak * kHistogramFloor);
    clip_share_ = value > 0 ? std::min(value / peak, 1.0) : 1;
  }
  if (look.scale != Scale::equalised) {
    tone_.curve.clear();
  } else if (is_exact()) {
    tone_.curve = survey_.histogram().equalised(maximum());
  } else if (tone_.curve.empty()) {
    tone_.is_logarithmic = true;  // the nearest to it that needs no survey
  }
}

Detail HeatStage::detail() const {
  const Scale scale = request_.look.scale;
  const bool stretches = scale == Scale::log || scale == Scale::equalised;
  return stretches || survey_.peak().value > kFineFrom * maximum() ? Detail::fine : Detail::standard;
}

void HeatStage::cover(const Rect& visible_page) {
  const bool is_same = field_sigma_px_ == request_.sigma_px && field_detail_ == detail();
  if (is_same && contains(field_area_, visible_page)) return;
  // What changes while the page stays put, as while a slider is dragged, is seen nowhere else.
  const double margin = is_same && !field_area_.empty() ? kMargin : 0;
  const double dx = visible_page.width() * margin, dy = visible_page.height() * margin;
  const PixelSize page_px = counts_->page_px();
  const Rect page{0, 0, static_cast<double>(page_px.width), static_cast<double>(page_px.height)};
  field_area_ = intersection(
      {visible_page.x0 - dx, visible_page.y0 - dy, visible_page.x1 + dx, visible_page.y1 + dy}, page);
  field_sigma_px_ = request_.sigma_px;
  field_detail_ = detail();
  field_ = blur(*counts_, field_sigma_px_, field_area_, field_detail_);
  field_revision_ = next_revision();
  ++work_.blurs;
  work_.blurred_cells += field_.coefficients.size();
}

}  // namespace isotherm
