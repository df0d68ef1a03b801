#include "import/csv_sessions.h"

#include <algorithm>
#include <cmath>

#include "import/csv_fields.h"
#include "stream/limits.h"

namespace isotherm {

struct CsvSessions::Columns {
  explicit Columns(const CsvTable& table)
      : session(table, "session"),
        url(table, "url"),
        title(table, "title"),
        start(table, "start_unix_ms"),
        duration(table, "duration_ms"),
        viewport_width(table, "viewport_w"),
        viewport_height(table, "viewport_h"),
        document_width(table, "doc_w"),
        document_height(table, "doc_h"),
        device_pixel_ratio(table, "dpr"),
        screenshot(table, "screenshot"),
        screenshot_width(table, "screenshot_css_w"),
        screenshot_height(table, "screenshot_css_h") {
    for (size_t i = 0; i < table.columns().size(); ++i) {
      const std::string& name = table.columns()[i];
      if (name.starts_with("tag:") && name.size() > 4) tags.push_back({i, name.substr(4)});
    }
  }

  CsvColumn session, url, title, start, duration, viewport_width, viewport_height, document_width,
      document_height, device_pixel_ratio;
  CsvColumn screenshot, screenshot_width, screenshot_height;
  std::vector<std::pair<size_t, std::string>> tags;
};

namespace {

constexpr double kMaxUnixMs = 253402300800000;  // the year 10000
constexpr std::string_view kKnown[] = {
    "session", "url",   "title", "start_unix_ms", "duration_ms",      "viewport_w",      "viewport_h",
    "doc_w",   "doc_h", "dpr",   "screenshot",    "screenshot_css_w", "screenshot_css_h"};

// A whole number 0..maximum; an empty field is 0 (not recorded). False = something else.
bool read_count(std::string_view field, double maximum, double factor, uint32_t& value) {
  if (field.empty()) return true;
  const auto number = parse_number(field);
  if (!number || *number < 0 || *number > maximum) return false;
  value = static_cast<uint32_t>(std::llround(*number * factor));
  return true;
}

}  // namespace

Status CsvSessions::read(std::string_view text) {
  ISOTHERM_ASSIGN(CsvTable table, CsvTable::open(text));
  ISOTHERM_TRY(require_columns(table, "sessions", {"session", "url"}));
  const Columns columns(table);
  for (const std::string& name : table.columns()) {
    if (std::find(std::begin(kKnown), std::end(kKnown), name) == std::end(kKnown) &&
        !name.starts_with("tag:")) {
      ignored_.add("sessions: column " + quoted(name) + " is not known");
    }
  }
  for (CsvRow row; table.next(row);) {
    if (row.problem.empty()) {
      take_row(columns, row);
    } else {
      skipped_.add("sessions: " + std::string(row.problem), row.line);
    }
  }
  for (auto& [session, rows] : rows_)
    ISOTHERM_TRY(add_visit(session, rows));
  rows_.clear();
  row_index_.clear();
  return success();
}

void CsvSessions::take_row(const Columns& columns, const CsvRow& csv) {
  const auto skip = [&](const std::string& reason) { skipped_.add("sessions: " + reason, csv.line); };
  const std::string session(columns.session.of(csv));
  if (session.empty()) return skip("no session id");
  Row row;
  row.line = csv.line;
  row.page = {std::string(columns.url.of(csv)), std::string(columns.title.of(csv))};
  if (row.page.url.empty()) return skip("no url");

  const std::string_view start = columns.start.of(csv);
  const auto start_ms = start.empty() ? 0.0 : parse_number(start);
  if (!start_ms || *start_ms < 0 || *start_ms > kMaxUnixMs)
    return skip("start_unix_ms is not a time in ms since 1970");
  row.view.start_ms = std::llround(*start_ms);

  if (!read_count(columns.duration.of(csv), limits::kMaxTimeMs, 1, row.view.duration_ms))
    return skip("duration_ms is not a number of ms up to 7 days");
  constexpr double kMaxPx = limits::kMaxCoordinateUnits / kUnitsPerPx;
  const struct {
    const CsvColumn& column;
    std::string_view name;
    uint32_t& value;
  } sizes[] = {{columns.viewport_width, "viewport_w", row.view.viewport_width},
               {columns.viewport_height, "viewport_h", row.view.viewport_height},
               {columns.document_width, "doc_w", row.view.document_width},
               {columns.document_height, "doc_h", row.view.document_height},
               {columns.screenshot_width, "screenshot_css_w", row.screenshot_width},
               {columns.screenshot_height, "screenshot_css_h", row.screenshot_height}};
  for (const auto& size : sizes) {
    if (!read_count(size.column.of(csv), kMaxPx, 1, size.value))
      return skip(std::string(size.name) + " is not a size in CSS px");
  }
  if (!read_count(columns.device_pixel_ratio.of(csv), 100, 1000, row.view.device_pixel_ratio_x1000))
    return skip("dpr is not a ratio up to 100");

  for (const auto& [index, key] : columns.tags) {
    if (!csv.fields[index].empty()) row.tags.push_back({key, std::string(csv.fields[index])});
  }
  row.screenshot = columns.screenshot.of(csv);
  if (row.screenshot_width == 0) row.screenshot_width = row.view.document_width;

  const auto [known, is_new] = row_index_.try_emplace(session, rows_.size());
  if (is_new) rows_.push_back({session, {}});
  rows_[known->second].second.push_back(std::move(row));
}

Status CsvSessions::add_visit(const std::string& session, std::vector<Row>& rows) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.view.start_ms < b.view.start_ms; });
  Visit visit;
  ISOTHERM_ASSIGN(visit.session, writer_.add_session({session, rows.front().tags}));
  ++report_.sessions;
  for (const Row& row : rows) {
    if (&row != &rows.front() && row.view.start_ms == (&row - 1)->view.start_ms) {
      skipped_.add("sessions: the session is listed already with the same start", row.line);
      continue;
    }
    ISOTHERM_ASSIGN(const uint32_t page, writer_.add_page(row.page));
    PageView view = row.view;
    view.session = visit.session;
    view.page = page;
    ISOTHERM_ASSIGN(const uint32_t page_view, writer_.add_page_view(view));
    ++report_.page_views;
    report_.add_page(page, row.page.url, view.viewport_width);
    visit.views.push_back({page_view, static_cast<double>(view.start_ms - rows.front().view.start_ms)});
    ISOTHERM_TRY(add_screenshot(row, page));
  }
  visits_.emplace(session, std::move(visit));
  return success();
}

