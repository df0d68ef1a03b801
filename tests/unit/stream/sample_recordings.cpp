#include "unit/stream/sample_recordings.h"

#include <iterator>

namespace isotherm {

namespace {

constexpr EventKind kAllKinds[] = {EventKind::move,        EventKind::mouse_down,     EventKind::mouse_up,
                                   EventKind::click,       EventKind::double_click,   EventKind::context_menu,
                                   EventKind::scroll,      EventKind::element_scroll, EventKind::resize,
                                   EventKind::touch_start, EventKind::touch_move,     EventKind::touch_end,
                                   EventKind::touch_cancel};
constexpr uint8_t kFlags[] = {0,
                              0,
                              0,
                              kFlagTouchPointer,
                              kFlagApproximate,
                              kFlagFixedTarget,
                              kFlagTouchPointer | kFlagApproximate | kFlagFixedTarget};

EventKind usual_kind(Sequence& sequence) {
  const uint32_t roll = sequence.below(20);
  return roll == 0 ? EventKind::click : roll < 4 ? EventKind::scroll : EventKind::move;
}

void add_events(SampleRecording& recording, uint32_t view, const SampleOptions& options, Sequence& sequence) {
  Event event;
  event.x = sequence.between(0, 1200 / options.coordinate_step) * options.coordinate_step;
  for (uint32_t count = 0; count < options.events_per_view; ++count) {
    event.t_ms += static_cast<int32_t>(sequence.below(10) == 0 ? sequence.below(3000) : sequence.below(40));
    event.x += sequence.between(-40, 40) * options.coordinate_step;
    event.y += sequence.between(-30, 45) * options.coordinate_step;
    const EventKind kind =
        options.has_all_kinds ? kAllKinds[sequence.below(std::size(kAllKinds))] : usual_kind(sequence);
    event.tag = make_tag(kind, options.has_flags ? kFlags[sequence.below(std::size(kFlags))] : uint8_t{0});
    event.target = options.has_targets && sequence.below(3) == 0 ? sequence.below(5000) : 0;
    recording.events.push_back({view, event});
  }
}

}  // namespace

uint64_t Sequence::next() {
  uint64_t value = state_ += 0x9E37'79B9'7F4A'7C15;
  value = (value ^ (value >> 30)) * 0xBF58'476D'1CE4'E5B9;
  value = (value ^ (value >> 27)) * 0x94D0'49BB'1331'11EB;
  return value ^ (value >> 31);
}

SampleRecording make_sample(const SampleOptions& options) {
  Sequence sequence(options.seed);
  SampleRecording recording;
  for (uint32_t page = 0; page < options.pages; ++page) {
    recording.catalog.pages.push_back(
        {"https://example.org/page/" + std::to_string(page), page % 2 ? "Title" : ""});
  }
  for (uint32_t session = 0; session < options.sessions; ++session) {
    Session row{"session-" + std::to_string(session), {}};
    if (session % 3 == 0) row.tags = {{"browser", "test"}, {"variant", std::to_string(session)}};
    recording.catalog.sessions.push_back(row);
    for (uint32_t count = 0; count < options.views_per_session; ++count) {
      PageView view;
      view.session = session;
      view.page = sequence.below(options.pages);
      view.start_ms = 1'700'000'000'000 + sequence.below(1'000'000'000);
      view.duration_ms = 1'000'000;
      view.viewport_width = sequence.below(2) ? 1440 : 390;
      view.viewport_height = 800;
      view.document_width = view.viewport_width;
      view.document_height = 4000 + sequence.below(100);
      view.device_pixel_ratio_x1000 = 1500;
      add_events(recording, static_cast<uint32_t>(recording.catalog.page_views.size()), options, sequence);
      recording.catalog.page_views.push_back(view);
    }
  }
  return recording;
}

void SampleRecording::add_to(Writer& writer) const {
  for (const Page& page : catalog.pages)
    must(writer.add_page(page));
  for (const Session& session : catalog.sessions)
    must(writer.add_session(session));
  for (const PageView& view : catalog.page_views)
    must(writer.add_page_view(view));
  for (const TimedEvent& event : events)
    must(writer.add_event(event.page_view, event.event));
}

Bytes SampleRecording::written(WriterOptions options) const {
  MemorySink sink;
  Writer writer(sink, std::move(options));
  add_to(writer);
  must(writer.finish());
  return sink.take();
}

std::vector<FlatEvent> flat(const SampleRecording& recording) {
  std::vector<FlatEvent> events;
  for (const TimedEvent& entry : recording.events) {
    events.push_back({entry.page_view, static_cast<int>(class_of(kind_of(entry.event.tag))), entry.event});
  }
  return in_order(std::move(events));
}

Bytes tiny_png() {
  return {0x89, 'P',  'N',  'G',  0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 'I',  'H',
          'D',  'R',  0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00,
          0x00, 0x90, 0x77, 0x53, 0xDE, 0x00, 0x00, 0x00, 0x0C, 'I',  'D',  'A',  'T',  0x08,
          0xD7, 0x63, 0xF8, 0xCF, 0xC0, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00, 0x18, 0xDD, 0x8D,
          0xB0, 0x00, 0x00, 0x00, 0x00, 'I',  'E',  'N',  'D',  0xAE, 0x42, 0x60, 0x82};
}

}  // namespace isotherm
