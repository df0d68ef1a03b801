// The list of sessions, and which of them lie behind a place of the picture.
#include <algorithm>

#include "app/app_impl.h"
#include "model/points.h"

namespace isotherm {

void App::Impl::index_sessions() {
  if (replay.indexed_revision == recording.revision) return;
  replay.index = SessionIndex(recording);
  state.replay.catalog = &recording.catalog;
  replay.indexed_revision = recording.revision;
}

void App::Impl::list_sessions() {
  index_sessions();
  if (replay.listed_revision != recording.revision) {
    replay.rows = session_rows(recording, replay.index);
    replay.listed_revision = recording.revision;
  }
  state.replay.rows = &replay.rows;
  state.replay.listed = find_sessions(recording, replay.index, replay.rows, state.replay.query);
}

void App::Impl::show_sessions(bool shown) {
  state.replay.shows_sessions = shown;
  if (shown) list_sessions();
}

void App::Impl::mark_seen(uint32_t session, bool is_seen) {
  auto& now = state.replay;
  now.is_seen.resize(recording.catalog.sessions.size(), 0);
  if (session >= now.is_seen.size() || (now.is_seen[session] != 0) == is_seen) return;
  now.is_seen[session] = is_seen ? 1 : 0;
  ++now.seen_revision;
  ++state.revision;
}

void App::Impl::step_session(int steps) {
  if (!replay.track) return;
  std::vector<uint32_t> order;
  if (state.replay.spot) {
    for (const SessionHit& hit : state.replay.spot->hits)
      order.push_back(hit.session);
  } else {
    if (!state.replay.rows) list_sessions();
    for (const uint32_t row : state.replay.listed)
      order.push_back(replay.rows[row].session);
  }
  if (order.empty()) return;
  const auto current = std::find(order.begin(), order.end(), state.replay.session);
  // From a session that the list does not show: to its beginning.
  const auto last = static_cast<int64_t>(order.size()) - 1;
  const int64_t next = current == order.end() ? 0 : current - order.begin() + steps;
  if (next < 0 || next > last) return;
  const bool plays = replay.clock.is_playing();
  const uint32_t session = order[static_cast<size_t>(next)];
  open_session({.session = session, .t_ms = spot_time(session), .plays = plays});
}

double App::Impl::spot_time(uint32_t session) const {
  if (!state.replay.spot) return 0;
  for (const SessionHit& hit : state.replay.spot->hits) {
    if (hit.session == session) return std::max(0.0, static_cast<double>(hit.t_ms) - Replay::kLeadMs);
  }
  return 0;
}

template <typename Contains>
void App::Impl::collect_spot(SpotState spot, Contains&& contains) {
  index_sessions();
  const auto& catalog = recording.catalog;
  std::vector<SessionHit> hits;
  for_each_point(recording, picture.selection(), picture.filter(), state.settings.layer,
                 [&](const Point& point) {
                   if (!contains(point)) return;
                   const PageView& view = catalog.page_views[point.page_view];
                   const auto own = replay.index.page_views(view.session);
                   if (own.empty()) return;
                   const int64_t t_ms = view.start_ms - catalog.page_views[own.front()].start_ms + point.t_ms;
                   ++spot.events;
                   hits.push_back({view.session, t_ms, 1});
                 });
  std::sort(hits.begin(), hits.end(), [](const SessionHit& a, const SessionHit& b) {
    return a.session != b.session ? a.session < b.session : a.t_ms < b.t_ms;
  });
  for (const SessionHit& hit : hits) {
    if (!spot.hits.empty() && spot.hits.back().session == hit.session) {
      ++spot.hits.back().events;
    } else {
      spot.hits.push_back(hit);
    }
  }
  std::stable_sort(spot.hits.begin(), spot.hits.end(),
                   [](const SessionHit& a, const SessionHit& b) { return a.events > b.events; });
  if (spot.events == 0) {
    state.replay.spot.reset();
    return;
  }
  state.replay.spot = std::move(spot);
}

void App::Impl::pick_spot(glm::dvec2 page) {
  const double radius = state.settings.radius_px;
  SpotState spot;
  spot.page = {page.x - radius, page.y - radius, page.x + radius, page.y + radius};
  const glm::dvec2 center = page * double{kUnitsPerPx};
  const double reach = radius * kUnitsPerPx;
  collect_spot(std::move(spot), [&](const Point& point) {
    const double dx = point.x - center.x, dy = point.y - center.y;
    return dx * dx + dy * dy <= reach * reach;
  });
}

void App::Impl::pick_region(const Rect& page) {
  SpotState spot;
  spot.page = page;
  spot.is_circle = false;
  collect_spot(std::move(spot), [&](const Point& point) {
    return page.contains({px_from_units(point.x), px_from_units(point.y)});
  });
}

}  // namespace isotherm
