#include "model/fixed_placement.h"

#include <algorithm>
#include <limits>

namespace isotherm {

namespace {

// Hostile offsets must not wrap.
int32_t saturating_sum(int32_t a, int32_t b) {
  return static_cast<int32_t>(std::clamp<int64_t>(int64_t{a} + b, std::numeric_limits<int32_t>::min(),
                                                  std::numeric_limits<int32_t>::max()));
}

}  // namespace

void FixedPlacement::start(uint32_t page_view) {
  if (!scrolls_) scrolls_.emplace(recording_, StreamClass::scroll);
  page_view_ = page_view;
  offsets_.clear();
  next_ = 0;
  current_ = {};
  scrolls_->visit_in_time_order(recording_, page_view, [&](const EventBlock& block, size_t i) {
    if (kind_of(block.tag(i)) == EventKind::scroll)
      offsets_.push_back({block.t_ms[i], block.x[i], block.y[i]});
  });
}

void FixedPlacement::place(uint32_t page_view, int32_t t_ms, int32_t& x, int32_t& y) {
  if (plane_ != FixedPlane::spread) return;
  if (page_view != page_view_) start(page_view);
  while (next_ < offsets_.size() && (offsets_[next_].t_ms < t_ms || offsets_[next_].t_ms == 0))
    current_ = offsets_[next_++];
  x = saturating_sum(x, current_.x);
  y = saturating_sum(y, current_.y);
}

}  // namespace isotherm
