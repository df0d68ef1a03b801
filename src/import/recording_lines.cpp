#include "import/recording_lines.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/json_string.h"
#include "import/csv_fields.h"
#include "import/issue_log.h"
#include "stream/limits.h"

namespace isotherm {

void LineSplitter::push(ByteSpan piece) {
  if (start_ > 0) {
    text_.erase(0, start_);
    searched_ -= std::min(searched_, start_);
    start_ = 0;
  }
  text_.append(reinterpret_cast<const char*>(piece.data()), piece.size());
}

bool LineSplitter::next(std::string_view& line) {
  while (true) {
    const size_t end = text_.find('\n', std::max(searched_, start_));
    if (end == std::string::npos) {
      searched_ = text_.size();
      if (text_.size() - start_ > kMaxLineBytes) {  // its beginning is of no use any more
        is_dropping_ = true;
        text_.clear();
        start_ = searched_ = 0;
      }
      is_too_long_ = is_dropping_;
      return false;
    }
    ++line_number_;
    is_too_long_ = is_dropping_ || end - start_ > kMaxLineBytes;
    is_dropping_ = false;
    line = is_too_long_ ? std::string_view() : std::string_view(text_).substr(start_, end - start_);
    if (line.ends_with('\r')) line.remove_suffix(1);
    start_ = searched_ = end + 1;
    return true;
  }
}

namespace {

namespace od = simdjson::ondemand;

// The keys of a line, as they were found.
struct Line {
  std::optional<std::string> kind, url, title, id, pointer;
  std::optional<std::vector<Tag>> tags;
  std::optional<uint64_t> page, session, page_view;
  std::optional<double> start_unix_ms, duration_ms, viewport_w, viewport_h, doc_w, doc_h, dpr;
  std::optional<double> t_ms, x, y, target;
  bool is_fixed = false, is_approximate = false;
};

bool is_at_end(od::document& document) {
  return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

bool read_text(od::value value, std::string& text) {
  std::string_view token = value.raw_json_token();
  while (!token.empty() && (token.back() == ' ' || token.back() == '\t' || token.back() == '\r'))
    token.remove_suffix(1);
  if (token.size() < 2 || token.front() != '"' || token.back() != '"') return false;
  return unescape_json_string(token.substr(1, token.size() - 2), text);
}

bool read_tags(od::value value, std::vector<Tag>& tags) {
  od::object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) return false;
  for (auto field : object) {
    od::field pair;
    if (std::move(field).get(pair) != simdjson::SUCCESS) return false;
    // raw() points at the key's first character; its end is the next quote that is not escaped.
    const char* raw = pair.key().raw();
    size_t length = 0;
    while (raw[length] != '"')
      length += raw[length] == '\\' ? 2 : 1;
    Tag tag;
    if (!unescape_json_string({raw, length}, tag.key) || !read_text(pair.value(), tag.value)) return false;
    tags.push_back(std::move(tag));
  }
  return true;
}

// False = the value is of another type than the key's.
bool read_value(std::string_view key, od::value value, Line& line) {
  const auto text = [&](std::optional<std::string>& field) { return read_text(value, field.emplace()); };
  const auto whole = [&](std::optional<uint64_t>& field) {
    return value.get_uint64().get(field.emplace()) == simdjson::SUCCESS;
  };
  const auto number = [&](std::optional<double>& field) {
    return value.get_double().get(field.emplace()) == simdjson::SUCCESS && std::isfinite(*field);
  };
  const auto flag = [&](bool& field) { return value.get_bool().get(field) == simdjson::SUCCESS; };
  if (key == "kind") return text(line.kind);
  if (key == "url") return text(line.url);
  if (key == "title") return text(line.title);
  if (key == "id") return text(line.id);
  if (key == "pointer") return text(line.pointer);
  if (key == "tags") return read_tags(value, line.tags.emplace());
  if (key == "page") return whole(line.page);
  if (key == "session") return whole(line.session);
  if (key == "page_view") return whole(line.page_view);
  if (key == "start_unix_ms") return number(line.start_unix_ms);
  if (key == "duration_ms") return number(line.duration_ms);
  if (key == "viewport_w") return number(line.viewport_w);
  if (key == "viewport_h") return number(line.viewport_h);
  if (key == "doc_w") return number(line.doc_w);
  if (key == "doc_h") return number(line.doc_h);
  if (key == "dpr") return number(line.dpr);
  if (key == "t_ms") return number(line.t_ms);
  if (key == "x") return number(line.x);
  if (key == "y") return number(line.y);
  if (key == "target") return number(line.target);
  if (key == "fixed") return flag(line.is_fixed);
  if (key == "approximate") return flag(line.is_approximate);
  return true;  // of a newer form
}

// A whole number 0..limit; absent = 0. False = something else.
bool take_count(const std::optional<double>& field, double factor, double limit, uint32_t& value) {
  if (!field) return true;
  const double scaled = std::round(*field * factor);
  if (!(scaled >= 0 && scaled <= limit)) return false;
  value = static_cast<uint32_t>(scaled);
  return true;
}

std::string event_from(const Line& line, EventKind kind, Event& event) {
  constexpr double kMaxPx = limits::kMaxCoordinateUnits / kUnitsPerPx;
  if (!line.t_ms || !line.x || !line.y) return "t_ms, x or y is missing";
  if (*line.t_ms < 0 || *line.t_ms > limits::kMaxTimeMs) return "t_ms is not within 7 days";
  if (std::abs(*line.x) > kMaxPx || std::abs(*line.y) > kMaxPx)
    return "x or y is out of range (2,097,152 px)";
  event.t_ms = static_cast<int32_t>(std::lround(*line.t_ms));
  event.x = units_from_px(*line.x);
  event.y = units_from_px(*line.y);
  uint8_t flags = 0;
  if (line.pointer == "touch" || line.pointer == "pen") {
    flags |= kFlagTouchPointer;
  } else if (line.pointer && line.pointer != "mouse") {
    return "unknown pointer " + isotherm::quoted(*line.pointer) + ", expected mouse, touch or pen";
  }
  if (line.is_fixed) flags |= kFlagFixedTarget;
  if (line.is_approximate) flags |= kFlagApproximate;
  event.tag = make_tag(kind, flags);
  if (line.target && *line.target != std::floor(*line.target)) return "target is not a whole number";
  if (!take_count(line.target, 1, UINT32_MAX, event.target)) return "target is out of range";
  return {};
}

std::string page_view_from(const Line& line, PageView& view) {
  if (line.start_unix_ms) {
    if (std::abs(*line.start_unix_ms) > static_cast<double>(limits::kMaxEpochMs))
      return "start_unix_ms is out of range";
    view.start_ms = std::llround(*line.start_unix_ms);
  }
  if (!take_count(line.duration_ms, 1, limits::kMaxTimeMs, view.duration_ms))
    return "duration_ms is not within 7 days";
  if (!take_count(line.viewport_w, 1, limits::kMaxSizePx, view.viewport_width) ||
      !take_count(line.viewport_h, 1, limits::kMaxSizePx, view.viewport_height) ||
      !take_count(line.doc_w, 1, limits::kMaxSizePx, view.document_width) ||
      !take_count(line.doc_h, 1, limits::kMaxSizePx, view.document_height)) {
    return "a size is not in CSS px";
  }
  if (!take_count(line.dpr, 1000, limits::kMaxDevicePixelRatioX1000, view.device_pixel_ratio_x1000))
    return "dpr is out of range";
  return {};
}

// The sender's numbers -> rows.
class Numbers {
 public:
  std::optional<uint32_t> find(const std::optional<uint64_t>& number) const {
    const auto known = number ? rows_.find(*number) : rows_.end();
    return known == rows_.end() ? std::nullopt : std::optional(known->second);
  }
  void add(uint64_t number, uint32_t row) { rows_.emplace(number, row); }

