#pragma once
#include <optional>
#include <vector>

#include "app/page_region.h"
#include "model/picture.h"

namespace isotherm {

// What undo brings back.
struct HistoryStep {
  PictureSettings settings;
  std::vector<PageRegion> regions;
  friend bool operator==(const HistoryStep&, const HistoryStep&) = default;
};

// Undo and redo.
class SettingsHistory {
 public:
  static constexpr size_t kMaxSteps = 200;

  // `before` is left for something else. The same gesture (not 0) as the last call's: part of the same step.
  void record(const HistoryStep& before, uint64_t gesture);
  // What to go back (forward) to; `current` becomes the step to redo (undo).
  std::optional<HistoryStep> undo(const HistoryStep& current);
  std::optional<HistoryStep> redo(const HistoryStep& current);
  bool can_undo() const { return !past_.empty(); }
  bool can_redo() const { return !future_.empty(); }
  // Makes every step bring back these regions.
  void set_regions(const std::vector<PageRegion>& regions);
  void clear();

 private:
  std::vector<HistoryStep> past_, future_;
  uint64_t gesture_ = 0;  // of the newest step
};

}  // namespace isotherm