// A picture that cannot be used costs the picture, not the recording.
Status CsvSessions::add_screenshot(const Row& row, uint32_t page) {
  if (row.screenshot.empty() || !options_.load_picture) return success();
  const std::string key = std::to_string(page) + " " + std::to_string(row.screenshot_width);
  if (const auto known = pictures_.find(key); known != pictures_.end()) {
    if (known->second != row.screenshot)
      ignored_.add("sessions: the page has a screenshot of this width already", row.line);
    return success();
  }
  Result<Bytes> picture = options_.load_picture(row.screenshot);
  if (!picture) {
    skipped_.add("sessions: screenshot not taken: " + picture.error().message, row.line);
    return success();
  }
  uint32_t css_width = row.screenshot_width;
  if (css_width == 0) {
    if (const auto info = probe_image(*picture)) css_width = static_cast<uint32_t>(info->size.width);
  }
  const Status added =
      writer_.add_screenshot(page, css_width, row.screenshot_height, std::move(picture).value());
  if (!added) {
    skipped_.add("sessions: screenshot not taken: " + quoted(row.screenshot) + ": " + added.error().message,
                 row.line);
    return success();
  }
  pictures_.emplace(key, row.screenshot);
  ++report_.screenshots;
  return success();
}

const CsvSessions::Visit* CsvSessions::find(std::string_view session) const {
  const auto found = visits_.find(std::string(session));
  return found == visits_.end() ? nullptr : &found->second;
}

Result<const CsvSessions::Visit*> CsvSessions::add_unlisted(std::string_view session) {
  Visit visit;
  ISOTHERM_ASSIGN(visit.session, writer_.add_session({std::string(session), {}}));
  ISOTHERM_ASSIGN(const uint32_t page, writer_.add_page({options_.fallback_url, {}}));
  PageView view;
  view.session = visit.session;
  view.page = page;
  ISOTHERM_ASSIGN(const uint32_t page_view, writer_.add_page_view(view));
  ++report_.sessions;
  ++report_.page_views;
  report_.add_page(page, options_.fallback_url, 0);
  visit.views.push_back({page_view, 0});
  return &visits_.emplace(std::string(session), std::move(visit)).first->second;
}

}  // namespace isotherm
