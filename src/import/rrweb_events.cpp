#include "import/rrweb_events.h"

#include <simdjson.h>

#include <cmath>
#include <optional>

#include "import/rrweb_layout.h"
#include "stream/limits.h"

// Most of a recording is DOM, which is of no use here: such events are told by their first fields and passed
// over by their brackets. Only the others are parsed, one at a time and strictly, so that a broken event
// costs that event.
namespace isotherm::rrweb {
namespace {

namespace dom = simdjson::dom;

constexpr size_t kMaxJsonDepth = 16'384;             // of one event
constexpr int kMaxNodeDepth = 1000;                  // of a serialized DOM tree
constexpr double kMaxTimestampMs = 253402300800000;  // the year 10000
constexpr double kMaxPx = limits::kMaxCoordinateUnits / kUnitsPerPx;

// Event types and incremental sources of rrweb.
enum Type {
  kDomContentLoaded = 0,
  kLoad = 1,
  kFullSnapshot = 2,
  kIncremental = 3,
  kMeta = 4,
  kCustom = 5,
  kPlugin = 6,
  kAsset = 7
};
enum Source {
  kMutation = 0,
  kMouseMove = 1,
  kMouseInteraction = 2,
  kScroll = 3,
  kViewportResize = 4,
  kTouchMove = 6,
  kDrag = 12,
  kLastSource = 16
};
enum PointerType { kMouse = 0, kPen = 1, kTouch = 2 };
constexpr int kFocus = 5, kBlur = 6;

// What a mouse interaction becomes, by its type; types 5 and 6 carry no position.
std::optional<EventKind> kind_of_interaction(int type) {
  switch (type) {
    case 0:
      return EventKind::mouse_up;
    case 1:
      return EventKind::mouse_down;
    case 2:
      return EventKind::click;
    case 3:
      return EventKind::context_menu;
    case 4:
      return EventKind::double_click;
    case 7:
      return EventKind::touch_start;
    case 8:
      return EventKind::touch_move;
    case 9:
      return EventKind::touch_end;
    case 10:
      return EventKind::touch_cancel;
    default:
      return std::nullopt;
  }
}

class EventReader {
 public:
  explicit EventReader(ByteSpan padded)
      : text_(reinterpret_cast<const char*>(padded.data()), padded.size() - kTextPadding),
        has_iframes_(text_.find("isAttachIframe") != std::string_view::npos) {}

  Result<Events> read() {
    if (parser_.allocate(1u << 16, kMaxJsonDepth))
      return make_error(ErrorCode::limit, "no memory to parse JSON");
    ISOTHERM_TRY(split_events(
        text_, [this](std::string_view event, uint64_t number) { take_event(event, number); },
        events_.skipped));
    return std::move(events_);
  }

 private:
  void take_event(std::string_view text, uint64_t number) {
    number_ = number;
    if (ignores(classify(text))) return;
    dom::element element;
    // Behind each event lies the rest of the padded text, so that the parser may read a little further.
    if (const auto code = parser_.parse(text.data(), text.size(), false).get(element)) {
      skip(code == simdjson::UTF8_ERROR ? "the event is not valid UTF-8" : "the event is not valid JSON");
      return;
    }
    dom::object event;
    if (element.get(event)) {
      skip(element.is_string() ? "packed event (@rrweb/packer): unpack the recording first"
                               : "the event is not a JSON object");
      return;
    }
    take_object(event);
  }

  // Counts events whose kind alone says that they are of no use.
  bool ignores(EventClass found) {
    if (found.type == kDomContentLoaded || found.type == kLoad) {
      events_.ignored.add("page load event");
    } else if (found.type == kCustom || found.type == kPlugin || found.type == kAsset) {
      events_.ignored.add("custom, plugin or asset event");
    } else if (found.type == kIncremental && found.source == kMutation) {
      if (has_iframes_) return false;
      events_.ignored.add("DOM mutation");
    } else if (found.type == kIncremental && is_page_state(found.source)) {
      events_.ignored.add("input, style, media or other page state");
    } else {
      return false;
    }
    return true;
  }

  static bool is_page_state(int source) {
    return source > kViewportResize && source <= kLastSource && source != kTouchMove && source != kDrag;
  }

