// From replay commands to what they do.
#include "app/app_impl.h"
#include "app/overloaded.h"

namespace isotherm {

void App::Impl::apply_replay(const ReplayCommand& replay_command) {
  auto& clock = replay.clock;
  auto& now = state.replay;
  const Overloaded visitor{
      [&](const command::ShowSessions& c) { show_sessions(c.shown); },
      [&](const command::QuerySessions& c) {
        now.query = c.query;
        list_sessions();
      },
      [&](const command::OpenSession& c) { open_session(c); },
      [&](const command::StepSession& c) { step_session(c.steps); },
      [&](const command::MarkSeen& c) { mark_seen(c.session, c.is_seen); },
      [&](const command::OverlaySession& c) { overlay_session(c.session); },
      [&](const command::OpenSwarm&) { open_swarm(); },
      [&](const command::CloseReplay&) { close_replay(); },
      [&](const command::Play& c) { clock.play(c.plays); },
      [&](const command::Seek& c) { clock.seek(c.t_ms); },
      [&](const command::SeekBy& c) { clock.seek(clock.time_ms() + c.ms); },
      [&](const command::StepEvent& c) {
        clock.play(false);
        if (!replay.track) return clock.seek(clock.time_ms() + c.steps * 100.0);
        const double t_ms = clock.time_ms();
        clock.seek(static_cast<double>(c.steps > 0 ? replay.track->next_event_ms(t_ms)
                                                   : replay.track->previous_event_ms(t_ms)));
      },
      [&](const command::SetSpeed& c) { clock.set_speed(c.speed); },
      [&](const command::StepSpeed& c) { clock.step_speed(c.steps); },
      [&](const command::SkipInactivity& c) { clock.skip_inactivity(c.skips); },
      [&](const command::SetLoop& c) { clock.set_loop(c.range); },
      [&](const command::SetLook& c) { set_look(c.look); },
      [&](const command::PickSpot& c) { pick_spot(c.page); },
      [&](const command::PickRegion& c) { pick_region(c.page); },
      [&](const command::ClearSpot&) { now.spot.reset(); },
  };
  if (recording.catalog.pages.empty()) {  // wishes for the recording to come
    if (const auto* c = std::get_if<command::ShowSessions>(&replay_command)) now.shows_sessions = c->shown;
    return;
  }
  std::visit(visitor, replay_command);
  update_needs();
  describe_replay();
}

}  // namespace isotherm
