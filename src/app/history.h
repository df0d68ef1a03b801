#pragma once
#include <optional>
#include <vector>

#include "model/picture.h"

namespace isotherm {

// Undo and redo of picture settings.
class SettingsHistory {
 public:
  static constexpr size_t kMaxSteps = 200;

  // `before` is left for something else. The same gesture (not 0) as the last call's: part of the same step.
  void record(const PictureSettings& before, uint64_t gesture);
  // What to go back (forward) to; `current` becomes the step to redo (undo).
  std::optional<PictureSettings> undo(const PictureSettings& current);
  std::optional<PictureSettings> redo(const PictureSettings& current);
  bool can_undo() const { return !past_.empty(); }
  bool can_redo() const { return !future_.empty(); }
  void clear();

 private:
  std::vector<PictureSettings> past_, future_;
  uint64_t gesture_ = 0;  // of the newest step
};

}  // namespace isotherm
