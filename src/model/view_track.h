#pragma once
// Which part of the page a page view showed, over time.
#include <cstdint>
#include <span>
#include <vector>

#include "model/filter.h"
#include "model/run_index.h"
#include "model/scroll_settings.h"

namespace isotherm {

// The scroll and viewport events of a recording by page view; made once per recording.
struct ReachIndex {
  RunIndex scrolls, viewports;
  ReachIndex() = default;
  explicit ReachIndex(const Recording& recording)
      : scrolls(recording, StreamClass::scroll), viewports(recording, StreamClass::viewport) {}
};

// From `from_ms` until the next state begins (the last one: until the page view ends) the viewport showed
// `height` from `top`, both in 1/16 px of the page. Times are ms since the page view's start.
struct ViewState {
  int64_t from_ms = 0;
  int64_t top = 0, height = 0;
};

// Of the page, or of an element that scrolls inside it: its own scroll offset, and one px of height, because
// recordings do not say how much of it is visible.
// In time order, the first from 0: scroll offset 0 and the viewport's first height. Events of the same
// millisecond: resizes first, and each gives a state of its own.
class ViewTrack {
 public:
  // Replaces the content; keeps its memory.
  void read(const Recording& recording, const ReachIndex& index, uint32_t page_view,
            std::optional<uint32_t> container = std::nullopt);

  std::span<const ViewState> states() const { return states_; }
  // The end of the last state: of the page view, or of its last change where that is later.
  int64_t end_ms() const { return end_ms_; }
  // When state i ends.
  int64_t until_ms(size_t i) const { return i + 1 < states_.size() ? states_[i + 1].from_ms : end_ms_; }

 private:
  struct Change {
    int32_t t_ms = 0;
    bool is_resize = false;
    int32_t y = 0;  // scroll offset or viewport height, 1/16 px
  };
  void collect(const Recording& recording, const RunIndex& index, uint32_t page_view, EventKind kind,
               std::optional<uint32_t> container = std::nullopt);

  std::vector<Change> changes_;
  std::vector<ViewState> states_;
  int64_t end_ms_ = 0;
};

// The reference line of a state, 1/16 px. Of an element inside the page it is the top: settings.container.
int64_t reference_units(const ViewState& state, const ScrollSettings& settings);

// From a page view's own rows to the picture's (DepthScale), 1/16 px. Elements inside the page stay in px.
class DepthMap {
 public:
  DepthMap(const PageView& view, const ScrollSettings& settings, uint32_t page_height_px);
  int64_t page_units(int64_t units) const {
    return from_ == to_ ? units : static_cast<int64_t>(static_cast<double>(units) * to_ / from_);
  }

 private:
  double from_ = 1, to_ = 1;
};

// Of an event of a block; 0 = not recorded.
inline uint32_t target_of(const EventBlock& block, size_t event) {
  return block.targets.empty() ? 0 : block.targets[event];
}

// 1/16 px to whole px, halves up.
constexpr int64_t rounded_px(int64_t units) {
  return (units + kUnitsPerPx / 2) / kUnitsPerPx;
}

}  // namespace isotherm
