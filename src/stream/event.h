#pragma once
// Events as columns. The numbers in this file are part of the file format and frozen.
#include <cstdint>
#include <string_view>
#include <vector>

namespace isotherm {

// A block holds events of one class, so that a click map reads only click blocks.
enum class StreamClass : uint8_t { moves = 1, buttons = 2, scroll = 3, viewport = 4, touch = 5 };

enum class EventKind : uint8_t {
  move = 0,        // class moves:    x, y page position of the pointer
  mouse_down = 1,  // class buttons:  x, y page position
  mouse_up = 2,
  click = 3,
  double_click = 4,
  context_menu = 5,
  scroll = 8,          // class scroll:   x, y the window's scroll offset
  element_scroll = 9,  //                 x, y the scroll offset of the nested scroller `target`
  resize = 12,         // class viewport: x, y the new viewport width and height
  touch_start = 16,    // class touch:    x, y page position
  touch_move = 17,
  touch_end = 18,
  touch_cancel = 19,
};

// An event's tag byte: kind in the low five bits, flags above.
inline constexpr uint8_t kKindMask = 0x1F;
inline constexpr uint8_t kFlagTouchPointer = 0x20;  // made by a finger or pen, not a mouse
inline constexpr uint8_t kFlagApproximate = 0x40;   // the source gave no exact page position
inline constexpr uint8_t kFlagFixedTarget =
    0x80;  // on a position: fixed|sticky element; x, y are viewport px

constexpr uint8_t make_tag(EventKind kind, uint8_t flags = 0) {
  return static_cast<uint8_t>(kind) | flags;
}
constexpr EventKind kind_of(uint8_t tag) {
  return static_cast<EventKind>(tag & kKindMask);
}

// The class that a kind belongs to. Unknown kinds (a newer minor version) belong to none: class_of returns 0.
StreamClass class_of(EventKind kind);
bool is_known_kind(uint8_t kind);
std::string_view to_string(EventKind kind);  // "move", "click", ... as in CSV files
std::string_view to_string(StreamClass stream_class);

// Positions in memory are fixed-point: 1/16 CSS px in an int32.
inline constexpr int kUnitsPerPx = 16;
// Rounds to the nearest unit; the caller checks the range (limits.h).
constexpr int32_t units_from_px(double px) {
  return static_cast<int32_t>(px * kUnitsPerPx + (px < 0 ? -0.5 : 0.5));
}
constexpr double px_from_units(int32_t units) {
  return static_cast<double>(units) / kUnitsPerPx;
}

struct Event {
  int32_t t_ms = 0;      // since the start of its page view, >= 0
  int32_t x = 0, y = 0;  // units of 1/16 CSS px; see EventKind for what they mean
  uint8_t tag = 0;       // kind and flags
  uint32_t target = 0;   // the recorder's id of the element, 0 = not recorded
  friend bool operator==(const Event&, const Event&) = default;
};

// `count` consecutive events of a block that belong to one page view, in time order.
struct Run {
  uint32_t page_view = 0;  // index into Catalog::page_views
  uint32_t count = 0;
  friend bool operator==(const Run&, const Run&) = default;
};

// A decoded block. All columns have size() entries, but tags and targets may be empty:
// no tags = every event is default_kind(stream_class) without flags; no targets = all 0.
struct EventBlock {
  StreamClass stream_class = StreamClass::moves;
  std::vector<Run> runs;  // counts sum to size()
  std::vector<int32_t> t_ms, x, y;
  std::vector<uint8_t> tags;
  std::vector<uint32_t> targets;

  size_t size() const { return t_ms.size(); }
  uint8_t tag(size_t index) const;
  Event event(size_t index) const;
  friend bool operator==(const EventBlock&, const EventBlock&) = default;
};

// move, click, scroll, resize, touch_move.
EventKind default_kind(StreamClass stream_class);

}  // namespace isotherm
