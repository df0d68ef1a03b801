#include "model/session_index.h"

#include <algorithm>

namespace isotherm {

SessionIndex::SessionIndex(const Recording& recording) : offsets_(recording.catalog.sessions.size() + 1, 0) {
  const auto& views = recording.catalog.page_views;
  const size_t sessions = recording.catalog.sessions.size();
  for (const PageView& view : views) {
    if (view.session < sessions) ++offsets_[view.session + 1];
  }
  for (size_t i = 1; i < offsets_.size(); ++i)
    offsets_[i] += offsets_[i - 1];
  page_views_.resize(offsets_.back());
  std::vector<uint32_t> next(offsets_.begin(), offsets_.end() - 1);
  for (uint32_t i = 0; i < views.size(); ++i) {
    if (views[i].session < sessions) page_views_[next[views[i].session]++] = i;
  }
  for (size_t session = 0; session < sessions; ++session) {
    std::stable_sort(page_views_.begin() + offsets_[session], page_views_.begin() + offsets_[session + 1],
                     [&](uint32_t a, uint32_t b) { return views[a].start_ms < views[b].start_ms; });
  }
  for (const StreamClass stream_class : {StreamClass::moves, StreamClass::buttons, StreamClass::scroll,
                                         StreamClass::viewport, StreamClass::touch}) {
    runs_[static_cast<size_t>(stream_class)] = RunIndex(recording, stream_class);
  }
}

}  // namespace isotherm