 private:
  std::unordered_map<uint64_t, uint32_t> rows_;
};

}  // namespace

struct RecordingLines::State {
  explicit State(LineTarget& target_in) : target(target_in) {}
  using Problem = Result<std::string>;
  std::string parse(std::string_view text, Line& line);
  Problem take_page(const Line& line);
  Problem take_session(const Line& line);
  Problem take_page_view(const Line& line);
  Problem take_event(const Line& line, EventKind kind);
  // Of the target: its io errors end the work, others concern the row.
  static Problem problem_of(const Error& error) {
    if (error.code == ErrorCode::io) return error;
    return error.message;
  }

  LineTarget& target;
  od::parser parser;
  std::string padded;
  Numbers pages, sessions, page_views;
  std::vector<std::pair<uint32_t, std::string>> page_urls;
  ImportReport report;
};

std::string RecordingLines::State::parse(std::string_view text, Line& line) {
  padded.assign(text);
  padded.append(simdjson::SIMDJSON_PADDING, '\0');
  od::document document;
  od::object object;
  if (parser.iterate(padded.data(), text.size(), padded.size()).get(document) != simdjson::SUCCESS ||
      document.get_object().get(object) != simdjson::SUCCESS) {
    return "not a JSON object";
  }
  std::string name;
  for (auto field : object) {
    od::field pair;
    std::string_view key;
    if (std::move(field).get(pair) != simdjson::SUCCESS) return "not a JSON object";
    if (pair.unescaped_key().get(key) != simdjson::SUCCESS) return "not a JSON object";
    name = key;
    if (!read_value(name, pair.value(), line))
      return "the value of " + isotherm::quoted(name) + " is of a wrong type";
  }
  return is_at_end(document) ? "" : "text behind the JSON object";
}

RecordingLines::State::Problem RecordingLines::State::take_page(const Line& line) {
  if (!line.page || !line.url) return std::string("page: page or url is missing");
  if (pages.find(line.page)) return "page " + std::to_string(*line.page) + " is given twice";
  const auto row = target.add_page({*line.url, line.title.value_or("")});
  if (!row.ok()) return problem_of(row.error());
  pages.add(*line.page, *row);
  report.add_page(*row, *line.url, 0);
  return std::string();
}

RecordingLines::State::Problem RecordingLines::State::take_session(const Line& line) {
  if (!line.session || !line.id) return std::string("session: session or id is missing");
  if (sessions.find(line.session)) return "session " + std::to_string(*line.session) + " is given twice";
  const auto row = target.add_session({*line.id, line.tags.value_or(std::vector<Tag>())});
  if (!row.ok()) return problem_of(row.error());
  sessions.add(*line.session, *row);
  ++report.sessions;
  return std::string();
}

RecordingLines::State::Problem RecordingLines::State::take_page_view(const Line& line) {
  if (!line.page_view) return std::string("page_view: page_view is missing");
  if (page_views.find(line.page_view))
    return "page view " + std::to_string(*line.page_view) + " is given twice";
  const auto session = sessions.find(line.session), page = pages.find(line.page);
  if (!session || !page) return std::string("page_view: its session or page was not given before");
  PageView view;
  view.session = *session;
  view.page = *page;
  if (std::string problem = page_view_from(line, view); !problem.empty()) return "page_view: " + problem;
  const auto row = target.add_page_view(view);
  if (!row.ok()) return problem_of(row.error());
  page_views.add(*line.page_view, *row);
  ++report.page_views;
  ImportedPage& met = report.pages.at(view.page);
  if (met.viewport_width == 0) met.viewport_width = view.viewport_width;
  return std::string();
}

RecordingLines::State::Problem RecordingLines::State::take_event(const Line& line, EventKind kind) {
  const auto page_view = page_views.find(line.page_view);
  if (!page_view) return std::string("event: its page view was not given before");
  Event event;
  if (std::string problem = event_from(line, kind, event); !problem.empty()) return "event: " + problem;
  const Status added = target.add_event(*page_view, event);
  if (!added.ok()) return problem_of(added.error());
  ++report.events;
  return std::string();
}

RecordingLines::RecordingLines(LineTarget& target) : state_(std::make_unique<State>(target)) {}
RecordingLines::~RecordingLines() = default;

const ImportReport& RecordingLines::added() const {
  return state_->report;
}

Result<std::string> RecordingLines::take(std::string_view text) {
  if (trimmed(text).empty()) return std::string();
  Line line;
  if (std::string problem = state_->parse(text, line); !problem.empty()) return problem;
  if (!line.kind) return std::string("kind is missing");
  if (line.kind == "recording") return std::string();
  if (line.kind == "page") return state_->take_page(line);
  if (line.kind == "session") return state_->take_session(line);
  if (line.kind == "page_view") return state_->take_page_view(line);
  if (const auto kind = event_kind_from(*line.kind)) return state_->take_event(line, *kind);
  return "unknown kind " + isotherm::quoted(*line.kind);
}

std::optional<EventKind> event_kind_from(std::string_view name) {
  for (uint8_t kind = 0; kind <= kKindMask; ++kind) {
    if (is_known_kind(kind) && to_string(static_cast<EventKind>(kind)) == name)
      return static_cast<EventKind>(kind);
  }
  return std::nullopt;
}

bool parse_tags(std::string_view text, std::vector<Tag>& tags) {
  const simdjson::padded_string padded(text);
  od::parser parser;
  od::document document;
  od::value value;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS) return false;
  return document.get_value().get(value) == simdjson::SUCCESS && read_tags(value, tags) &&
         is_at_end(document);
}

