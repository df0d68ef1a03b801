// What a change of the filter and a step of the time brush cost, beside counting everything anew.
//   change_bench [clicks]      default 1000000, of 1,000 visits to a 1440 x 6000 page
#include <cstdlib>
#include <random>

#include "model/picture.h"
#include "side_by_side.h"

namespace {

using namespace isotherm;

constexpr uint32_t kVisits = 1000;
constexpr int64_t kStart = 1'767'225'600'000, kMinute = 60'000;
constexpr int kRounds = 9;

Recording make_visits(size_t clicks, uint32_t page_height = 6000) {
  std::mt19937 random(5);
  std::normal_distribution<double> spread(0, 60);
  Recording recording;
  recording.revision = 1;
  recording.catalog.pages.push_back({"https://example.org/", ""});
  const auto below = [&](uint32_t limit) { return static_cast<uint32_t>(random()) % limit; };
  for (uint32_t i = 0; i < kVisits; ++i) {
    recording.catalog.sessions.push_back({"s" + std::to_string(i), {{"variant", i % 2 == 0 ? "A" : "B"}}});
    PageView view;
    view.session = i;
    view.start_ms = kStart + i * kMinute;
    view.duration_ms = 10 * kMinute;
    view.viewport_width = view.document_width = 1440;
    view.viewport_height = 900;
    view.document_height = page_height;
    recording.catalog.page_views.push_back(view);
    EventBlock block;
    block.stream_class = StreamClass::buttons;
    const auto own = static_cast<uint32_t>(clicks / kVisits);
    block.runs = {{i, own}};
    for (uint32_t click = 0; click < own; ++click) {
      const uint32_t spot = below(page_height / 150);
      const double x = spot * 337 % 1440 + spread(random), y = spot * 1483 % page_height + spread(random);
      block.t_ms.push_back(static_cast<int32_t>(uint64_t{click} * 10 * kMinute / own));
      block.x.push_back(units_from_px(std::clamp(x, 0.0, 1439.0)));
      block.y.push_back(units_from_px(std::clamp(y, 0.0, page_height - 1.0)));
      block.tags.push_back(make_tag(EventKind::click));
    }
    recording.blocks.push_back(std::move(block));
  }
  return recording;
}

// The visible part is drawn from this, too.
void show(Picture& picture, const Recording& recording, const PictureSettings& settings,
          double top_px = 2000) {
  if (!picture.update(recording, settings, Picture::Survey::later).ok()) std::abort();
  picture.scene({{{0, top_px}, {1, 1}}, {1440, 900}}, {});
}

void compare_with_anew(const char* title, const Recording& recording, const std::function<void(int)>& change,
                       PictureSettings& settings) {
  Picture picture;
  int round = 0;
  for (int i = 0; i < 3; ++i) {  // the second change of a kind puts points in order
    change(++round);
    show(picture, recording, settings);
  }
  bench::compare(title,
                 {{"changed",
                   [&] {
                     change(++round);
                     show(picture, recording, settings);
                   }},
                  {"counted anew",
                   [&] {
                     Picture anew;
                     show(anew, recording, settings);
                   }}},
                 kRounds);
}

// The pointer moves from one of the densest places to the next.
void compare_hover(const Recording& recording) {
  Picture picture, walking;
  PictureSettings settings;
  show(picture, recording, settings);
  show(walking, recording, settings);
  bench::compare("making the order of places for the pointer, in pieces that no frame waits for",
                 {{"the order",
                   [&] {
                     Picture anew;
                     show(anew, recording, settings);
                     while (anew.prepare_hover(50'000)) {
                     }
                   }},
                  {"the picture before that",
                   [&] {
                     Picture anew;
                     show(anew, recording, settings);
                   }}},
                 kRounds);
  while (picture.prepare_hover(50'000)) {
  }
  uint32_t spot = 0;
  uint64_t found = 0;
  const auto read = [&](const Picture& from) {
    spot = (spot + 1) % 40;  // where the clicks are densest
    found += from.hover({spot * 337 % 1440, spot * 1483 % 6000}).events;
  };
  bench::compare("what lies under the pointer, radius 40 px, 40 places",
                 {{"looked up",
                   [&] {
                     for (int i = 0; i < 40; ++i)
                       read(picture);
                   }},
                  {"a walk over all, 40 times as short", [&] { read(walking); }}},
                 kRounds);
  std::printf("%llu clicks found\n", static_cast<unsigned long long>(found));
}

// Equally dense pages: what lies far beyond the visible part costs nothing.
void compare_heights(size_t clicks_per_screen) {
  const Recording tall = make_visits(clicks_per_screen * 65'535 / 900, 65'535),
                  low = make_visits(clicks_per_screen, 900);
  Picture tall_picture, low_picture;
  PictureSettings settings;
  const auto drag = [&](Picture& picture, const Recording& recording, double top_px) {
    for (settings.radius_px = 20; settings.radius_px < 60; ++settings.radius_px)
      show(picture, recording, settings, top_px);
  };
  bench::compare("radius dragged from 20 to 60 px, equally many clicks per screen",
                 {{"1440 x 65,535 px", [&] { drag(tall_picture, tall, 30'000); }},
                  {"1440 x 900 px", [&] { drag(low_picture, low, 0); }}},
                 kRounds, bench::cpu_time_ms);
}

}  // namespace

int main(int argc, char** argv) {
  const size_t clicks = argc > 1 ? static_cast<size_t>(std::atoll(argv[1])) : 1'000'000;
  const Recording recording = make_visits(clicks);
  std::printf("%zu clicks, counts and density of the visible 1440 x 900 px\n",
              static_cast<size_t>(recording.event_count()));
  PictureSettings settings;
  compare_with_anew(
      "filter: variant A, variant B", recording,
      [&](int round) {
        settings.conditions.tags = {{"variant", round % 2 == 0 ? "A" : "B"}};
      },
      settings);
  compare_with_anew(
      "filter: all hours but one", recording,
      [&](int round) {
        settings.conditions = {};
        settings.conditions.hours = kAllHours & ~(1u << (round % 16));
      },
      settings);
  settings.conditions = {};
  const auto brush_step = [&](int64_t step_ms) {
    return [&settings, step_ms](int round) {
      settings.time_from_ms = kStart + round * step_ms;
      settings.time_to_ms = *settings.time_from_ms + 500 * kMinute;
    };
  };
  compare_with_anew("time brush over half of the recording, a step of 1/1000", recording, brush_step(kMinute),
                    settings);
  compare_with_anew("the same, a step of 1/100", recording, brush_step(10 * kMinute), settings);
  settings.time_from_ms.reset();
  settings.time_to_ms.reset();
  compare_with_anew(
      "radius", recording, [&](int round) { settings.radius_px = 25 + round; }, settings);
  compare_hover(recording);
  compare_with_anew(
      "opacity", recording, [&](int round) { settings.opacity = 0.3 + 0.02 * (round % 30); }, settings);
  compare_heights(10'000);
  return 0;
}
