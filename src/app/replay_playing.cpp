// Opening a session or a swarm, and where it is at a time.
#include <algorithm>
#include <cmath>

#include "app/app_impl.h"

namespace isotherm {

PageTransform App::Impl::overview() const {
  constexpr double kLeastSwarmScale = 0.2;  // of everybody, more of the page is worth seeing
  const bool is_session = replay.track.has_value();
  const Rect viewport =
      is_session ? viewport_rect(replay.track->visits()[state.replay.visit], visit_time(), state.page_px)
                 : Rect{};
  const double least_scale = is_session ? kLeastOverviewScale : kLeastSwarmScale;
  return overview_transform(state.page_px, state.view_px, viewport, least_scale * state.pixel_ratio);
}

void App::Impl::enter_mode(ViewMode mode) {
  auto& now = state.replay;
  if (now.mode == mode) return;
  if (now.mode == ViewMode::heatmap) {
    replay.heatmap_view = state.view_from_page;
    heatmap_fit = fit;
  }
  now.mode = mode;
  if (mode != ViewMode::session) {
    replay.track.reset();
    now.track = nullptr;
    replay.page_visit = Replay::kNoVisit;
  }
  if (mode != ViewMode::swarm) {
    replay.swarm = Swarm();
    replay.moment = {};
  }
  if (mode == ViewMode::session) return;  // its page comes with the time
  state.page_px = picture.page_px();
  choose_images();
  fit = heatmap_fit;
  state.view_from_page = bring_into_reach(stage(), replay.heatmap_view);
  is_hover_stale = true;
}

void App::Impl::close_replay() {
  if (!recording.catalog.pages.empty()) enter_mode(ViewMode::heatmap);
  replay.clock.play(false);
  replay.clock.load(0, {});
  describe_replay();
}

// A new recording: nothing of the old one stays but how to play.
void App::Impl::forget_sessions() {
  ReplayState fresh;
  fresh.look = state.replay.look;
  fresh.query = state.replay.query;
  fresh.shows_sessions = state.replay.shows_sessions;
  const bool skips = replay.clock.skips_inactivity();
  const double speed = replay.clock.speed();
  replay = Replay();
  replay.clock.skip_inactivity(skips);
  replay.clock.set_speed(speed);
  state.replay = std::move(fresh);
  describe_replay();
}

// More of the recording is there, or all of it: what is shown of sessions follows.
void App::Impl::renew_sessions() {
  auto& now = state.replay;
  if (now.shows_sessions) list_sessions();
  now.spot.reset();  // it counted what was there
  if (now.overlaid) overlay_session(now.overlaid);
  if (!replay.track) return;
  index_sessions();
  const double time_ms = replay.clock.time_ms();
  const bool plays = replay.clock.is_playing();
  const auto loop = replay.clock.loop();
  open_session({.session = now.session, .t_ms = time_ms, .plays = plays});
  replay.clock.set_loop(loop);
}

void App::Impl::open_session(const command::OpenSession& wish) {
  if (wish.session >= recording.catalog.sessions.size()) {
    state.error =
        make_error(ErrorCode::not_found, "The recording has no session " + std::to_string(wish.session));
    return;
  }
  index_sessions();
  ReplayTrack track(recording, replay.index, wish.session);
  if (track.empty()) {
    state.error =
        make_error(ErrorCode::not_found, "The session " + recording.catalog.sessions[wish.session].id +
                                             " has no page view that could be replayed");
    return;
  }
  enter_mode(ViewMode::session);
  replay.track.emplace(std::move(track));
  replay.page_visit = Replay::kNoVisit;
  replay.clock.load(replay.track->duration_ms(), replay.track->gaps());
  replay.clock.seek(wish.t_ms);
  replay.clock.play(wish.plays);
  auto& now = state.replay;
  now.session = wish.session;
  now.track = &*replay.track;
  now.histogram = replay.track->activity_histogram(ReplayState::kHistogramBins);
  mark_seen(wish.session, true);
  describe_replay();
}

void App::Impl::open_swarm() {
  if (recording.catalog.pages.empty()) return;
  const bool is_new = state.replay.mode != ViewMode::swarm;
  const double time_ms = is_new ? 0 : replay.clock.time_ms();
  const bool plays = !is_new && replay.clock.is_playing();
  index_sessions();
  enter_mode(ViewMode::swarm);
  replay.swarm = Swarm(recording, replay.index, picture.selection(), picture.page_px());
  replay.clock.load(replay.swarm.duration_ms(), {});
  replay.clock.seek(time_ms);
  replay.clock.play(plays);
  state.replay.histogram = replay.swarm.present_histogram(ReplayState::kHistogramBins);
  if (is_new) {
    fit = Fit::overview;
    state.view_from_page = bring_into_reach(stage(), overview());
  }
  describe_replay();
}

void App::Impl::overlay_session(std::optional<uint32_t> session) {
  replay.overlaid.reset();
  state.replay.overlaid.reset();
  if (!session || *session >= recording.catalog.sessions.size()) return;
  index_sessions();
  replay.overlaid.emplace(recording, replay.index, *session);
  state.replay.overlaid = session;
}

void App::Impl::choose_images() {
  if (state.replay.mode != ViewMode::session || !replay.track) {
    images.choose(picture.screenshots());
    return;
  }
  // The next page's pictures are decoded while this one is watched.
  std::vector<uint32_t> wanted = replay.page.screenshots;
  if (replay.page_visit + 1 < replay.track->visits().size()) {
    const auto next = choose_replay_page(recording, replay.track->visits()[replay.page_visit + 1]);
    for (const uint32_t index : next.screenshots) {
      if (std::find(wanted.begin(), wanted.end(), index) == wanted.end()) wanted.push_back(index);
    }
  }
  images.choose(wanted);
}

double App::Impl::visit_time() const {
  return replay.clock.time_ms() - static_cast<double>(replay.track->visits()[state.replay.visit].begin_ms);
}

// Brings the page, the view and what the panel shows to the clock's time.
void App::Impl::describe_replay() {
  auto& now = state.replay;
  now.is_playing = replay.clock.is_playing();
  now.speed = replay.clock.speed();
  now.skips_inactivity = replay.clock.skips_inactivity();
  now.loop = replay.clock.loop();
  now.time_ms = replay.clock.time_ms();
  now.duration_ms = replay.clock.duration_ms();
  if (now.mode == ViewMode::swarm) {
    replay.swarm.moment_at(now.time_ms, replay.moment);
    now.swarm_present = replay.moment.present;
    now.swarm_size = static_cast<uint32_t>(replay.swarm.size());
    now.swarm_selected = replay.swarm.selected();
    now.swarm_at_depth = replay.moment.at_depth;
  }
  if (now.mode == ViewMode::session && replay.track) {
    now.visit = replay.track->visit_at(now.time_ms);
    now.event = replay.track->event_at(now.time_ms);
    if (now.visit != replay.page_visit) change_replay_page();
    place_replay_view();
  }
  ++state.revision;
}

void App::Impl::change_replay_page() {
  const bool is_first = replay.page_visit == Replay::kNoVisit;
  replay.page_visit = state.replay.visit;
  const PixelSize before = state.page_px;
  replay.page = choose_replay_page(recording, replay.track->visits()[state.replay.visit]);
  state.page_px = replay.page.page_px;
  choose_images();
  if (is_first || before != state.page_px) state.view_from_page = overview();
}

void App::Impl::place_replay_view() {
  if (state.replay.mode != ViewMode::session || !replay.track || replay.page_visit == Replay::kNoVisit)
    return;
  if (state.view_px.width <= 0 || state.view_px.height <= 0) return;
  const Rect viewport =
      viewport_rect(replay.track->visits()[state.replay.visit], visit_time(), state.page_px);
  if (state.replay.look == ReplayLook::follow) {
    state.view_from_page = follow_transform(viewport, state.view_px);
    return;
  }
  if (!replay.clock.is_playing()) return;
  // Enlarged, the page moves along when the frame leaves the view.
  auto& view = state.view_from_page;
  const double visible = state.view_px.height / view.view_px_per_page_px.y;
  const bool is_outside =
      viewport.y1 < view.origin_page.y + visible * 0.2 || viewport.y0 > view.origin_page.y + visible * 0.8;
  if (!is_outside || visible >= state.page_px.height) return;
  view.origin_page.y = (viewport.y0 + viewport.y1 - visible) / 2;
  view = bring_into_reach(stage(), view);
}

void App::Impl::set_look(ReplayLook look) {
  if (look == state.replay.look) return;
  state.replay.look = look;
  if (look == ReplayLook::overview && state.has_page() && replay.track) state.view_from_page = overview();
}

Scene App::Impl::replay_scene() {
  const SceneView view{.transform = state.view_from_page, .size = state.view_px};
  const double scale = state.pixel_ratio;
  if (state.replay.mode == ViewMode::session && replay.track && replay.page_visit != Replay::kNoVisit) {
    Scene scene = replay.base.scene(recording, replay.page, images.images(), view);
    replay.overlay.add_to(scene, view, replay.track->visits()[state.replay.visit], visit_time(),
                          state.replay.look, scale);
    return scene;
  }
  Scene scene = picture.scene(view, images.images(), scale);
  if (state.replay.mode == ViewMode::swarm)
    return swarm_scene(std::move(scene), view, replay.moment, replay.swarm.size(), scale);
  add_heatmap_overlays(scene, scale);
  return scene;
}

void App::Impl::add_heatmap_overlays(Scene& scene, double scale) const {
  if (replay.overlaid) {
    for (const ReplayVisit& visit : replay.overlaid->visits()) {
      if (visit.page == state.settings.page) ReplayOverlay::add_path(scene, visit, scale);
    }
  }
  if (!state.replay.spot) return;
  const Rect& spot = state.replay.spot->page;
  const auto line = [&](double width, Rgba color) {
    const auto half = static_cast<float>(width * scale / 2);
    if (!state.replay.spot->is_circle) {
      const glm::dvec2 corners[] = {
          {spot.x0, spot.y0}, {spot.x1, spot.y0}, {spot.x1, spot.y1}, {spot.x0, spot.y1}};
      for (size_t i = 0; i < 4; ++i)
        scene.shapes.push_back({corners[i], corners[(i + 1) % 4], half, half, 0, color, color});
      return;
    }
    const glm::dvec2 center((spot.x0 + spot.x1) / 2, (spot.y0 + spot.y1) / 2);
    const auto radius = static_cast<float>(spot.width() / 2 * state.view_from_page.view_px_per_page_px.x);
    scene.shapes.push_back({center, center, radius, radius, 2 * half, color, color});
  };
  line(5, {20, 22, 26, 200});
  line(2.5, {255, 255, 255, 255});
}

}  // namespace isotherm
