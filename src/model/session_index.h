#pragma once
// Where each session's page views and events lie; made once per recording.
#include <array>
#include <span>
#include <vector>

#include "model/run_index.h"

namespace isotherm {

class SessionIndex {
 public:
  SessionIndex() = default;
  // Cost: O(page views + runs). Page views of sessions that the catalog does not have are left out.
  explicit SessionIndex(const Recording& recording);

  // By start, then in file order.
  std::span<const uint32_t> page_views(uint32_t session) const {
    if (session + size_t{1} >= offsets_.size()) return {};
    return std::span(page_views_).subspan(offsets_[session], offsets_[session + 1] - offsets_[session]);
  }
  const RunIndex& runs(StreamClass stream_class) const { return runs_[static_cast<size_t>(stream_class)]; }

 private:
  std::vector<uint32_t> offsets_, page_views_;
  std::array<RunIndex, 6> runs_;  // index = StreamClass value
};

}  // namespace isotherm
