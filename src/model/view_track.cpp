#include "model/view_track.h"

#include <algorithm>

#include "stream/limits.h"

namespace isotherm {

void ViewTrack::collect(const Recording& recording, const RunIndex& index, uint32_t page_view, EventKind kind,
                        std::optional<uint32_t> container) {
  index.visit_in_time_order(recording, page_view, [&](const EventBlock& block, size_t i) {
    if (kind_of(block.tag(i)) != kind) return;
    if (container && target_of(block, i) != *container) return;
    changes_.push_back({block.t_ms[i], kind == EventKind::resize, block.y[i]});
  });
}

void ViewTrack::read(const Recording& recording, const ReachIndex& index, uint32_t page_view,
                     std::optional<uint32_t> container) {
  const PageView& view = recording.catalog.page_views[page_view];
  changes_.clear();
  if (container) {
    collect(recording, index.scrolls, page_view, EventKind::element_scroll, container);
  } else {
    // Resizes first: at the same millisecond the new height comes before the new offset.
    collect(recording, index.viewports, page_view, EventKind::resize);
    collect(recording, index.scrolls, page_view, EventKind::scroll);
  }
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const Change& a, const Change& b) { return a.t_ms < b.t_ms; });
  states_.clear();
  ViewState state;
  const int64_t height_px =
      std::min<int64_t>(view.viewport_height, limits::kMaxCoordinateUnits / kUnitsPerPx);
  state.height = (container ? 1 : height_px) * kUnitsPerPx;
  states_.push_back(state);
  for (const Change& change : changes_) {
    (change.is_resize ? state.height : state.top) = change.y;
    state.from_ms = change.t_ms;
    states_.push_back(state);
  }
  end_ms_ = std::max<int64_t>(state.from_ms, view.duration_ms);
}

int64_t reference_units(const ViewState& state, const ScrollSettings& settings) {
  if (settings.container) return state.top;
  switch (settings.line) {
    case ReferenceLine::bottom:
      return state.top + state.height;
    case ReferenceLine::centre:
      return state.top + state.height / 2;
    case ReferenceLine::top:
      return state.top;
  }
  return state.top + state.height;
}

DepthMap::DepthMap(const PageView& view, const ScrollSettings& settings, uint32_t page_height_px) {
  if (settings.depth == DepthScale::px || settings.container || view.document_height == 0 ||
      page_height_px == 0)
    return;
  from_ = view.document_height;
  to_ = page_height_px;
}

}  // namespace isotherm
