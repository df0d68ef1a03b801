#include "import/csv_numbered.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "import/csv_fields.h"
#include "import/issue_log.h"
#include "import/recording_lines.h"
#include "stream/limits.h"

namespace isotherm {
namespace {

// A whole number; nullopt = something else.
std::optional<int64_t> parse_whole(std::string_view field) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc() || end != field.data() + field.size()) return std::nullopt;
  return value;
}

bool read_size(std::string_view field, int64_t limit, uint32_t& value) {
  if (field.empty()) return true;
  const auto number = parse_whole(field);
  if (!number || *number < 0 || *number > limit) return false;
  value = static_cast<uint32_t>(*number);
  return true;
}

bool read_ratio(std::string_view field, uint32_t& x1000) {
  if (field.empty()) return true;
  const auto ratio = parse_number(field);
  if (!ratio || *ratio < 0 || std::round(*ratio * 1000) > limits::kMaxDevicePixelRatioX1000) return false;
  x1000 = static_cast<uint32_t>(std::lround(*ratio * 1000));
  return true;
}

// Rows by number; each is set by the first line that names it.
template <typename T>
class NumberedRows {
 public:
  // False = the number is out of range.
  template <typename Make>
  bool set(std::string_view number, Make make) {
    const auto index = parse_whole(number);
    if (!index || *index < 0 || *index > limits::kMaxPageViews) return false;
    const size_t at = static_cast<size_t>(*index);
    if (at >= rows_.size()) rows_.resize(at + 1);
    if (!rows_[at]) rows_[at] = make();
    return true;
  }
  // Errors: a number that no line has.
  Status check(std::string_view name) const {
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (!rows_[i]) {
        return make_error(ErrorCode::damaged, "the sessions table has no " + std::string(name) + " " +
                                                  std::to_string(i) + ", but higher numbers");
      }
    }
    return success();
  }
  const std::vector<std::optional<T>>& rows() const { return rows_; }

 private:
  std::vector<std::optional<T>> rows_;
};

class NumberedTables {
 public:
  explicit NumberedTables(Writer& writer) : writer_(writer) {}
  Status read_sessions(std::string_view text);
  Status read_events(std::string_view text);
  ImportReport take() {
    report_.skipped = skipped_.take();
    return std::move(report_);
  }

 private:
  struct Columns;
  std::string take_row(const Columns& columns, const CsvRow& row);
  Status add_rows();

  Writer& writer_;
  ImportReport report_;
  IssueLog skipped_;
  NumberedRows<Page> pages_;
  NumberedRows<Session> sessions_;
  NumberedRows<PageView> views_;
  std::vector<int64_t> session_start_ms_;
};

struct NumberedTables::Columns {
  explicit Columns(const CsvTable& table)
      : page_view(table, "page_view"),
        session_number(table, "session_number"),
        session(table, "session"),
        page(table, "page"),
        url(table, "url"),
        title(table, "title"),
        start(table, "start_unix_ms"),
        duration(table, "duration_ms"),
        viewport_width(table, "viewport_w"),
        viewport_height(table, "viewport_h"),
        document_width(table, "doc_w"),
        document_height(table, "doc_h"),
        device_pixel_ratio(table, "dpr"),
        tags(table, "tags") {}
  CsvColumn page_view, session_number, session, page, url, title, start, duration, viewport_width,
      viewport_height, document_width, document_height, device_pixel_ratio, tags;
};

std::string NumberedTables::take_row(const Columns& columns, const CsvRow& row) {
  if (const auto number = columns.page.of(row); !number.empty()) {
    const auto make = [&] {
      return Page{std::string(columns.url.whole(row)), std::string(columns.title.whole(row))};
    };
    if (!pages_.set(number, make)) return "page is not a number";
  }
  if (const auto number = columns.session_number.of(row); !number.empty()) {
    Session session{std::string(columns.session.whole(row)), {}};
    if (const auto tags = columns.tags.of(row); !tags.empty() && !parse_tags(tags, session.tags))
      return "tags is not a JSON object of strings";
    if (!sessions_.set(number, [&] { return session; })) return "session_number is not a number";
  }
  const auto number = columns.page_view.of(row);
  if (number.empty()) return {};
  PageView view;
  const auto session = parse_whole(columns.session_number.of(row)), page = parse_whole(columns.page.of(row));
  if (!session || !page || *session < 0 || *page < 0 || *session > limits::kMaxSessions ||
      *page > limits::kMaxPages)
    return "a page view without session_number or page";
  view.session = static_cast<uint32_t>(*session);
  view.page = static_cast<uint32_t>(*page);
  const auto start = parse_whole(columns.start.of(row));
  if (!start || std::abs(*start) > limits::kMaxEpochMs) return "start_unix_ms is out of range";
  view.start_ms = *start;
  if (!read_size(columns.duration.of(row), limits::kMaxTimeMs, view.duration_ms))
    return "duration_ms is not a number of ms up to 7 days";
  if (!read_size(columns.viewport_width.of(row), limits::kMaxSizePx, view.viewport_width) ||
      !read_size(columns.viewport_height.of(row), limits::kMaxSizePx, view.viewport_height) ||
      !read_size(columns.document_width.of(row), limits::kMaxSizePx, view.document_width) ||
      !read_size(columns.document_height.of(row), limits::kMaxSizePx, view.document_height)) {
    return "a size is not in CSS px";
  }
  if (!read_ratio(columns.device_pixel_ratio.of(row), view.device_pixel_ratio_x1000))
    return "dpr is not a ratio up to 1000";
  return views_.set(number, [&] { return view; }) ? "" : "page_view is not a number";
}

