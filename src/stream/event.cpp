#include "stream/event.h"

namespace isotherm {

StreamClass class_of(EventKind kind) {
  switch (kind) {
    case EventKind::move:
      return StreamClass::moves;
    case EventKind::mouse_down:
    case EventKind::mouse_up:
    case EventKind::click:
    case EventKind::double_click:
    case EventKind::context_menu:
      return StreamClass::buttons;
    case EventKind::scroll:
    case EventKind::element_scroll:
      return StreamClass::scroll;
    case EventKind::resize:
      return StreamClass::viewport;
    case EventKind::touch_start:
    case EventKind::touch_move:
    case EventKind::touch_end:
    case EventKind::touch_cancel:
      return StreamClass::touch;
  }
  return StreamClass{};
}

bool is_known_kind(uint8_t kind) {
  return class_of(static_cast<EventKind>(kind)) != StreamClass{};
}

std::string_view to_string(EventKind kind) {
  switch (kind) {
    case EventKind::move:
      return "move";
    case EventKind::mouse_down:
      return "mouse_down";
    case EventKind::mouse_up:
      return "mouse_up";
    case EventKind::click:
      return "click";
    case EventKind::double_click:
      return "double_click";
    case EventKind::context_menu:
      return "context_menu";
    case EventKind::scroll:
      return "scroll";
    case EventKind::element_scroll:
      return "element_scroll";
    case EventKind::resize:
      return "resize";
    case EventKind::touch_start:
      return "touch_start";
    case EventKind::touch_move:
      return "touch_move";
    case EventKind::touch_end:
      return "touch_end";
    case EventKind::touch_cancel:
      return "touch_cancel";
  }
  return "unknown";
}

std::string_view to_string(StreamClass stream_class) {
  switch (stream_class) {
    case StreamClass::moves:
      return "moves";
    case StreamClass::buttons:
      return "buttons";
    case StreamClass::scroll:
      return "scroll";
    case StreamClass::viewport:
      return "viewport";
    case StreamClass::touch:
      return "touch";
  }
  return "unknown";
}

EventKind default_kind(StreamClass stream_class) {
  switch (stream_class) {
    case StreamClass::moves:
      return EventKind::move;
    case StreamClass::buttons:
      return EventKind::click;
    case StreamClass::scroll:
      return EventKind::scroll;
    case StreamClass::viewport:
      return EventKind::resize;
    case StreamClass::touch:
      return EventKind::touch_move;
  }
  return EventKind::move;
}

uint8_t EventBlock::tag(size_t index) const {
  return tags.empty() ? make_tag(default_kind(stream_class)) : tags[index];
}

Event EventBlock::event(size_t index) const {
  return {t_ms[index], x[index], y[index], tag(index), targets.empty() ? 0u : targets[index]};
}

}  // namespace isotherm
