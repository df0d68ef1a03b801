#pragma once
// What can be asked of sessions and their replay. Times are ms on the session's clock.
#include <optional>
#include <variant>

#include "app/replay_state.h"

namespace isotherm::command {

struct ShowSessions {  // the list
  bool shown = true;
};
struct QuerySessions {
  SessionQuery query;
};
struct OpenSession {
  uint32_t session = 0;  // Catalog::sessions index
  double t_ms = 0;
  bool plays = false;
};
struct StepSession {  // to the next (1) or previous (-1) in the list
  int steps = 1;
};
struct MarkSeen {
  uint32_t session = 0;
  bool is_seen = true;
};
struct OverlaySession {  // its way over the heatmap
  std::optional<uint32_t> session;
};
struct OpenSwarm {};
struct CloseReplay {};  // back to the heatmap
struct Play {
  bool plays = true;
};
struct Seek {
  double t_ms = 0;
};
struct SeekBy {
  double ms = 0;
};
struct StepEvent {  // to the next (1) or previous (-1) recorded event; stops playing
  int steps = 1;
};
struct SetSpeed {
  double speed = 1;
};
struct StepSpeed {
  int steps = 1;
};
struct SkipInactivity {
  bool skips = true;
};
struct SetLoop {
  std::optional<LoopRange> range;
};
struct SetLook {
  ReplayLook look = ReplayLook::follow;
};
struct PickSpot {  // the sessions behind the picture's radius around a place, page px; none there: no spot
  glm::dvec2 page{0, 0};
};
struct PickRegion {  // ... or behind a rectangle
  Rect page;
};
struct ClearSpot {};

}  // namespace isotherm::command

namespace isotherm {

using ReplayCommand =
    std::variant<command::ShowSessions, command::QuerySessions, command::OpenSession, command::StepSession,
                 command::MarkSeen, command::OverlaySession, command::OpenSwarm, command::CloseReplay,
                 command::Play, command::Seek, command::SeekBy, command::StepEvent, command::SetSpeed,
                 command::StepSpeed, command::SkipInactivity, command::SetLoop, command::SetLook,
                 command::PickSpot, command::PickRegion, command::ClearSpot>;

}  // namespace isotherm
