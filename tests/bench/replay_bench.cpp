// Seeking in one long session, beside a player that walks the events from the start as others do; and a frame
// of a swarm.
//   replay_bench [events]      default 1000000, in one session of one page view
#include <cstdlib>
#include <random>

#include "model/replay_track.h"
#include "model/swarm.h"
#include "render/renderer.h"
#include "side_by_side.h"

namespace {

using namespace isotherm;

constexpr int kSeeks = 1000;

EventBlock make_block(StreamClass stream_class, size_t events, int32_t step_ms, uint32_t seed) {
  std::mt19937 random(seed);
  EventBlock block;
  block.stream_class = stream_class;
  block.runs = {{0, static_cast<uint32_t>(events)}};
  int32_t t_ms = 0;
  for (size_t i = 0; i < events; ++i) {
    t_ms += 1 + static_cast<int32_t>(random() % static_cast<uint32_t>(2 * step_ms));
    block.t_ms.push_back(t_ms);
    block.x.push_back(static_cast<int32_t>(random() % (1440 * 16)));
    block.y.push_back(static_cast<int32_t>(random() % (6000 * 16)));
    if (stream_class == StreamClass::buttons) block.tags.push_back(make_tag(EventKind::click));
  }
  return block;
}

// Ninety moves to nine scrolls and a click.
Recording make_session(size_t events) {
  Recording recording;
  recording.catalog.pages.resize(1);
  recording.catalog.sessions.resize(1);
  PageView view;
  view.viewport_width = 1440;
  view.viewport_height = 900;
  recording.catalog.page_views = {view};
  recording.blocks.push_back(make_block(StreamClass::moves, events * 90 / 100, 10, 1));
  recording.blocks.push_back(make_block(StreamClass::scroll, events * 9 / 100, 100, 2));
  recording.blocks.push_back(make_block(StreamClass::buttons, events / 100, 900, 3));
  auto& duration = recording.catalog.page_views[0].duration_ms;
  for (const EventBlock& block : recording.blocks)
    duration = std::max(duration, static_cast<uint32_t>(block.t_ms.back()));
  return recording;
}

// All that a frame of a replay needs to know.
double state_at(const ReplayTrack& track, double t_ms) {
  const ReplayVisit& visit = track.visits()[track.visit_at(t_ms)];
  const double t = t_ms - static_cast<double>(visit.begin_ms);
  const auto cursor = visit.cursor_at(t);
  double sum = visit.scroll_at(t).y + visit.viewport_at(t).x + (cursor ? cursor->page.x : 0);
  for (const TrailPoint& point : visit.trail_at(t, 3000))
    sum += point.page.y;
  return sum + static_cast<double>(track.event_at(t_ms));
}

// The same from the start: apply every event until the time is reached.
double walk_to(const Recording& recording, double t_ms) {
  double sum = 0;
  for (const EventBlock& block : recording.blocks) {
    for (size_t i = 0; i < block.size() && block.t_ms[i] <= t_ms; ++i)
      sum = block.x[i] + block.y[i];
  }
  return sum;
}

// `visits` page views of one page, 100 samples each.
Recording make_crowd(uint32_t visits) {
  Recording recording;
  recording.catalog.pages.resize(1);
  recording.catalog.sessions.resize(visits);
  EventBlock moves = make_block(StreamClass::moves, size_t{visits} * 100, 10, 4);
  EventBlock scrolls = make_block(StreamClass::scroll, size_t{visits} * 10, 10, 5);
  moves.runs.clear();
  scrolls.runs.clear();
  for (uint32_t i = 0; i < visits; ++i) {
    PageView view;
    view.session = i;
    view.viewport_width = 1440;
    view.viewport_height = 900;
    view.duration_ms = 20'000 + i % 40'000;
    recording.catalog.page_views.push_back(view);
    moves.runs.push_back({i, 100});
    scrolls.runs.push_back({i, 10});
  }
  for (size_t i = 0; i < moves.size(); ++i)
    moves.t_ms[i] = static_cast<int32_t>(i % 100) * 300;
  for (size_t i = 0; i < scrolls.size(); ++i)
    scrolls.t_ms[i] = static_cast<int32_t>(i % 10) * 3000;
  recording.blocks.push_back(std::move(moves));
  recording.blocks.push_back(std::move(scrolls));
  return recording;
}

void bench_swarm() {
  const Recording recording = make_crowd(10'000);
  const SessionIndex index(recording);
  const Selection selection = select(recording, Filter{});
  const Swarm swarm(recording, index, selection, {1440, 6000});
  SwarmMoment moment;
  double t_ms = 0;
  const auto renderer = make_cpu_renderer();
  const SceneView view{{{0, 0}, {0.25, 0.25}}, {1440, 900}};
  Image image(1440, 900, 3);
  bench::compare("a frame of a swarm of 10,000", {{"who is where (moment_at)",
                                                   [&] {
                                                     t_ms += 16;
                                                     swarm.moment_at(t_ms, moment);
                                                   }},
                                                  {"the same, drawn on the CPU, 1440 x 900", [&] {
                                                     t_ms += 16;
                                                     swarm.moment_at(t_ms, moment);
                                                     Scene scene;
                                                     scene.page_px = {1440, 6000};
                                                     add_swarm(scene, view, moment, swarm.size(), 1);
                                                     if (!renderer->draw(scene, view, image, 0).ok())
                                                       std::abort();
                                                   }}});
  std::printf("  %zu cursors\n", moment.cursors.size());
}

}  // namespace

int main(int argc, char** argv) {
  const size_t events = argc > 1 ? static_cast<size_t>(std::atoll(argv[1])) : 1'000'000;
  const Recording recording = make_session(events);
  const SessionIndex index(recording);
  const ReplayTrack track(recording, index, 0);
  const auto length = static_cast<double>(track.duration_ms());
  std::printf("%zu events in one session of %.1f h\n", track.event_count(), length / 3.6e6);

  std::mt19937 random(5);
  std::vector<double> times;
  for (int i = 0; i < kSeeks; ++i)
    times.push_back(length * static_cast<double>(random()) / 4294967296.0);
  double sink = 0;
  const auto seeks = bench::compare("1000 seeks to random times", {{"state, trail and event list place", [&] {
                                                                      for (const double t : times)
                                                                        sink += state_at(track, t);
                                                                    }}});
  std::printf("  one seek: %.4f ms\n", seeks[0] / kSeeks);
  double slowest = 0;
  for (const double t : times)
    slowest = std::max(slowest, bench::time_ms([&] { sink += state_at(track, t); }));
  std::printf("  the slowest of %d: %.4f ms\n", kSeeks, slowest);
  bench::compare("one seek to the end",
                 {{"binary search", [&] { sink += state_at(track, length); }},
                  {"walk from the start", [&] { sink += walk_to(recording, length); }}});
  bench::compare(
      "opening",
      {{"ReplayTrack", [&] { sink += static_cast<double>(ReplayTrack(recording, index, 0).event_count()); }},
       {"SessionIndex", [&] { sink += SessionIndex(recording).page_views(0)[0]; }}});
  bench_swarm();
  std::printf("(%g)\n", sink > 0 ? 1.0 : 0.0);
  return 0;
}
