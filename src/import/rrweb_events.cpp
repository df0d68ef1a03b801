#include "import/rrweb_events.h"

#include <simdjson.h>

#include <cmath>
#include <optional>
#include <unordered_set>

#include "import/csv_fields.h"
#include "import/json_skipper.h"
#include "import/rrweb_layout.h"
#include "stream/limits.h"

namespace isotherm::rrweb {
namespace {

namespace dom = simdjson::dom;

constexpr size_t kMaxJsonDepth = 1024;               // of one event
constexpr double kMaxTimestampMs = 253402300800000;  // the year 10000
constexpr double kMaxPx = limits::kMaxCoordinateUnits / kUnitsPerPx;
constexpr std::string_view kIframeMark = "isAttachIframe";

enum PointerType : int { kMouse = 0, kPen = 1, kTouch = 2 };
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

// A field of the type of `out`; false = missing or of another type.
template <typename T>
bool get(const dom::object& object, std::string_view name, T& out) {
  return object.at_key(name).get(out) == simdjson::SUCCESS;
}

std::optional<double> number_field(const dom::object& object, std::string_view name) {
  double value = 0;
  if (!get(object, name, value) || !std::isfinite(value)) return std::nullopt;
  return value;
}

// A coordinate in px that the stream can hold.
std::optional<double> place_field(const dom::object& object, std::string_view name) {
  const auto value = number_field(object, name);
  return value && std::abs(*value) <= kMaxPx ? value : std::nullopt;
}

double size_field(const dom::object& object, std::string_view name) {
  const auto value = place_field(object, name);
  return value && *value > 0 ? std::round(*value) : 0;
}

// A small whole number that stands for a kind; -1 for any other number.
std::optional<int> code_field(const dom::object& object, std::string_view name) {
  const auto value = number_field(object, name);
  if (!value) return std::nullopt;
  return *value >= 0 && *value < 256 && *value == std::floor(*value) ? static_cast<int>(*value) : -1;
}

uint32_t id_field(const dom::object& object, std::string_view name) {
  return node_id(number_field(object, name).value_or(0));
}

}  // namespace

uint32_t Addresses::add(std::string_view address) {
  const auto [at, is_new] = ids_.try_emplace(std::string(address), static_cast<uint32_t>(texts_.size()));
  if (is_new) texts_.push_back(&at->first);
  return at->second;
}

struct EventReader::State {
  State(Addresses& addresses_in, Log& log_in) : addresses(addresses_in), log(log_in) {}

  void take_event(std::string_view text);
  bool take_dom_event(std::string_view text, EventClass found);
  bool ignores(EventClass found);

  void take_object(dom::object& event) {
    const auto type = code_field(event, "type");
    has_type |= type.has_value();
    if (!type) {
      skip("no event type");
    } else if (*type == kIncremental || *type == kMeta) {
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
    const size_t before = records->size();
    if (type == kMeta) {
      take_meta(data);
    } else {
      take_incremental(data);
    }
    if (records->size() != before) date(before, number_field(event, "timestamp"));
  }

  // Gives the records from `first` on the time of their event; without one they are taken back.
  void date(size_t first, std::optional<double> timestamp) {
    if (!timestamp || *timestamp < 0 || *timestamp > kMaxTimestampMs) {
      skip(timestamp ? "timestamp out of range" : "no timestamp");
      records->resize(first);
      return;
    }
    for (size_t i = first; i < records->size(); ++i)
      (*records)[i].time_ms += std::llround(*timestamp);
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
    records->push_back({.number = number,
                        .x = size_field(data, "width"),
                        .y = size_field(data, "height"),
                        .id = addresses.add(href),
                        .kind = RecordKind::meta});
    iframe_nodes.clear();
    has_too_many_nodes = false;
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
        records->push_back({.time_ms = std::llround(*offset),
                            .number = number,
                            .x = *x,
                            .y = *y,
                            .id = id,
                            .kind = RecordKind::pointer,
                            .tag = make_tag(kind, iframe_flag(id))});
      }
    }
  }

