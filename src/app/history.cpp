#include "app/history.h"

namespace isotherm {

void SettingsHistory::record(const PictureSettings& before, uint64_t gesture) {
  const bool continues = gesture != 0 && gesture == gesture_ && !past_.empty();
  gesture_ = gesture;
  future_.clear();
  if (continues) return;
  if (past_.size() == kMaxSteps) past_.erase(past_.begin());
  past_.push_back(before);
}

std::optional<PictureSettings> SettingsHistory::undo(const PictureSettings& current) {
  if (past_.empty()) return std::nullopt;
  gesture_ = 0;
  future_.push_back(current);
  const auto settings = past_.back();
  past_.pop_back();
  return settings;
}

std::optional<PictureSettings> SettingsHistory::redo(const PictureSettings& current) {
  if (future_.empty()) return std::nullopt;
  gesture_ = 0;
  past_.push_back(current);
  const auto settings = future_.back();
  future_.pop_back();
  return settings;
}

void SettingsHistory::clear() {
  past_.clear();
  future_.clear();
  gesture_ = 0;
}

}  // namespace isotherm