Status NumberedTables::read_sessions(std::string_view text) {
  ISOTHERM_ASSIGN(CsvTable table, CsvTable::open(text));
  ISOTHERM_TRY(require_columns(table, "sessions",
                               {"page_view", "session_number", "session", "page", "url", "start_unix_ms"}));
  const Columns columns(table);
  for (CsvRow row; table.next(row);) {
    std::string problem(row.problem);
    if (problem.empty()) problem = take_row(columns, row);
    if (!problem.empty()) skipped_.add("sessions: " + problem, row.line);
  }
  return add_rows();
}

Status NumberedTables::add_rows() {
  ISOTHERM_TRY(pages_.check("page"));
  ISOTHERM_TRY(sessions_.check("session_number"));
  ISOTHERM_TRY(views_.check("page_view"));
  for (const auto& view : views_.rows()) {
    if (view->session >= sessions_.rows().size() || view->page >= pages_.rows().size())
      return make_error(ErrorCode::damaged,
                        "the sessions table: a page view names a row that it does not have");
  }
  for (const auto& page : pages_.rows()) {
    ISOTHERM_ASSIGN(const uint32_t id, writer_.add_distinct_page(*page));
    report_.add_page(id, page->url, 0);
  }
  for (const auto& session : sessions_.rows())
    ISOTHERM_TRY(writer_.add_session(*session));
  session_start_ms_.assign(sessions_.rows().size(), std::numeric_limits<int64_t>::max());
  for (const auto& view : views_.rows()) {
    ISOTHERM_TRY(writer_.add_page_view(*view));
    ImportedPage& page = report_.pages.at(view->page);
    if (page.viewport_width == 0) page.viewport_width = view->viewport_width;
    session_start_ms_[view->session] = std::min(session_start_ms_[view->session], view->start_ms);
  }
  report_.sessions = sessions_.rows().size();
  report_.page_views = views_.rows().size();
  return success();
}

Status NumberedTables::read_events(std::string_view text) {
  ISOTHERM_ASSIGN(CsvTable table, CsvTable::open(text));
  ISOTHERM_TRY(require_columns(table, "events", {"page_view", "time_ms", "kind", "x", "y"}));
  const CsvColumn page_view(table, "page_view"), time(table, "time_ms"), kind(table, "kind"), x(table, "x"),
      y(table, "y"), target(table, "target"), pointer(table, "pointer"), fixed(table, "fixed"),
      approximate(table, "approximate");
  constexpr double kMaxPx = limits::kMaxCoordinateUnits / kUnitsPerPx;
  const auto take = [&](const CsvRow& row) -> std::string {
    if (!row.problem.empty()) return std::string(row.problem);
    const auto view_number = parse_whole(page_view.of(row)), time_ms = parse_whole(time.of(row));
    if (!view_number || *view_number < 0 || static_cast<size_t>(*view_number) >= views_.rows().size())
      return "the page view is not in the sessions table";
    const auto px = parse_number(x.of(row)), py = parse_number(y.of(row));
    if (!time_ms || !px || !py) return "time_ms, x or y is not a number";
    if (std::abs(*px) > kMaxPx || std::abs(*py) > kMaxPx) return "x or y is out of range (2,097,152 px)";
    const auto event_kind = event_kind_from(kind.of(row));
    if (!event_kind) return "unknown kind " + quoted(kind.of(row));
    const PageView& view = *views_.rows()[static_cast<size_t>(*view_number)];
    const int64_t t_ms = *time_ms - (view.start_ms - session_start_ms_[view.session]);
    if (t_ms < 0 || t_ms > limits::kMaxTimeMs) return "time_ms is not within the 7 days of its page view";
    const auto is_fixed = parse_flag(fixed.of(row)), is_approximate = parse_flag(approximate.of(row));
    if (!is_fixed || !is_approximate) return "fixed or approximate is neither 0 nor 1";
    Event event{static_cast<int32_t>(t_ms), units_from_px(*px), units_from_px(*py), 0, 0};
    const uint8_t flags = static_cast<uint8_t>(
        (pointer.of(row) == "touch" || pointer.of(row) == "pen" ? kFlagTouchPointer : 0) |
        (*is_fixed ? kFlagFixedTarget : 0) | (*is_approximate ? kFlagApproximate : 0));
    event.tag = make_tag(*event_kind, flags);
    if (!read_size(target.of(row), UINT32_MAX, event.target))
      return "target is not a whole number up to 4,294,967,295";
    const Status added = writer_.add_event(static_cast<uint32_t>(*view_number), event);
    return added.ok() ? std::string() : added.error().message;
  };
  for (CsvRow row; table.next(row);) {
    const std::string problem = take(row);
    if (problem.empty()) {
      ++report_.events;
    } else {
      skipped_.add("events: " + problem, row.line);
    }
  }
  return success();
}

}  // namespace

bool is_numbered_table(std::string_view sessions) {
  const auto table = CsvTable::open(sessions);
  return table.ok() && table->column("page_view") && table->column("session_number") && table->column("page");
}

Result<ImportReport> import_numbered_tables(std::string_view events, std::string_view sessions,
                                            Writer& writer) {
  NumberedTables tables(writer);
  ISOTHERM_TRY(tables.read_sessions(sessions));
  ISOTHERM_TRY(tables.read_events(events));
  return tables.take();
}

}  // namespace isotherm
