#pragma once
// What the panel shows of sessions and their replay; a part of AppState.
#include <optional>
#include <vector>

#include "app/playback.h"
#include "model/replay_overlay.h"
#include "model/session_table.h"

namespace isotherm {

// heatmap: the picture. session: one session is replayed. swarm: all page views of the picture at once.
enum class ViewMode : uint8_t { heatmap, session, swarm };
std::string_view to_string(ViewMode mode);

// The sessions behind a place of the picture.
struct SessionHit {
  uint32_t session = 0;
  int64_t t_ms = 0;  // of its first event there, on the session's clock
  uint64_t events = 0;
};
struct SpotState {
  Rect page;              // of a circle: the square around it
  bool is_circle = true;  // else a rectangle
  uint64_t events = 0;
  std::vector<SessionHit> hits;  // most events first
};

struct ReplayState {
  ViewMode mode = ViewMode::heatmap;
  // Playback: of the session or the swarm.
  bool is_playing = false, skips_inactivity = true;
  double speed = 1;
  double time_ms = 0, duration_ms = 0;
  std::optional<LoopRange> loop;
  ReplayLook look = ReplayLook::follow;
  std::vector<uint32_t>
      histogram;  // session: events per equal part of its time. swarm: page views still there
  // The open session; the track is App's and lives until the next command.
  uint32_t session = 0;
  const ReplayTrack* track = nullptr;
  size_t visit = 0, event = 0;  // now; indices into the track's visits() and events(), event may be none
  // The swarm.
  uint32_t swarm_present = 0, swarm_size = 0;
  uint64_t swarm_selected = 0;  // more than swarm_size: only every n-th is shown
  std::vector<uint32_t> swarm_at_depth;
  // The list of sessions.
  const Catalog* catalog = nullptr;  // App's recording's
  bool shows_sessions = false;
  SessionQuery query;
  const std::vector<SessionRow>* rows = nullptr;  // all sessions, index = session; App's
  std::vector<uint32_t> listed;                   // rows that the query keeps, in its order
  std::vector<uint8_t> is_seen;                   // per session; those behind its end were not
  uint64_t seen_revision = 0;                     // grows with every mark
  std::optional<SpotState> spot;
  std::optional<uint32_t> overlaid;  // a session whose way lies over the heatmap

  bool has_seen(uint32_t id) const { return id < is_seen.size() && is_seen[id] != 0; }

  static constexpr size_t kHistogramBins = 400;
};

}  // namespace isotherm
