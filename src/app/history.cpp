#include "app/history.h"

namespace isotherm {

void SettingsHistory::record(const HistoryStep& before, uint64_t gesture) {
  const bool continues = gesture != 0 && gesture == gesture_ && !past_.empty();
  gesture_ = gesture;
  future_.clear();
  if (continues) return;
  if (past_.size() == kMaxSteps) past_.erase(past_.begin());
  past_.push_back(before);
}

std::optional<HistoryStep> SettingsHistory::undo(const HistoryStep& current) {
  if (past_.empty()) return std::nullopt;
  gesture_ = 0;
  future_.push_back(current);
  const auto step = past_.back();
  past_.pop_back();
  return step;
}

std::optional<HistoryStep> SettingsHistory::redo(const HistoryStep& current) {
  if (future_.empty()) return std::nullopt;
  gesture_ = 0;
  past_.push_back(current);
  const auto step = future_.back();
  future_.pop_back();
  return step;
}

void SettingsHistory::set_regions(const std::vector<PageRegion>& regions) {
  for (auto* steps : {&past_, &future_}) {
    for (HistoryStep& step : *steps)
      step.regions = regions;
  }
}

void SettingsHistory::clear() {
  past_.clear();
  future_.clear();
  gesture_ = 0;
}

}  // namespace isotherm
