// The C API, part 5: sessions and their replay, through the same commands as the panel. Times are ms on the
// session's clock; sessions are named by their ids.
#include <emscripten.h>

#include <cmath>
#include <string_view>

#include "instance.h"
#include "replay_json.h"

namespace isotherm::web {

namespace {

Code refuse(const std::string& message) {
  return answer(make_error(ErrorCode::invalid_argument, message));
}

// Applies the command; an error that it causes is the answer, and not shown besides.
Code apply(const Command& command) {
  Code code = kOk;
  with_viewer([&](Viewer& viewer) {
    App& app = viewer.app();
    const bool had_error = app.state().error.has_value();
    app.apply(command);
    if (!had_error && app.state().error) {
      code = answer(*app.state().error);
      app.apply(command::DismissError{});
    }
    viewer.request_frame();
  });
  return instance().viewer ? code : with_viewer([](Viewer&) {});
}

std::optional<uint32_t> find_session(std::string_view id) {
  if (!instance().viewer) return std::nullopt;
  const auto& sessions = instance().viewer->app().recording().catalog.sessions;
  for (size_t i = 0; i < sessions.size(); ++i) {
    if (sessions[i].id == id) return static_cast<uint32_t>(i);
  }
  return std::nullopt;
}

// Calls `make(session)` for a command.
template <typename Make>
Code with_session(const char* id, Make&& make) {
  if (const auto session = find_session(id)) return apply(make(*session));
  return answer(make_error(ErrorCode::not_found, "The recording has no session called " + std::string(id)));
}

bool is_finite(double a, double b = 0) {
  return std::isfinite(a) && std::isfinite(b);
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE Code isotherm_show_sessions(bool shown) {
  return apply(command::ShowSessions{.shown = shown});
}

// `order`: as in SessionOrder's names. `devices`: a bit per Device value.
EMSCRIPTEN_KEEPALIVE Code isotherm_query_sessions(const char* text, const char* order, bool is_descending,
                                                  double length_min_ms, int pages_min, int clicks_min,
                                                  int rage_min, double depth_min, int devices) {
  const auto known = session_order_from(order);
  if (!known) return refuse("Sessions cannot be ordered by " + std::string(order));
  const bool is_valid = length_min_ms >= 0 && length_min_ms < 1e15 && pages_min >= 0 && clicks_min >= 0 &&
                        rage_min >= 0 && depth_min >= 0 && depth_min <= 1 && devices >= 0 && devices <= 15;
  if (!is_valid)
    return refuse(
        "The least length, pages, clicks and rage clicks are not negative; the depth lies between 0 and 1");
  SessionQuery query;
  query.text = text;
  query.order = *known;
  query.is_descending = is_descending;
  query.length_min_ms = static_cast<int64_t>(length_min_ms);
  query.pages_min = static_cast<uint32_t>(pages_min);
  query.clicks_min = static_cast<uint32_t>(clicks_min);
  query.rage_min = static_cast<uint32_t>(rage_min);
  query.depth_min = static_cast<float>(depth_min);
  query.devices = static_cast<uint8_t>(devices);
  return apply(command::QuerySessions{.query = query});
}

EMSCRIPTEN_KEEPALIVE Code isotherm_open_session(const char* id, double t_ms, bool plays) {
  if (!is_finite(t_ms)) return refuse("A time is a number");
  return with_session(id, [&](uint32_t session) {
    return command::OpenSession{.session = session, .t_ms = t_ms, .plays = plays};
  });
}
EMSCRIPTEN_KEEPALIVE Code isotherm_step_session(int steps) {
  return apply(command::StepSession{.steps = steps});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_mark_seen(const char* id, bool is_seen) {
  return with_session(
      id, [&](uint32_t session) { return command::MarkSeen{.session = session, .is_seen = is_seen}; });
}
// Changes with the marks, to learn cheaply when they are to be kept.
EMSCRIPTEN_KEEPALIVE double isotherm_seen_revision() {
  auto& self = instance();
  return self.viewer ? static_cast<double>(self.viewer->app().state().replay.seen_revision) : 0;
}
EMSCRIPTEN_KEEPALIVE const char* isotherm_seen() {
  auto& self = instance();
  self.text = self.viewer ? self.viewer->app().seen_json() : "";
  return self.text.c_str();
}
EMSCRIPTEN_KEEPALIVE Code isotherm_restore_seen(const char* json) {
  Code code = kOk;
  Viewer* viewer = viewer_or(code);
  if (!viewer) return code;
  viewer->request_frame();
  return answer(viewer->app().restore_seen(json));
}
// An empty id: no way.
EMSCRIPTEN_KEEPALIVE Code isotherm_overlay_session(const char* id) {
  if (*id == '\0') return apply(command::OverlaySession{});
  return with_session(id, [](uint32_t session) { return command::OverlaySession{.session = session}; });
}
EMSCRIPTEN_KEEPALIVE Code isotherm_open_swarm() {
  return apply(command::OpenSwarm{});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_close_replay() {
  return apply(command::CloseReplay{});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_play(bool plays) {
  return apply(command::Play{.plays = plays});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_seek(double t_ms) {
  if (!is_finite(t_ms)) return refuse("A time is a number");
  return apply(command::Seek{.t_ms = t_ms});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_step_event(int steps) {
  return apply(command::StepEvent{.steps = steps});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_set_speed(double speed) {
  if (!(speed >= kPlaybackSpeeds.front() && speed <= kPlaybackSpeeds.back()))
    return refuse("A speed lies between 0.25 and 16");
  return apply(command::SetSpeed{.speed = speed});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_skip_inactivity(bool skips) {
  return apply(command::SkipInactivity{.skips = skips});
}
// An end that does not lie behind the beginning: no range.
EMSCRIPTEN_KEEPALIVE Code isotherm_set_loop(double from_ms, double to_ms) {
  if (!is_finite(from_ms, to_ms)) return refuse("A range has two numbers");
  if (to_ms <= from_ms) return apply(command::SetLoop{});
  return apply(command::SetLoop{.range = LoopRange{from_ms, to_ms}});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_follow(bool follows) {
  return apply(command::SetLook{.look = follows ? ReplayLook::follow : ReplayLook::overview});
}
// Page px.
EMSCRIPTEN_KEEPALIVE Code isotherm_pick_spot(double x, double y) {
  if (!is_finite(x, y)) return refuse("A place has two numbers");
  return apply(command::PickSpot{.page = {x, y}});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_pick_region(double x, double y, double width, double height) {
  if (!is_finite(x, y) || !is_finite(width, height)) return refuse("A region has four numbers");
  return apply(command::PickRegion{.page = {x, y, x + width, y + height}});
}
EMSCRIPTEN_KEEPALIVE Code isotherm_clear_spot() {
  return apply(command::ClearSpot{});
}

// JSON: where the replay is.
EMSCRIPTEN_KEEPALIVE const char* isotherm_replay() {
  auto& self = instance();
  self.text = self.viewer ? replay_json(*self.viewer) : "{}";
  return self.text.c_str();
}

// JSON: an array of `count` sessions of the list, from position `first` on.
EMSCRIPTEN_KEEPALIVE const char* isotherm_sessions(int first, int count) {
  auto& self = instance();
  self.text = self.viewer ? sessions_json(*self.viewer, first, count) : "[]";
  return self.text.c_str();
}

}  // extern "C"

}  // namespace isotherm::web