namespace {

class WriterTarget : public LineTarget {
 public:
  explicit WriterTarget(Writer& writer) : writer_(writer) {}
  Result<uint32_t> add_page(const Page& page) override { return writer_.add_distinct_page(page); }
  Result<uint32_t> add_session(const Session& session) override { return writer_.add_session(session); }
  Result<uint32_t> add_page_view(const PageView& view) override { return writer_.add_page_view(view); }
  Status add_event(uint32_t page_view, const Event& event) override {
    return writer_.add_event(page_view, event);
  }

 private:
  Writer& writer_;
};

class LinesImporter : public Importer {
 public:
  explicit LinesImporter(Writer& writer) : target_(writer) {}

  Status begin(const std::string&) override {
    lines_ = std::make_unique<RecordingLines>(target_);
    splitter_ = {};
    skipped_ = {};
    return success();
  }

  Status feed(ByteSpan bytes) override {
    splitter_.push(bytes);
    for (std::string_view line; splitter_.next(line);)
      ISOTHERM_TRY(take(line, splitter_.line_number()));
    return success();
  }

  Result<ImportReport> end() override {
    ISOTHERM_TRY(take(splitter_.rest(), splitter_.line_number() + 1));
    ImportReport report = lines_->added();
    report.skipped = skipped_.take();
    if (report.page_views == 0 && !report.skipped.empty()) {
      return make_error(ErrorCode::unsupported,
                        "no JSON lines of a recording (isotherm cat): " + report.skipped[0].reason);
    }
    return report;
  }

 private:
  Status take(std::string_view line, uint64_t number) {
    if (splitter_.is_too_long()) {
      skipped_.add("the line is longer than 4 MiB", number);
      return success();
    }
    ISOTHERM_ASSIGN(const std::string problem, lines_->take(line));
    if (!problem.empty()) skipped_.add(problem, number);
    return success();
  }

  WriterTarget target_;
  std::unique_ptr<RecordingLines> lines_;
  LineSplitter splitter_;
  IssueLog skipped_;
};

}  // namespace

std::unique_ptr<Importer> make_lines_importer(Writer& writer) {
  return std::make_unique<LinesImporter>(writer);
}

}  // namespace isotherm
