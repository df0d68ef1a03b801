#include "import/csv.h"

#include <algorithm>
#include <cmath>

#include "import/csv_fields.h"
#include "import/csv_numbered.h"
#include "import/csv_sessions.h"
#include "import/gzip.h"
#include "stream/limits.h"

namespace isotherm {
namespace {

constexpr double kMaxPx = limits::kMaxCoordinateUnits / kUnitsPerPx;
constexpr std::string_view kKnown[] = {"session", "time_ms", "kind",  "x",          "y",
                                       "target",  "pointer", "fixed", "approximate"};

std::optional<EventKind> parse_kind(std::string_view name) {
  for (uint8_t kind = 0; kind <= kKindMask; ++kind) {
    if (is_known_kind(kind) && to_string(static_cast<EventKind>(kind)) == name)
      return static_cast<EventKind>(kind);
  }
  return std::nullopt;
}

std::string_view text_of(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Rows of the events table -> events.
class EventTable {
 public:
  EventTable(const CsvTable& table, bool has_sessions, CsvSessions& sessions, Writer& writer,
             ImportReport& report, IssueLog& skipped)
      : session_(table, "session"),
        time_(table, "time_ms"),
        kind_(table, "kind"),
        x_(table, "x"),
        y_(table, "y"),
        target_(table, "target"),
        pointer_(table, "pointer"),
        fixed_(table, "fixed"),
        approximate_(table, "approximate"),
        has_sessions_(has_sessions),
        sessions_(sessions),
        writer_(writer),
        report_(report),
        skipped_(skipped) {}

  Status take(const CsvRow& row) {
    std::string problem(row.problem);
    Event event;
    double time_ms = 0;
    if (problem.empty()) problem = read(row, event, time_ms);
    if (problem.empty()) {
      ISOTHERM_TRY(find_visit(session_.of(row)));
      if (visit_ == nullptr) {
        problem = "the session is not in the sessions table";
      } else {
        problem = add(event, time_ms);
      }
    }
    if (!problem.empty()) skipped_.add("events: " + problem, row.line);
    return success();
  }

 private:
  // Fills the event but for its time; returns what is wrong with the row.
  std::string read(const CsvRow& row, Event& event, double& time_ms) const {
    if (session_.of(row).empty()) return "no session id";
    const auto time = parse_number(time_.of(row));
    if (!time) return "time_ms is not a number";
    if (*time < 0) return "time_ms is negative";
    time_ms = *time;
    const auto kind = parse_kind(kind_.of(row));
    if (!kind) return "unknown kind " + quoted(kind_.of(row));
    const auto x = parse_number(x_.of(row)), y = parse_number(y_.of(row));
    if (!x || !y) return "x or y is not a number";
    if (std::abs(*x) > kMaxPx || std::abs(*y) > kMaxPx) return "x or y is out of range (2,097,152 px)";
    if (*kind == EventKind::resize && (*x < 0 || *y < 0)) return "a viewport size is negative";
    event.x = units_from_px(*x);
    event.y = units_from_px(*y);
    uint8_t flags = 0;
    const std::string_view pointer = pointer_.of(row);
    if (pointer == "touch" || pointer == "pen") {
      // The class of touch kinds says already what made them.
      if (class_of(*kind) != StreamClass::touch) flags |= kFlagTouchPointer;
    } else if (!pointer.empty() && pointer != "mouse") {
      return "unknown pointer " + quoted(pointer) + ", expected mouse, touch or pen";
    }
    const auto is_fixed = parse_flag(fixed_.of(row)), is_approximate = parse_flag(approximate_.of(row));
    if (!is_fixed || !is_approximate) return "fixed or approximate is neither 0 nor 1";
    if (*is_fixed) flags |= kFlagFixedTarget;
    if (*is_approximate) flags |= kFlagApproximate;
    event.tag = make_tag(*kind, flags);
    if (const std::string_view target = target_.of(row); !target.empty()) {
      const auto id = parse_number(target);
      if (!id || *id < 0 || *id > UINT32_MAX || *id != std::floor(*id))
        return "target is not a whole number up to 4,294,967,295";
      event.target = static_cast<uint32_t>(*id);
    }
    return {};
  }

  // Rows of one session mostly follow each other.
  Status find_visit(std::string_view session) {
    if (visit_ != nullptr && session == visit_name_) return success();
    visit_ = sessions_.find(session);
    if (visit_ == nullptr && !has_sessions_) {
      ISOTHERM_ASSIGN(visit_, sessions_.add_unlisted(session));
    }
    visit_name_ = session;
    return success();
  }

  // To the page view that was open at the time.
  std::string add(Event& event, double time_ms) {
    const auto behind =
        std::upper_bound(visit_->views.begin() + 1, visit_->views.end(), time_ms,
                         [](double time, const CsvSessions::View& view) { return time < view.start_ms; });
    const CsvSessions::View& view = *(behind - 1);
    if (time_ms - view.start_ms > limits::kMaxTimeMs)
      return "time_ms is more than 7 days; it counts from the session's start";
    event.t_ms = static_cast<int32_t>(std::lround(time_ms - view.start_ms));
    const Status added = writer_.add_event(view.page_view, event);
    if (!added) return added.error().message;
    ++report_.events;
    return {};
  }

  CsvColumn session_, time_, kind_, x_, y_, target_, pointer_, fixed_, approximate_;
  bool has_sessions_;
  CsvSessions& sessions_;
  Writer& writer_;
  ImportReport& report_;
  IssueLog& skipped_;
  const CsvSessions::Visit* visit_ = nullptr;
  std::string visit_name_;
};

}  // namespace

Result<ImportReport> import_csv(ByteSpan events, std::optional<ByteSpan> sessions, const CsvOptions& options,
                                Writer& writer) {
  ImportReport report;
  IssueLog skipped, ignored;
  CsvSessions visits(options, writer, report, skipped, ignored);
  if (sessions) {
    ISOTHERM_ASSIGN(const Bytes sessions_text, unpacked(*sessions));
    if (is_numbered_table(text_of(sessions_text))) {
      ISOTHERM_ASSIGN(const Bytes events_text, unpacked(events));
      return import_numbered_tables(text_of(events_text), text_of(sessions_text), writer);
    }
    ISOTHERM_TRY(visits.read(text_of(sessions_text)));
  }
  ISOTHERM_ASSIGN(const Bytes events_text, unpacked(events));
  ISOTHERM_ASSIGN(CsvTable table, CsvTable::open(text_of(events_text)));
  ISOTHERM_TRY(require_columns(table, "events", {"session", "time_ms", "kind", "x", "y"}));
  for (const std::string& name : table.columns()) {
    if (std::find(std::begin(kKnown), std::end(kKnown), name) == std::end(kKnown))
      ignored.add("events: column " + quoted(name) + " is not known");
  }
  EventTable rows(table, sessions.has_value(), visits, writer, report, skipped);
  for (CsvRow row; table.next(row);)
    ISOTHERM_TRY(rows.take(row));
  report.skipped = skipped.take();
  report.ignored = ignored.take();
  return report;
}

}  // namespace isotherm
