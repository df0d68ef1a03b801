#include "import/rrweb_events.h"

#include <simdjson.h>

#include <cmath>
#include <optional>

#include "stream/limits.h"

// Documents are walked in place (simdjson On-Demand): what is not looked at, above all the DOM, is skipped by
// its brackets and never built. Fields are asked for in the order in which recorders write them.
namespace isotherm::rrweb {
namespace {

namespace ondemand = simdjson::ondemand;

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

std::string_view as_text(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_space(text.back()))
    text.remove_suffix(1);
  return text;
}

// The rest of the line that starts at `position`, without its line feed.
std::string_view line_at(std::string_view text, size_t position) {
  return text.substr(position, text.find('\n', position) - position);
}

// One event per line: a line that ends its object, with another object in the next line, is never one
// document.
bool is_ndjson(std::string_view text) {
  const size_t start = text.find('{');
  if (start != 0) return false;
  const size_t first_end = text.find('\n');
  if (first_end == std::string_view::npos || !trimmed(text.substr(0, first_end)).ends_with('}')) return false;
  return trimmed(text.substr(first_end, 4096)).starts_with('{');
}

// JSON that is not a bad value but breaks the walk: nothing behind it can be trusted.
bool is_fatal(simdjson::error_code code) {
  switch (code) {
    case simdjson::SUCCESS:
    case simdjson::NO_SUCH_FIELD:
    case simdjson::INCORRECT_TYPE:
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE:
    case simdjson::STRING_ERROR:
    case simdjson::INVALID_URI_FRAGMENT:
      return false;
    default:
      return true;
  }
}

class EventReader {
 public:
  explicit EventReader(ByteSpan padded)
      : text_(as_text(padded.first(padded.size() - kTextPadding))), capacity_(padded.size()) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3), capacity_ -= 3;
    while (!text_.empty() && is_space(text_.front()))
      text_.remove_prefix(1), --capacity_;
    has_iframes_ = text_.find("isAttachIframe") != std::string_view::npos;
  }

  Result<Events> read() {
    if (text_.empty())
      return make_error(ErrorCode::truncated, "the input is empty; expected an rrweb recording");
    ISOTHERM_TRY(text_.front() == '[' ? read_document() : is_ndjson(text_) ? read_lines() : read_document());
    return std::move(events_);
  }

 private:
  // --- the three layouts ---

  Status read_document() {
    ondemand::document document;
    if (auto code = parser_.iterate(text_.data(), text_.size(), capacity_).get(document))
      return document_error(code);
    if (text_.front() == '[') {
      ondemand::array array;
      if (auto code = document.get_array().get(array)) return document_error(code);
      ISOTHERM_TRY(read_array(array));
      if (document.current_location().error() == simdjson::SUCCESS)
        events_.skipped.add("text behind the end of the JSON array");
      return success();
    }
    if (text_.front() != '{') {
      return make_error(ErrorCode::unsupported,
                        "not JSON: expected '[' or '{' at the start, found " + quoted(text_.substr(0, 1)));
    }
    ondemand::object object;
    if (auto code = document.get_object().get(object)) return document_error(code);
    ondemand::array array;
    auto code = object.find_field_unordered("events").get_array().get(array);
    if (code == simdjson::SUCCESS) return read_array(array);
    if (is_fatal(code)) return document_error(code);
    if (code == simdjson::NO_SUCH_FIELD && object.find_field_unordered("type").error() == simdjson::SUCCESS)
      return read_lines();
    return make_error(ErrorCode::unsupported,
                      "the JSON object has no array named \"events\"; expected an rrweb event array, an "
                      "object with \"events\", or one event per line");
  }

  Status read_array(ondemand::array& array) {
    uint64_t number = 0;
    for (auto element : array) {
      ++number;
      ondemand::value value;
      auto code = element.get(value);
      if (!is_fatal(code)) code = take_event(value, number);
      if (is_fatal(code)) {
        return make_error(ErrorCode::damaged, "event " + std::to_string(number) + " is not valid JSON (" +
                                                  simdjson::error_message(code) + ")");
      }
    }
    return success();
  }

  Status read_lines() {
    uint64_t number = 0;
    for (size_t position = 0; position < text_.size();) {
      const std::string_view line = line_at(text_, position);
      ++number;
      take_line(trimmed(line), number);
      position += line.size() + 1;
    }
    return success();
  }

  void take_line(std::string_view line, uint64_t number) {
    if (line.empty()) return;
    const size_t room = capacity_ - static_cast<size_t>(line.data() - text_.data());
    ondemand::document document;
    auto code = parser_.iterate(line.data(), line.size(), room).get(document);
    ondemand::object object;
    if (!code) code = document.get_object().get(object);
    if (!code) code = take_object(object, number);
    // On-Demand looks at no more than it is asked for; half an object at the end of a line shows only here.
    if (is_fatal(code) || code == simdjson::INCORRECT_TYPE)
      events_.skipped.add("the line is not a JSON object", number);
  }

  Status document_error(simdjson::error_code code) {
    const bool is_cut = code == simdjson::UNCLOSED_STRING || code == simdjson::INCOMPLETE_ARRAY_OR_OBJECT ||
                        code == simdjson::EMPTY;
    return make_error(is_cut ? ErrorCode::truncated : ErrorCode::damaged,
                      is_cut ? "the JSON ends too early; the file is incomplete"
                             : std::string("not valid JSON (") + simdjson::error_message(code) + ")");
  }

  // --- one event ---

  simdjson::error_code take_event(ondemand::value& value, uint64_t number) {
    ondemand::object object;
    if (auto code = value.get_object().get(object)) {
      if (is_fatal(code)) return code;
      std::string_view packed;
      events_.skipped.add(value.get_string().get(packed) == simdjson::SUCCESS
                              ? "packed event (@rrweb/packer): unpack the recording first"
                              : "the event is not a JSON object",
                          number);
      return simdjson::SUCCESS;
    }
    return take_object(object, number);
  }

  simdjson::error_code take_object(ondemand::object& event, uint64_t number) {
    number_ = number;
    fatal_ = simdjson::SUCCESS;
    const auto type = code_field(event, "type");
    if (!type) return skip("no event type");
    if (*type == kFullSnapshot || *type == kIncremental || *type == kMeta) {
      take_data(event, *type);
    } else if (*type == kDomContentLoaded || *type == kLoad) {
      events_.ignored.add("page load event");
    } else if (*type == kCustom || *type == kPlugin || *type == kAsset) {
      events_.ignored.add("custom, plugin or asset event");
    } else {
      return skip("unknown event type");
    }
    return fatal_;
  }

  void take_data(ondemand::object& event, int type) {
    ondemand::object data;
    if (note(event.find_field_unordered("data").get_object().get(data))) {
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
    if (pending_.empty() || fatal_ != simdjson::SUCCESS) return;
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

  void take_incremental(ondemand::object& data) {
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
    } else if (*source > 0 && *source <= kLastSource) {
      events_.ignored.add("input, style, media or other page state");
    } else {
      skip("unknown source of the incremental event");
    }
  }

  void take_meta(ondemand::object& data) {
    std::string_view href;
    if (note(data.find_field_unordered("href").get_string().get(href))) {
      skip("page (Meta) without an address");
      return;
    }
    Meta meta{std::string(href), size_field(data, "width"), size_field(data, "height")};
    pending_.push_back(
        {.number = number_, .index = static_cast<uint32_t>(events_.metas.size()), .kind = RecordKind::meta});
    events_.metas.push_back(std::move(meta));
  }

  void take_snapshot(ondemand::object& data) {
    Record record{.number = number_, .kind = RecordKind::snapshot};
    NodeGroup group;
    ondemand::object node;
    if (!note(data.find_field_unordered("node").get_object().get(node))) {
      if (has_iframes_) {
        record.id = walk_node(node, group.nodes, 0);
      } else {
        record.id = id_field(node, "id");
      }
    }
    ondemand::object offset;
    if (!note(data.find_field_unordered("initialOffset").get_object().get(offset))) {
      record.x = place_field(offset, "left").value_or(0);
      record.y = place_field(offset, "top").value_or(0);
    }
    pending_.push_back(record);
    push_nodes(std::move(group));
  }

  // Pointer samples: {positions: [{x, y, id, timeOffset}]}.
  void take_positions(ondemand::object& data, EventKind kind) {
    ondemand::array positions;
    if (note(data.find_field_unordered("positions").get_array().get(positions))) {
      skip("pointer samples without positions");
      return;
    }
    for (auto element : positions) {
      ondemand::object position;
      if (note(element.get_object().get(position))) {
        skip("pointer sample that is not an object");
        continue;
      }
      const auto x = place_field(position, "x"), y = place_field(position, "y");
      const uint32_t id = id_field(position, "id");
      const auto offset = number_field(position, "timeOffset");
      if (fatal_ != simdjson::SUCCESS) return;
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

  void take_interaction(ondemand::object& data) {
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

  void take_place(ondemand::object& data, Record record, std::string_view x_name, std::string_view y_name,
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
  void take_mutation(ondemand::object& data) {
    bool is_iframe_content = false;
    (void)note(data.find_field_unordered("isAttachIframe").get_bool().get(is_iframe_content));
    ondemand::array adds;
    if (note(data.find_field_unordered("adds").get_array().get(adds))) return;
    for (auto element : adds) {
      ondemand::object add, node;
      if (note(element.get_object().get(add))) continue;
      NodeGroup group;
      group.is_iframe_content = is_iframe_content;
      group.parent = id_field(add, "parentId");
      if (!note(add.find_field_unordered("node").get_object().get(node))) walk_node(node, group.nodes, 0);
      if (fatal_ != simdjson::SUCCESS) return;
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

  // Collects the ids of a serialized node and of all below it; returns its own. One pass over the fields:
  // looking them up by name would walk the children again at every level.
  uint32_t walk_node(ondemand::object& node, std::vector<NodeGroup::Node>& nodes, int depth) {
    NodeGroup::Node own;
    for (auto field : node) {
      ondemand::raw_json_string key;
      ondemand::value value;
      if (note(field.key().get(key)) || note(field.value().get(value))) break;
      if (key == "id") {
        own.id = id_from(value);
      } else if (key == "rootId") {
        own.root = id_from(value);
      } else if (key == "childNodes" && depth < kMaxNodeDepth) {
        walk_children(value, nodes, depth);
      }
      if (fatal_ != simdjson::SUCCESS) break;
    }
    if (own.id != 0) nodes.push_back(own);
    return own.id;
  }

  void walk_children(ondemand::value& value, std::vector<NodeGroup::Node>& nodes, int depth) {
    ondemand::array children;
    if (note(value.get_array().get(children))) return;
    for (auto element : children) {
      ondemand::object child;
      if (!note(element.get_object().get(child))) walk_node(child, nodes, depth + 1);
      if (fatal_ != simdjson::SUCCESS) return;
    }
  }

  // --- fields ---

  // Remembers an error that ends the walk; true = the value is not there or not usable.
  bool note(simdjson::error_code code) {
    if (is_fatal(code)) fatal_ = code;
    return code != simdjson::SUCCESS;
  }

  std::optional<double> number_field(ondemand::object& object, std::string_view name) {
    double value = 0;
    if (fatal_ != simdjson::SUCCESS || note(object.find_field_unordered(name).get_double().get(value)) ||
        !std::isfinite(value))
      return std::nullopt;
    return value;
  }

  // A coordinate in px that the stream can hold.
  std::optional<double> place_field(ondemand::object& object, std::string_view name) {
    const auto value = number_field(object, name);
    return value && std::abs(*value) <= kMaxPx ? value : std::nullopt;
  }

  uint32_t size_field(ondemand::object& object, std::string_view name) {
    const auto value = place_field(object, name);
    return value && *value > 0 ? static_cast<uint32_t>(std::lround(*value)) : 0;
  }

  // A small whole number that stands for a kind; -1 for any other number.
  std::optional<int> code_field(ondemand::object& object, std::string_view name) {
    const auto value = number_field(object, name);
    if (!value) return std::nullopt;
    return *value >= 0 && *value < 256 && *value == std::floor(*value) ? static_cast<int>(*value) : -1;
  }

  // A node id; 0 where there is none (rrweb writes -1 for nodes that it does not know).
  static uint32_t id_from(double value) {
    return value >= 1 && value <= UINT32_MAX ? static_cast<uint32_t>(value) : 0;
  }
  uint32_t id_from(ondemand::value& value) {
    double number = 0;
    return note(value.get_double().get(number)) ? 0 : id_from(number);
  }
  uint32_t id_field(ondemand::object& object, std::string_view name) {
    return id_from(number_field(object, name).value_or(0));
  }

  simdjson::error_code skip(std::string_view reason) {
    if (fatal_ == simdjson::SUCCESS) events_.skipped.add(reason, number_);
    return fatal_;
  }

  std::string_view text_;
  size_t capacity_;  // bytes that may be read from text_.data(), padding included
  bool has_iframes_ = false;
  ondemand::parser parser_;
  Events events_;
  std::vector<Record> pending_;  // of the current event, with times relative to its timestamp
  uint64_t number_ = 0;
  simdjson::error_code fatal_ = simdjson::SUCCESS;
};

}  // namespace

Result<Events> read_events(ByteSpan padded) {
  return EventReader(padded).read();
}

}  // namespace isotherm::rrweb