  void take_interaction(dom::object& data) {
    const auto type = code_field(data, "type");
    if (type && (*type == kFocus || *type == kBlur)) {
      ignore("focus or blur, which has no position");
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
    record.number = number;
    record.id = id_field(data, "id");
    const auto x = place_field(data, x_name), y = place_field(data, y_name);
    if (!x || !y || (record.kind == RecordKind::resize && (*x < 0 || *y < 0))) {
      skip(complaint);
      return;
    }
    record.x = *x;
    record.y = *y;
    if (record.kind == RecordKind::pointer) record.tag |= iframe_flag(record.id);
    records->push_back(record);
  }

  void take_snapshot(std::string_view event);
  void take_mutation(std::string_view data);
  void remember(const std::vector<Node>& nodes, bool is_inside);
  uint8_t iframe_flag(uint32_t id) {
    if (!has_too_many_nodes && (iframe_nodes.empty() || !iframe_nodes.contains(id))) return 0;
    log.approximate.add("event inside an iframe, whose place on the page is not recorded", number);
    return kFlagApproximate;
  }

  void skip(std::string_view reason) { log.skipped.add(reason, number); }
  // Of no use itself, but a sign that the page is still open.
  void ignore(std::string_view reason) {
    log.ignored.add(reason);
    is_ignored = true;
  }
  void note_activity(std::string_view event) {
    const auto timestamp = parse_number(timestamp_text(event));
    if (!timestamp || *timestamp < 0 || *timestamp > kMaxTimestampMs) return;
    records->push_back({.time_ms = std::llround(*timestamp), .number = number, .kind = RecordKind::activity});
  }

  Addresses& addresses;
  Log& log;
  dom::parser parser;
  std::vector<Record>* records = nullptr;
  uint64_t number = 0;
  bool has_type = false, is_ignored = false;
  // Events inside iframes are told by their nodes, which mutations announce. Before the first iframe nobody
  // asks for those.
  bool has_iframes = false, has_too_many_nodes = false;
  uint32_t document_id = kFirstDocumentId;
  std::unordered_set<uint32_t> iframe_nodes;
};

void EventReader::State::take_event(std::string_view text) {
  const EventClass found = classify(text);
  has_type |= found.type != -1;
  if (take_dom_event(text, found) || ignores(found)) return;
  if (text.size() > kMaxParsedBytes) {
    skip("event longer than " + std::to_string(kMaxParsedBytes) + " bytes that is no DOM");
    return;
  }
  dom::element element;
  if (parser.max_depth() < kMaxJsonDepth && parser.allocate(1u << 14, kMaxJsonDepth)) {
    skip("no memory to parse the event");
    return;
  }
  // Behind each event its padding can be read.
  if (const auto code = parser.parse(text.data(), text.size(), false).get(element)) {
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

// Snapshots and mutations are large and hardly needed: they are looked through, not parsed.
bool EventReader::State::take_dom_event(std::string_view text, EventClass found) {
  if (found.type == kFullSnapshot) {
    take_snapshot(text);
    return true;
  }
  if (found.type != kIncremental || found.source > kMutation) return false;
  if (found.source == kMutation && !has_iframes && !contains_rare(text, kIframeMark)) {
    ignore("DOM mutation");
    return true;
  }
  const std::string_view data = field_text(text, "data");
  if (field_text(data, "source") != "0") return false;
  ignore("DOM mutation");
  has_iframes |= contains_rare(text, kIframeMark);
  if (has_iframes) take_mutation(data);
  return true;
}

// Counts events whose kind alone says that they are of no use.
bool EventReader::State::ignores(EventClass found) {
  const auto is_page_state = [](int source) {
    return source > kViewportResize && source <= kLastSource && source != kTouchMove && source != kDrag;
  };
  if (found.type == kDomContentLoaded || found.type == kLoad) {
    ignore("page load event");
  } else if (found.type == kCustom || found.type == kPlugin || found.type == kAsset) {
    ignore("custom, plugin or asset event");
  } else if (found.type == kIncremental && is_page_state(found.source)) {
    ignore("input, style, media or other page state");
  } else {
    return false;
  }
  return true;
}

// A recorder that starts anew gives out its ids anew.
void EventReader::State::take_snapshot(std::string_view event) {
  const std::string_view data = field_text(event, "data");
  if (!data.starts_with('{')) {
    skip("no event data");
    return;
  }
  std::vector<Node> nodes;
  const Snapshot snapshot = read_snapshot(data, has_iframes ? &nodes : nullptr);
  const auto offset = [](double px) { return std::abs(px) <= kMaxPx ? px : 0; };
  iframe_nodes.clear();
  has_too_many_nodes = false;
  if (snapshot.document_id != 0) document_id = snapshot.document_id;
  remember(nodes, false);
  records->push_back({.number = number,
                      .x = offset(snapshot.left),
                      .y = offset(snapshot.top),
                      .id = snapshot.document_id,
                      .kind = RecordKind::snapshot});
  date(records->size() - 1, parse_number(field_text(event, "timestamp")));
}

void EventReader::State::take_mutation(std::string_view data) {
  const Mutation mutation = read_mutation(data);
  for (const Addition& addition : mutation.additions)
    remember(addition.nodes, mutation.is_iframe_content || iframe_nodes.contains(addition.parent));
}

void EventReader::State::remember(const std::vector<Node>& nodes, bool is_inside) {
  for (const Node& node : nodes) {
    if (!is_inside && (node.root == 0 || node.root == document_id)) continue;
    if (iframe_nodes.size() >= kMaxIframeNodes) {
      has_too_many_nodes = true;
      return;
    }
    iframe_nodes.insert(node.id);
  }
}

EventReader::EventReader(Addresses& addresses, Log& log) : state_(std::make_unique<State>(addresses, log)) {}
EventReader::~EventReader() = default;
EventReader::EventReader(EventReader&&) noexcept = default;

void EventReader::read(std::string_view event, uint64_t number, std::vector<Record>& records) {
  state_->records = &records;
  state_->number = number;
  state_->is_ignored = false;
  const size_t before = records.size();
  state_->take_event(event);
  if (state_->is_ignored && records.size() == before) state_->note_activity(event);
}

void EventReader::restart() {
  state_->has_iframes = state_->has_too_many_nodes = false;
  state_->document_id = kFirstDocumentId;
  state_->iframe_nodes.clear();
}

bool EventReader::has_seen_type() const {
  return state_->has_type;
}

}  // namespace isotherm::rrweb