  void take_object(dom::object& event) {
    const auto type = code_field(event, "type");
    if (!type) {
      skip("no event type");
    } else if (*type == kFullSnapshot || *type == kIncremental || *type == kMeta) {
      take_data(event, *type);
    } else if (!ignores({*type, -1})) {
      skip("unknown event type");
    }
  }

  void take_data(dom::object& event, int type) {
    dom::object data;
    if (!get(event, "data", data)) {
      skip("no event data");
      return;
    }
    pending_.clear();
    if (type == kMeta) {
      take_meta(data);
    } else if (type == kFullSnapshot) {
      take_snapshot(data);
    } else {
      take_incremental(data);
    }
    if (pending_.empty()) return;
    const auto timestamp = number_field(event, "timestamp");
    if (!timestamp || *timestamp < 0 || *timestamp > kMaxTimestampMs) {
      skip(timestamp ? "timestamp out of range" : "no timestamp");
      return;
    }
    for (Record record : pending_) {
      record.time_ms += std::llround(*timestamp);
      events_.records.push_back(record);
    }
  }

  void take_incremental(dom::object& data) {
    const auto source = code_field(data, "source");
    if (!source) {
      skip("no source of the incremental event");
    } else if (*source == kMouseMove || *source == kTouchMove || *source == kDrag) {
      take_positions(data, *source == kTouchMove ? EventKind::touch_move : EventKind::move);
    } else if (*source == kMouseInteraction) {
      take_interaction(data);
    } else if (*source == kScroll) {
      take_place(data, {.kind = RecordKind::scroll}, "x", "y", "scroll without a usable position");
    } else if (*source == kViewportResize) {
      take_place(data, {.kind = RecordKind::resize}, "width", "height", "resize without a usable size");
    } else if (*source == kMutation) {
      events_.ignored.add("DOM mutation");
      if (has_iframes_) take_mutation(data);
    } else if (!ignores({kIncremental, *source})) {
      skip("unknown source of the incremental event");
    }
  }

  void take_meta(dom::object& data) {
    std::string_view href;
    if (!get(data, "href", href)) {
      skip("page (Meta) without an address");
      return;
    }
    Meta meta{std::string(href), size_field(data, "width"), size_field(data, "height")};
    pending_.push_back(
        {.number = number_, .index = static_cast<uint32_t>(events_.metas.size()), .kind = RecordKind::meta});
    events_.metas.push_back(std::move(meta));
  }

  void take_snapshot(dom::object& data) {
    Record record{.number = number_, .kind = RecordKind::snapshot};
    NodeGroup group;
    dom::object node;
    if (get(data, "node", node)) {
      if (has_iframes_) {
        record.id = walk_node(node, group.nodes, 0);
      } else {
        record.id = id_field(node, "id");
      }
    }
    dom::object offset;
    if (get(data, "initialOffset", offset)) {
      record.x = place_field(offset, "left").value_or(0);
      record.y = place_field(offset, "top").value_or(0);
    }
    pending_.push_back(record);
    push_nodes(std::move(group));
  }

  // Pointer samples: {positions: [{x, y, id, timeOffset}]}.
  void take_positions(dom::object& data, EventKind kind) {
    dom::array positions;
    if (!get(data, "positions", positions)) {
      skip("pointer samples without positions");
      return;
    }
    for (auto element : positions) {
      dom::object position;
      if (element.get(position)) {
        skip("pointer sample that is not an object");
        continue;
      }
      const auto x = place_field(position, "x"), y = place_field(position, "y");
      const uint32_t id = id_field(position, "id");
      const auto offset = number_field(position, "timeOffset");
      if (!x || !y) {
        skip("pointer sample without a usable position");
      } else if (!offset || std::abs(*offset) > limits::kMaxTimeMs) {
        skip("pointer sample without a usable time offset");
      } else {
        pending_.push_back({.time_ms = std::llround(*offset),
                            .number = number_,
                            .x = *x,
                            .y = *y,
                            .id = id,
                            .tag = make_tag(kind)});
      }
    }
  }

  void take_interaction(dom::object& data) {
    const auto type = code_field(data, "type");
    if (type && (*type == kFocus || *type == kBlur)) {
      events_.ignored.add("focus or blur, which has no position");
      return;
    }
    const auto kind = type ? kind_of_interaction(*type) : std::nullopt;
    if (!kind) {
      skip("unknown mouse interaction");
      return;
    }
    const auto pointer = code_field(data, "pointerType");
    // The class of touch kinds says already what made them.
    const bool is_touch =
        pointer && (*pointer == kTouch || *pointer == kPen) && class_of(*kind) != StreamClass::touch;
    take_place(data, {.tag = make_tag(*kind, is_touch ? kFlagTouchPointer : uint8_t{0})}, "x", "y",
               "mouse interaction without a usable position");
  }

