#include "replay_json.h"

#include <algorithm>

#include "base/json_writer.h"

namespace isotherm::web {

namespace {

void write_point(JsonWriter& json, const char* name, glm::dvec2 at) {
  json.key(name);
  json.begin_object();
  json.number("x", at.x);
  json.number("y", at.y);
  json.end_object();
}

void write_moment(JsonWriter& json, const ReplayState& replay) {
  const ReplayVisit& visit = replay.track->visits()[replay.visit];
  const double t_ms = replay.time_ms - static_cast<double>(visit.begin_ms);
  json.text("session", replay.catalog->sessions[replay.session].id);
  json.number("start", static_cast<double>(replay.track->start_unix_ms()));
  json.integer("page", visit.page);
  json.integer("pageView", replay.visit);
  json.integer("pageViews", replay.track->visits().size());
  json.integer("events", replay.track->event_count());
  write_point(json, "scroll", visit.scroll_at(t_ms));
  write_point(json, "viewport", visit.viewport_at(t_ms));
  json.key("cursor");
  const auto cursor = visit.cursor_at(t_ms);
  if (!cursor) return json.null();
  json.begin_object();
  json.number("x", cursor->page.x);
  json.number("y", cursor->page.y);
  json.boolean("isTouch", cursor->is_touch);
  json.boolean("isDown", cursor->is_down);
  json.end_object();
}

void write_playback(JsonWriter& json, const ReplayState& replay) {
  json.text("mode", to_string(replay.mode));
  json.boolean("isPlaying", replay.is_playing);
  json.number("time", replay.time_ms);
  json.number("duration", replay.duration_ms);
  json.number("speed", replay.speed);
  json.boolean("skipsInactivity", replay.skips_inactivity);
  json.text("look", replay.look == ReplayLook::follow ? "follow" : "overview");
  json.key("loop");
  if (!replay.loop) return json.null();
  json.begin_object();
  json.number("from", replay.loop->from_ms);
  json.number("to", replay.loop->to_ms);
  json.end_object();
}

void write_spot(JsonWriter& json, const ReplayState& replay, const Catalog& catalog) {
  json.key("spot");
  if (!replay.spot) return json.null();
  json.begin_object();
  json.number("x", replay.spot->page.x0);
  json.number("y", replay.spot->page.y0);
  json.number("width", replay.spot->page.width());
  json.number("height", replay.spot->page.height());
  json.boolean("isCircle", replay.spot->is_circle);
  json.integer("events", replay.spot->events);
  json.key("sessions");
  json.begin_array();
  for (const SessionHit& hit : replay.spot->hits) {
    json.begin_object();
    json.text("id", catalog.sessions[hit.session].id);
    json.number("time", static_cast<double>(hit.t_ms));
    json.integer("events", hit.events);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_swarm(JsonWriter& json, const ReplayState& replay) {
  json.key("swarm");
  if (replay.mode != ViewMode::swarm) return json.null();
  json.begin_object();
  json.integer("present", replay.swarm_present);
  json.integer("size", replay.swarm_size);
  json.integer("selected", replay.swarm_selected);
  json.key("atDepth");
  json.begin_array();
  for (const uint32_t count : replay.swarm_at_depth)
    json.integer(count);
  json.end_array();
  json.end_object();
}

}  // namespace

std::string replay_json(Viewer& viewer) {
  const ReplayState& replay = viewer.app().state().replay;
  const Catalog& catalog = viewer.app().recording().catalog;
  JsonWriter json;
  json.begin_object();
  write_playback(json, replay);
  if (replay.track != nullptr && replay.mode == ViewMode::session) {
    write_moment(json, replay);
  } else {
    json.key("session");
    json.null();
  }
  write_swarm(json, replay);
  write_spot(json, replay, catalog);
  json.key("overlaid");
  if (replay.overlaid) {
    json.text(catalog.sessions[*replay.overlaid].id);
  } else {
    json.null();
  }
  json.boolean("showsSessions", replay.shows_sessions);
  json.integer("listed", replay.listed.size());
  json.end_object();
  return json.take();
}

std::string sessions_json(Viewer& viewer, int first, int count) {
  const ReplayState& replay = viewer.app().state().replay;
  JsonWriter json;
  json.begin_array();
  if (replay.rows != nullptr && replay.catalog != nullptr) {
    const size_t begin = std::min(replay.listed.size(), static_cast<size_t>(std::max(0, first)));
    const size_t end = std::min(replay.listed.size(), begin + static_cast<size_t>(std::max(0, count)));
    for (size_t i = begin; i < end; ++i) {
      const SessionRow& row = (*replay.rows)[replay.listed[i]];
      const Session& session = replay.catalog->sessions[row.session];
      json.begin_object();
      json.text("id", session.id);
      json.number("start", static_cast<double>(row.start_ms));
      json.number("length", static_cast<double>(row.length_ms));
      json.integer("pageViews", row.pages);
      json.integer("clicks", row.clicks);
      json.integer("rageClicks", row.rage_clicks);
      json.number("depth", static_cast<double>(row.depth));
      json.text("device", to_string(row.device));
      json.boolean("isSeen", row.session < replay.is_seen.size() && replay.is_seen[row.session] != 0);
      json.key("tags");
      json.begin_object();
      for (const Tag& tag : session.tags)
        json.text(tag.key, tag.value);
      json.end_object();
      json.end_object();
    }
  }
  json.end_array();
  return json.take();
}

}  // namespace isotherm::web
