#pragma once
// What App keeps of sessions and their replay besides what the panel reads (replay_state.h).
#include <limits>

#include "app/replay_state.h"
#include "model/replay_page.h"
#include "model/swarm.h"

namespace isotherm {

struct Replay {
  static constexpr size_t kNoVisit = std::numeric_limits<size_t>::max();
  static constexpr double kLeadMs = 2000;  // a session that is opened at an event starts this much before it

  uint64_t indexed_revision = 0,
           listed_revision = 0;  // of the recording, when the index and the rows were made
  SessionIndex index;
  std::vector<SessionRow> rows;
  PlaybackClock clock;

  std::optional<ReplayTrack> track;
  ReplayPage page;  // what the track's `page_visit` is drawn on
  size_t page_visit = kNoVisit;
  ReplayBase base;
  ReplayOverlay overlay;

  Swarm swarm;
  SwarmMoment moment;

  std::optional<ReplayTrack> overlaid;
  PageTransform heatmap_view;  // to come back to
};

}  // namespace isotherm