  void take_place(dom::object& data, Record record, std::string_view x_name, std::string_view y_name,
                  std::string_view complaint) {
    record.number = number_;
    record.id = id_field(data, "id");
    const auto x = place_field(data, x_name), y = place_field(data, y_name);
    if (!x || !y || (record.kind == RecordKind::resize && (*x < 0 || *y < 0))) {
      skip(complaint);
      return;
    }
    record.x = *x;
    record.y = *y;
    pending_.push_back(record);
  }

  // Only recordings with iframes come here: the ids of the nodes that a mutation adds.
  void take_mutation(dom::object& data) {
    bool is_iframe_content = false;
    (void)get(data, "isAttachIframe", is_iframe_content);
    dom::array adds;
    if (!get(data, "adds", adds)) return;
    for (auto element : adds) {
      dom::object add, node;
      if (element.get(add)) continue;
      NodeGroup group;
      group.is_iframe_content = is_iframe_content;
      group.parent = id_field(add, "parentId");
      if (get(add, "node", node)) walk_node(node, group.nodes, 0);
      push_nodes(std::move(group));
    }
  }

  void push_nodes(NodeGroup group) {
    if (group.nodes.empty()) return;
    pending_.push_back({.number = number_,
                        .index = static_cast<uint32_t>(events_.node_groups.size()),
                        .kind = RecordKind::nodes});
    events_.node_groups.push_back(std::move(group));
  }

  // Collects the ids of a serialized node and of all below it; returns its own.
  static uint32_t walk_node(const dom::object& node, std::vector<NodeGroup::Node>& nodes, int depth) {
    const NodeGroup::Node own{id_field(node, "id"), id_field(node, "rootId")};
    if (own.id != 0) nodes.push_back(own);
    dom::array children;
    if (depth >= kMaxNodeDepth || !get(node, "childNodes", children)) return own.id;
    for (const dom::element element : children) {
      dom::object child;
      if (!element.get(child)) walk_node(child, nodes, depth + 1);
    }
    return own.id;
  }

  // --- fields ---

  // A field of the type of `out`; false = missing or of another type.
  template <typename T>
  static bool get(const dom::object& object, std::string_view name, T& out) {
    return object.at_key(name).get(out) == simdjson::SUCCESS;
  }

  static std::optional<double> number_field(const dom::object& object, std::string_view name) {
    double value = 0;
    if (!get(object, name, value) || !std::isfinite(value)) return std::nullopt;
    return value;
  }

  // A coordinate in px that the stream can hold.
  static std::optional<double> place_field(const dom::object& object, std::string_view name) {
    const auto value = number_field(object, name);
    return value && std::abs(*value) <= kMaxPx ? value : std::nullopt;
  }

  static uint32_t size_field(const dom::object& object, std::string_view name) {
    const auto value = place_field(object, name);
    return value && *value > 0 ? static_cast<uint32_t>(std::lround(*value)) : 0;
  }

  // A small whole number that stands for a kind; -1 for any other number.
  static std::optional<int> code_field(const dom::object& object, std::string_view name) {
    const auto value = number_field(object, name);
    if (!value) return std::nullopt;
    return *value >= 0 && *value < 256 && *value == std::floor(*value) ? static_cast<int>(*value) : -1;
  }

  // A node id; 0 where there is none (rrweb writes -1 for nodes that it does not know).
  static uint32_t id_from(double value) {
    return value >= 1 && value <= UINT32_MAX ? static_cast<uint32_t>(value) : 0;
  }
  static uint32_t id_field(const dom::object& object, std::string_view name) {
    return id_from(number_field(object, name).value_or(0));
  }

  void skip(std::string_view reason) { events_.skipped.add(reason, number_); }

  std::string_view text_;
  bool has_iframes_;
  dom::parser parser_;
  Events events_;
  std::vector<Record> pending_;  // of the current event, with times relative to its timestamp
  uint64_t number_ = 0;
};

}  // namespace

Result<Events> read_events(ByteSpan padded) {
  return EventReader(padded).read();
}

}  // namespace isotherm::rrweb
