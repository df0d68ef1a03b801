#include "import/clarity.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "import/json_fields.h"
#include "import/json_items.h"
#include "import/visits.h"
#include "stream/limits.h"

namespace isotherm {
namespace {

using namespace json;

constexpr double kMaxPx = limits::kMaxCoordinateUnits / kUnitsPerPx;
constexpr double kMaxUnixMs = 253402300800000;  // the year 10000
constexpr size_t kMaxJsonDepth = 256;

// Clarity's numbers of events, and of metrics and dimensions inside such events.
enum ClarityEvent : int {
  kMetric = 0,
  kDimension = 1,
  kDiscover = 5,
  kDocument = 8,
  kClick = 9,
  kScroll = 10,
  kResize = 11,
  kMouseMove = 12,
  kMouseDown = 13,
  kMouseUp = 14,
  kMouseWheel = 15,
  kDoubleClick = 16,
  kTouchStart = 17,
  kTouchEnd = 18,
  kTouchMove = 19,
  kTouchCancel = 20,
  kTimeline = 22,
  kContextMenu = 48,
  kPointerDown = 53
};
constexpr int kClientTimestampMetric = 0;
constexpr int kUrlDimension = 1, kTitleDimension = 3, kPixelRatioDimension = 26;
// Fields of the envelope.
constexpr size_t kSequence = 1, kStart = 2, kUserId = 5, kSessionId = 6, kPageNumber = 7, kUrl = 11;
// Clicks made without a pointer carry the middle of their element, in these units of its size.
constexpr double kElementMiddle = 16383;
// Browsers give the document the first ids: document, doctype if there is one, <html>, <head>.
constexpr uint32_t kLastIdOfHtml = 3;
// The mouse events and the click that a browser makes of a tap follow its end within this time, in place.
constexpr double kTapMs = 1000, kTapPx = 2;

std::optional<EventKind> kind_of_event(int event) {
  switch (event) {
    case kClick:
      return EventKind::click;
    case kMouseMove:
      return EventKind::move;
    case kMouseDown:
      return EventKind::mouse_down;
    case kMouseUp:
      return EventKind::mouse_up;
    case kDoubleClick:
      return EventKind::double_click;
    case kContextMenu:
      return EventKind::context_menu;
    case kTouchStart:
      return EventKind::touch_start;
    case kTouchEnd:
      return EventKind::touch_end;
    case kTouchMove:
      return EventKind::touch_move;
    case kTouchCancel:
      return EventKind::touch_cancel;
    default:
      return std::nullopt;
  }
}

// An event of a payload: [time, event, ...].
struct Tokens {
  dom::array array;
  double time_ms = 0;
  int event = 0;

