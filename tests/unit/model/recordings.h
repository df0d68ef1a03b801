#pragma once
// Recordings made by hand and at random for the model's tests.
#include <algorithm>
#include <random>
#include <vector>

#include "model/recording.h"

namespace isotherm::test {

// One event with its page view: the plain list that blocks are made from.
struct FlatEvent {
  uint32_t page_view = 0;
  Event event;
};

inline Event make_event(EventKind kind, int32_t t_ms, double x_px, double y_px, uint8_t flags = 0) {
  return {t_ms, units_from_px(x_px), units_from_px(y_px), make_tag(kind, flags), 0};
}

// Appends one block that holds `events` (one class, each page view's events consecutive and in time order).
inline void append_block(Recording& recording, StreamClass stream_class,
                         const std::vector<FlatEvent>& events) {
  EventBlock block;
  block.stream_class = stream_class;
  for (const FlatEvent& flat : events) {
    if (block.runs.empty() || block.runs.back().page_view != flat.page_view)
      block.runs.push_back({flat.page_view, 0});
    ++block.runs.back().count;
    block.t_ms.push_back(flat.event.t_ms);
    block.x.push_back(flat.event.x);
    block.y.push_back(flat.event.y);
    block.tags.push_back(flat.event.tag);
  }
  recording.blocks.push_back(std::move(block));
  ++recording.revision;
}

// Splits a page view's events over one to four blocks, at random places; with `interleaves`, event by event.
inline void scatter(Recording& recording, const std::vector<FlatEvent>& events, bool interleaves,
                    std::mt19937& random) {
  for (const StreamClass stream_class : {StreamClass::moves, StreamClass::buttons, StreamClass::scroll,
                                         StreamClass::viewport, StreamClass::touch}) {
    std::vector<std::vector<FlatEvent>> parts(1 + random() % 4);
    std::vector<FlatEvent> own;
    for (const FlatEvent& flat : events) {
      if (class_of(kind_of(flat.event.tag)) == stream_class) own.push_back(flat);
    }
    for (size_t i = 0; i < own.size(); ++i) {
      const size_t part = interleaves ? random() % parts.size() : i * parts.size() / own.size();
      parts[part].push_back(own[i]);
    }
    for (const auto& part : parts) {
      if (!part.empty()) append_block(recording, stream_class, part);
    }
  }
}

struct Generated {
  Recording recording;
  std::vector<FlatEvent> events;  // in time order within each page view
};

// Three pages, page views of many widths and of none, all kinds and flags of events, blocks in random order.
inline Generated generate(uint32_t seed, bool interleaves) {
  std::mt19937 random(seed);
  const auto below = [&](uint32_t limit) { return static_cast<uint32_t>(random()) % limit; };
  Generated made;
  Catalog& catalog = made.recording.catalog;
  catalog.pages = {
      {"https://example.org/a", "A"}, {"https://example.org/b", ""}, {"https://example.org/c", "C"}};
  for (int i = 0; i < 12; ++i)
    catalog.sessions.push_back({"s" + std::to_string(i), {}});
  const std::vector<uint32_t> widths{0, 375, 767, 768, 1000, 1023, 1024, 1400, 1440, 1500, 1920};
  const std::vector<EventKind> kinds{
      EventKind::move,   EventKind::move,           EventKind::move,       EventKind::click,
      EventKind::scroll, EventKind::double_click,   EventKind::mouse_down, EventKind::touch_start,
      EventKind::resize, EventKind::element_scroll, EventKind::click};
  for (uint32_t i = 0; i < 60; ++i) {
    PageView view;
    view.session = below(12);
    view.page = below(3);
    view.start_ms = 1'700'000'000'000 + below(100'000);
    view.viewport_width = widths[below(static_cast<uint32_t>(widths.size()))];
    view.viewport_height = 400 + below(600);
    view.document_width = view.viewport_width;
    view.document_height = 3000;
    std::vector<FlatEvent> own;
    int32_t t = 0;
    for (uint32_t n = below(80); n > 0; --n) {
      t += 1 +
           static_cast<int32_t>(below(4) == 0 ? below(3000) : below(60));  // no two events at the same time
      const EventKind kind = kinds[below(static_cast<uint32_t>(kinds.size()))];
      uint8_t flags = below(8) == 0 ? kFlagFixedTarget : uint8_t{0};
      if (below(5) == 0) flags |= kFlagTouchPointer;
      double x = static_cast<double>(below(1500 * 16)) / 16 - 30,
             y = static_cast<double>(below(3100 * 16)) / 16 - 30;
      if (kind == EventKind::scroll) y = below(2500);
      if (kind == EventKind::resize) y = 300 + below(800);
      own.push_back({i, make_event(kind, t, x, y, flags)});
    }
    view.duration_ms = static_cast<uint32_t>(t) + below(1500);
    catalog.page_views.push_back(view);
    scatter(made.recording, own, interleaves, random);
    made.events.insert(made.events.end(), own.begin(), own.end());
  }
  for (size_t i = made.recording.blocks.size(); i > 1; --i) {
    std::swap(made.recording.blocks[i - 1], made.recording.blocks[below(static_cast<uint32_t>(i))]);
  }
  return made;
}

}  // namespace isotherm::test
