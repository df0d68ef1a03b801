#pragma once
// Many page views of one page at once, all opened at the same moment.
#include <span>

#include "model/filter.h"
#include "model/replay_visit.h"
#include "model/scene.h"

namespace isotherm {

struct SwarmCursor {
  glm::dvec2 page{0, 0};
  bool is_touch = false;
};

struct SwarmMoment {
  std::vector<SwarmCursor> cursors;
  uint32_t present = 0;            // page views that have not ended
  std::vector<uint32_t> at_depth;  // per band of the page, from the top: viewports that show its middle
};

class Swarm {
 public:
  static constexpr size_t kMaxVisits = 10'000;
  static constexpr size_t kDepthBands = 40;

  Swarm() = default;
  // The page views that the selection keeps; of more than kMaxVisits every n-th, evenly.
  // Cost: O(their events).
  Swarm(const Recording& recording, const SessionIndex& index, const Selection& selection, PixelSize page_px);

  size_t size() const { return visits_.size(); }
  size_t selected() const { return selected_; }  // before thinning
  int64_t duration_ms() const { return duration_ms_; }
  // When which share was still there: how many of `bins` equal parts of the time.
  std::vector<uint32_t> present_histogram(size_t bins) const;
  // Cost: O(page views x log events). `moment` is reused between calls.
  void moment_at(double t_ms, SwarmMoment& moment) const;

 private:
  std::vector<ReplayVisit> visits_;  // by length, shortest first
  size_t selected_ = 0;
  int64_t duration_ms_ = 0;
  PixelSize page_px_{1, 1};
};

// Cursors as discs, and beside the page's right edge a bar per band of depth for who is looking at it.
void add_swarm(Scene& scene, const SceneView& view, const SwarmMoment& moment, size_t of, double scale);

// The swarm on the page of a picture's scene: without the layer and what lies over it, a little darkened.
Scene swarm_scene(Scene picture, const SceneView& view, const SwarmMoment& moment, size_t of, double scale);

}  // namespace isotherm
