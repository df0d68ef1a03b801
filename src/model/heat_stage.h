#pragma once
// From counts to what a renderer needs of a density layer, redoing only what a change asks for.
#include <memory>
#include <optional>
#include <vector>

#include "model/look.h"
#include "model/scene.h"
#include "model/survey.h"

namespace isotherm {

// What was done since construction.
struct HeatWork {
  uint64_t surveys = 0, blurs = 0;
  uint64_t blurred_cells = 0;  // coefficients computed, for the field and for the survey
};

// What a density is drawn with.
struct HeatRequest {
  double sigma_px = 20;
  HeatLook look;
  std::optional<double> maximum;  // fixed; automatic if absent
};

class HeatStage {
 public:
  // Borrows the counts; to be called whenever they changed.
  void set_counts(const CountGrid& counts, const HeatRequest& request);
  // Starts a survey of the page where radius or scale need one that is not at hand.
  void set_request(const HeatRequest& request);

  const HeatRequest& request() const { return request_; }

  // The survey goes down the whole page. Until it is complete, the automatic maximum is the largest density
  // at the likeliest places, and percentiles and the equalised scale are those of the radius before.
  bool is_exact() const { return survey_.is_complete(); }
  void refine();  // one band
  void finish();

  DensityPeak peak() const { return survey_.peak(); }
  double automatic_maximum() const;
  double maximum() const { return request_.maximum.value_or(automatic_maximum()); }
  const Tone& tone() const { return tone_; }

  // Makes the field answer for the visible part of the page; once that moves with a margin, so that panning
  // on costs nothing.
  void cover(const Rect& visible_page);
  const DensityField& field() const { return field_; }
  uint64_t field_revision() const { return field_revision_; }

  const HeatWork& work() const { return work_; }

 private:
  struct Surveyed {
    double sigma_px = 0;
    DensitySurvey survey;
  };
  SurveyKind needed_survey() const;
  // Whether `survey` is of this radius and says what the scale needs.
  bool answers(double sigma_px, const DensitySurvey& survey) const;
  void start_survey();
  void remember();
  void make_tone();
  Detail detail() const;

  const CountGrid* counts_ = nullptr;
  std::vector<glm::dvec2> likely_;
  HeatRequest request_;
  DensitySurvey survey_;
  double survey_sigma_px_ = 0;
  std::vector<Surveyed> remembered_;  // complete ones of these counts, newest last
  double clip_share_ = 1;             // the percentile's share of the peak, of the newest complete survey
  Tone tone_;

  DensityField field_;
  Rect field_area_;
  double field_sigma_px_ = 0;
  Detail field_detail_ = Detail::standard;
  uint64_t field_revision_ = 0;
  HeatWork work_;
};

}  // namespace isotherm
