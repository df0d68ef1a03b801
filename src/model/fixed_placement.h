#pragma once
// Where on the page a hit on a fixed element is put.
#include <optional>
#include <vector>

#include "model/filter.h"
#include "model/run_index.h"

namespace isotherm {

class FixedPlacement {
 public:
  FixedPlacement(const Recording& recording, FixedPlane plane) : recording_(recording), plane_(plane) {}

  // Moves the position (viewport px in 1/16) to the page. Hits of one page view come in time order. The
  // scroll offset of a moment is that of the last scroll before it; one at the page view's very start counts
  // at once.
  void place(uint32_t page_view, int32_t t_ms, int32_t& x, int32_t& y);

 private:
  struct Offset {
    int32_t t_ms = 0, x = 0, y = 0;
  };
  void start(uint32_t page_view);

  const Recording& recording_;
  FixedPlane plane_;
  std::optional<RunIndex> scrolls_;  // made at the first hit that needs it
  uint32_t page_view_ = 0xFFFFFFFF;
  std::vector<Offset> offsets_;
  size_t next_ = 0;
  Offset current_;
};

}  // namespace isotherm