  std::optional<double> number(size_t index) const {
    dom::element element;
    return array.at(index).get(element) == simdjson::SUCCESS ? number_from(element) : std::nullopt;
  }
  uint32_t id(size_t index) const {
    const double value = number(index).value_or(0);
    return value >= 1 && value <= UINT32_MAX ? static_cast<uint32_t>(value) : 0;
  }
};

std::string_view text_at(const dom::array& array, size_t index) {
  std::string_view text;
  return array.at(index).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

double number_at(const dom::array& array, size_t index) {
  dom::element element;
  return array.at(index).get(element) == simdjson::SUCCESS ? number_from(element).value_or(-1) : -1;
}

// The first value of a dimension: ["https://..."].
std::string_view first_text(const dom::element& element) {
  dom::array values;
  return element.get(values) == simdjson::SUCCESS ? text_at(values, 0) : std::string_view();
}

// What is known about a page view besides what it becomes.
struct PageState {
  uint32_t html_id = 0;                             // 0 = not recorded
  bool has_url = false;                             // from the page itself
  std::set<std::pair<double, double>> payloads;     // sequence number and start of those taken
  double tap_time_ms = -1e9, tap_x = 0, tap_y = 0;  // the last touch end

  bool is_document(uint32_t id) const { return html_id != 0 ? id == html_id : id <= kLastIdOfHtml; }
};

class ClarityImporter : public Importer, private JsonItemTaker {
 public:
  ClarityImporter(ClarityOptions options, Writer& writer) : options_(std::move(options)), writer_(writer) {}

  Status begin(const std::string&) override {
    items_.emplace("payloads", static_cast<JsonItemTaker&>(*this));
    return success();
  }
  Status feed(ByteSpan bytes) override { return explained(items_->feed(bytes)); }
  Result<ImportReport> end() override {
    ISOTHERM_TRY(explained(items_->finish()));
    ImportReport report;
    issues_.move_to(report);
    return report;
  }
  Result<ImportReport> finish() override {
    states_.clear();
    return visits_.write(writer_);
  }

 private:
  static Status explained(Status status) {
    if (status || status.error().code != ErrorCode::unsupported) return status;
    return make_error(ErrorCode::unsupported, "no Clarity payloads: " + status.error().message);
  }

  void take_problem(std::string_view reason, uint64_t number, std::string_view) override {
    issues_.skipped.add(reason, number);
  }

  Status take_item(std::string_view item, uint64_t number) override {
    number_ = number;
    dom::element element;
    dom::object payload;
    if (parser_.capacity() == 0 && parser_.allocate(1u << 12, kMaxJsonDepth))
      return make_error(ErrorCode::limit, "no memory to parse JSON");
    if (const auto code = parser_.parse(item.data(), item.size(), false).get(element)) {
      skip(code == simdjson::UTF8_ERROR ? "the payload is not valid UTF-8" : "the payload is not valid JSON");
    } else if (element.get(payload)) {
      skip("the payload is not a JSON object");
    } else {
      take_payload(payload);
    }
    return success();
  }

  void take_payload(const dom::object& payload) {
    dom::array envelope, analysis, playback;
    if (!get(payload, "e", envelope) || !get(payload, "a", analysis)) {
      return skip("not a Clarity payload: it has no envelope (e) or no events (a)");
    }
    if (text_at(envelope, kSessionId).empty()) return skip("the envelope has no session id");
    const double page_number = number_at(envelope, kPageNumber);
    if (page_number < 0) return skip("the envelope has no page number");
    std::vector<Tokens> events;
    collect(analysis, events);
    if (get(payload, "p", playback)) collect(playback, events);
    // Some events are held back by the recorder: they are in order of sending, not of time.
    std::stable_sort(events.begin(), events.end(),
                     [](const Tokens& a, const Tokens& b) { return a.time_ms < b.time_ms; });
    if (!find_page_view(envelope, page_number)) return;
    if (!states_[visit_]
             .payloads.insert({number_at(envelope, kSequence), number_at(envelope, kStart)})
             .second)
      return issues_.ignored.add("payload that came before: the recorder sent it again");
    for (const Tokens& event : events)
      take_event(event);
  }

  void collect(const dom::array& list, std::vector<Tokens>& events) {
    for (const dom::element element : list) {
      Tokens event;
      if (element.get(event.array)) {
        skip("an event is not a list");
        continue;
      }
      const auto time = event.number(0), code = event.number(1);
      if (!time || *time < 0 || *time > limits::kMaxTimeMs || !code || *code < 0 || *code > 10'000) {
        skip("an event without a usable time or number");
        continue;
      }
      event.time_ms = *time;
      event.event = static_cast<int>(*code);
      events.push_back(event);
    }
  }

  bool find_page_view(const dom::array& envelope, double page_number) {
    const std::string_view session = text_at(envelope, kSessionId), url = text_at(envelope, kUrl);
    if (!fits(url, session)) {
      skip("an address or name is longer than 65,536 bytes");
      return false;
    }
    std::string key(text_at(envelope, kUserId));
    key.append(1, '\0').append(session).append(1, '\0').append(
        std::to_string(std::llround(std::min(page_number, 1e15))));
    const auto [id, is_new] = visits_.find_or_add(key);
    visit_ = id;
    if (is_new) {
      states_.emplace_back();
      visits_[id].session = session;
      visits_[id].page.url = options_.fallback_url;
      visits_[id].zero_ms = 0;
    }
    if (!url.empty() && !states_[id].has_url) visits_[id].page.url = url;
    return true;
  }

  void take_event(const Tokens& event) {
    // Whatever it is, the page was still open.
    uint32_t& duration_ms = visits_[visit_].view.duration_ms;
    duration_ms = std::max(duration_ms, static_cast<uint32_t>(std::llround(event.time_ms)));
    switch (event.event) {
      case kMetric:
        return take_metrics(event);
      case kDimension:
        return take_dimensions(event);
      case kDocument:
        return take_document_size(event);
      case kScroll:
        return take_scroll(event);
      case kResize:
        return take_resize(event);
      case kDiscover:
        take_ids(event);
        return issues_.ignored.add("page content and its changes");
      case kMouseWheel:
      case kPointerDown:
      case kTimeline:
        return issues_.ignored.add("wheel turns, and repeats of clicks and presses");
      default:
        if (const auto kind = kind_of_event(event.event)) return take_pointer(event, *kind);
        issues_.ignored.add("page content, input, diagnostics and other page state");
    }
  }

  // [time, 0, metric, value, metric, value, ...]
  void take_metrics(const Tokens& event) {
    for (size_t index = 2; index + 1 < event.array.size() && index < 200; index += 2) {
      const auto metric = event.number(index), value = event.number(index + 1);
      PageView& view = visits_[visit_].view;
      if (metric && *metric == kClientTimestampMetric && value && *value > 0 && *value < kMaxUnixMs &&
          view.start_ms == 0)
        view.start_ms = std::llround(*value);
    }
  }

  // [time, 1, dimension, [value, ...], ...]
  void take_dimensions(const Tokens& event) {
    std::optional<double> dimension;
    for (const dom::element element : event.array) {
      if (const auto number = number_from(element)) {
        dimension = number;
        continue;
      }
      const std::string_view text = first_text(element);
      Visit& visit = visits_[visit_];
      if (!dimension || text.empty() || !fits(text, {})) continue;
      if (*dimension == kUrlDimension && !states_[visit_].has_url) {
        visit.page.url = text;
        states_[visit_].has_url = true;
      } else if (*dimension == kTitleDimension) {
        visit.page.title = text;
      } else if (*dimension == kPixelRatioDimension) {
        const double ratio = parse_number(text).value_or(0) * 1000;
        if (ratio > 0 && ratio <= limits::kMaxDevicePixelRatioX1000)
          visit.view.device_pixel_ratio_x1000 = static_cast<uint32_t>(std::lround(ratio));
      }
    }
  }

  // Pages grow while they are read: the largest size counts.
  void take_document_size(const Tokens& event) {
    PageView& view = visits_[visit_].view;
    view.document_width = std::max(view.document_width, size_from_px(event.number(2).value_or(0)));
    view.document_height = std::max(view.document_height, size_from_px(event.number(3).value_or(0)));
  }

  // The id of <html>, which is the target of the page's own scrolling: id, parent, previous, "HTML", ...
  void take_ids(const Tokens& event) {
    PageState& state = states_[visit_];
    if (state.html_id != 0) return;
    uint32_t id = 0;
    size_t index = 0;
    bool is_behind_number = false;
    for (const dom::element element : event.array) {
      const bool is_number = element.is_number();
      if (++index <= 2) continue;  // time and event
      if (is_number && !is_behind_number) {
        const double value = number_from(element).value_or(0);
        id = value >= 1 && value <= UINT32_MAX ? static_cast<uint32_t>(value) : 0;
      }
      is_behind_number = is_number;
      std::string_view text;
      if (element.get(text) == simdjson::SUCCESS && text == "HTML") {
        state.html_id = id;
        return;
      }
    }
  }

  void take_resize(const Tokens& event) {
    const auto width = event.number(2), height = event.number(3);
    if (!width || !height || size_from_px(*width) == 0 || size_from_px(*height) == 0)
      return skip("resize without a usable size");
    Visit& visit = visits_[visit_];
    // The first one is the viewport at the start.
    if (visit.view.viewport_width == 0) {
      visit.view.viewport_width = size_from_px(*width);
      visit.view.viewport_height = size_from_px(*height);
      return;
    }
    add(event, *width, *height, make_tag(EventKind::resize), 0);
  }

  void take_scroll(const Tokens& event) {
    const auto x = event.number(3), y = event.number(4);
    if (!is_place(x, y)) return skip("scroll without a usable position");
    const uint32_t id = event.id(2);
    const bool is_page = states_[visit_].is_document(id);
    add(event, *x, *y, make_tag(is_page ? EventKind::scroll : EventKind::element_scroll), is_page ? 0 : id);
  }

  void take_pointer(const Tokens& event, EventKind kind) {
    const auto x = event.number(3), y = event.number(4);
    if (!is_place(x, y)) return skip("pointer event without a usable position");
    PageState& state = states_[visit_];
    uint8_t flags = 0;
    if (kind == EventKind::touch_end) {
      state.tap_time_ms = event.time_ms;
      state.tap_x = *x;
      state.tap_y = *y;
    } else if (class_of(kind) != StreamClass::touch && event.time_ms - state.tap_time_ms <= kTapMs &&
               std::abs(*x - state.tap_x) <= kTapPx && std::abs(*y - state.tap_y) <= kTapPx) {
      flags |= kFlagTouchPointer;
    }
    const bool has_element_place = event.event == kClick || event.event == kContextMenu;
    if (has_element_place && event.number(5) == kElementMiddle && event.number(6) == kElementMiddle) {
      flags |= kFlagApproximate;
      issues_.approximate.add("click without a pointer's position: the middle of its element stands in",
                              number_);
    }
    add(event, *x, *y, make_tag(kind, flags), kind == EventKind::move ? 0 : event.id(2));
  }

  static bool is_place(std::optional<double> x, std::optional<double> y) {
    return x && y && std::abs(*x) <= kMaxPx && std::abs(*y) <= kMaxPx;
  }

  void add(const Tokens& event, double x, double y, uint8_t tag, uint32_t target) {
    visits_.add(visit_, std::llround(event.time_ms),
                {.x = units_from_px(x), .y = units_from_px(y), .tag = tag, .target = target});
  }

  void skip(std::string_view reason) { issues_.skipped.add(reason, number_); }

  ClarityOptions options_;
  Writer& writer_;
  std::optional<JsonItems> items_;
  dom::parser parser_;
  Visits visits_;
  std::vector<PageState> states_;  // of visits_
  IssueLogs issues_;
  uint32_t visit_ = 0;   // of the payload being read
  uint64_t number_ = 0;  // of the payload
};

}  // namespace

std::unique_ptr<Importer> make_clarity_importer(ClarityOptions options, Writer& writer) {
  return std::make_unique<ClarityImporter>(std::move(options), writer);
}

}  // namespace isotherm
