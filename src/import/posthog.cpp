#include "import/posthog.h"

#include "import/csv_table.h"
#include "import/gzip.h"
#include "import/json_fields.h"
#include "import/json_items.h"
#include "import/posthog_points.h"
#include "import/unix_time.h"

namespace isotherm {
namespace {

using namespace json;
using posthog::Origin;
using posthog::Point;
using posthog::Points;

constexpr double kUsualScale = 16;  // px per unit of the table `heatmaps`
constexpr size_t kMaxJsonDepth = 256;

// `address` with another path, as PostHog does it to name the page that was left.
std::string with_path(std::string_view address, std::string_view path) {
  const size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return std::string(path);
  const size_t host_end = std::min(address.find_first_of("/?#", scheme + 3), address.size());
  const size_t path_end = std::min(address.find_first_of("?#", host_end), address.size());
  return std::string(address.substr(0, host_end)).append(path).append(address.substr(path_end));
}

// Objects of JSON -> points.
class JsonReader {
 public:
  explicit JsonReader(Points& points) : points_(points) {}

  // kJsonPadding bytes behind the item are readable.
  void read(std::string_view item, uint64_t number) {
    dom::element element;
    dom::object object;
    if (const auto code = parse(item_parser_, item, element)) {
      points_.skip(code == simdjson::UTF8_ERROR ? "not valid UTF-8" : "not valid JSON", number);
    } else if (element.get(object)) {
      points_.skip("not a JSON object", number);
    } else if (has(object, "pointer_relative_x")) {
      points_.skip("sum over many visits (answer of the heatmap API): export the single events instead",
                   number);
    } else if (has(object, "x") && has(object, "type")) {
      read_row(object, number);
    } else {
      read_event(object, number);
    }
  }

  // A `properties` column of CSV.
  void read_properties(std::string_view text, Origin origin) {
    std::string padded(text);
    padded.append(kJsonPadding, '\0');
    dom::element element;
    dom::object properties;
    if (parse(text_parser_, std::string_view(padded).substr(0, text.size()), element) ||
        element.get(properties)) {
      points_.skip("the properties are not a JSON object", origin.number);
      return;
    }
    take_properties(properties, origin);
  }

 private:
  static simdjson::error_code parse(dom::parser& parser, std::string_view text, dom::element& out) {
    if (parser.capacity() == 0 && parser.allocate(1u << 12, kMaxJsonDepth)) return simdjson::MEMALLOC;
    return parser.parse(text.data(), text.size(), false).get(out);
  }
  static bool has(const dom::object& object, std::string_view name) {
    return object.at_key(name).error() == simdjson::SUCCESS;
  }

  static std::optional<int64_t> time_field(const dom::object& object, std::string_view name) {
    const std::string_view text = text_field(object, name);
    if (!text.empty()) return parse_unix_ms(text);
    const auto number = number_field(object, name);
    return number ? unix_ms_from_number(*number) : std::nullopt;
  }

  // A row of the table `heatmaps`.
  void read_row(const dom::object& row, uint64_t number) {
    const double scale = number_field(row, "scale_factor").value_or(kUsualScale);
    const auto scaled = [&](std::string_view name) {
      const auto value = number_field(row, name);
      return value ? std::optional(*value * scale) : std::nullopt;
    };
    Origin origin;
    origin.session = text_field(row, "session_id");
    origin.person = text_field(row, "distinct_id");
    origin.url = text_field(row, "current_url");
    origin.time_ms = time_field(row, "timestamp");
    origin.viewport_width = scaled("viewport_width").value_or(0);
    origin.viewport_height = scaled("viewport_height").value_or(0);
    origin.number = number;
    points_.add(origin, {text_field(row, "type"), scaled("x"), scaled("y"),
                         flag_field(row, "pointer_target_fixed"), scale != 1});
  }

  void read_event(const dom::object& event, uint64_t number) {
    Origin origin;
    origin.person = text_field(event, "distinct_id");
    origin.time_ms = time_field(event, "timestamp");
    origin.number = number;
    dom::object properties;
    if (get(event, "properties", properties)) {
      take_properties(properties, origin);
    } else if (const std::string_view text = text_field(event, "properties"); !text.empty()) {
      read_properties(text, origin);
    } else if (has(event, "event")) {
      points_.ignore("event without heatmap data");
    } else {
      points_.skip("neither an event with properties nor a row of the table heatmaps", number);
    }
  }

  void take_properties(const dom::object& properties, Origin& origin) {
    origin.session = text_field(properties, "$session_id");
    if (origin.person.empty()) origin.person = text_field(properties, "distinct_id");
    origin.viewport_width = number_field(properties, "$viewport_width").value_or(0);
    origin.viewport_height = number_field(properties, "$viewport_height").value_or(0);
    const bool has_depth = take_scroll_depth(properties, origin);
    dom::object pages;
    if (get(properties, "$heatmap_data", pages)) {
      origin.page_view = text_field(properties, "$pageview_id");
      for (const auto& page : pages)
        take_page(page.key, page.value, origin);
    } else if (has(properties, "$heatmap_data")) {
      points_.skip("$heatmap_data is not an object", origin.number);
    } else if (!has_depth) {
      points_.ignore("event without heatmap data");
    }
  }

  void take_page(std::string_view url, const dom::element& list, Origin& origin) {
    dom::array points;
    if (list.get(points)) {
      points_.skip("the points of a page are not a list", origin.number);
      return;
    }
    origin.url = url;
    for (const dom::element element : points) {
      dom::object point;
      if (element.get(point)) {
        points_.skip("a point is not an object", origin.number);
        continue;
      }
      points_.add(origin, {text_field(point, "type"), number_field(point, "x"), number_field(point, "y"),
                           flag_field(point, "target_fixed"), false});
    }
  }

  // Events that leave a page say how far it was scrolled; PostHog makes points of type scrolldepth from them.
  bool take_scroll_depth(const dom::object& properties, Origin origin) {
    const std::string_view path = text_field(properties, "$prev_pageview_pathname"),
                           address = text_field(properties, "$current_url");
    const auto depth = number_field(properties, "$prev_pageview_max_scroll");
    if (path.empty() || address.empty() || !depth) return false;
    const std::string url = with_path(address, path);
    origin.url = url;
    origin.page_view = text_field(properties, "$prev_pageview_id");
    points_.add(origin, {"scrolldepth", 0, depth, false, false});
    return true;
  }

  Points& points_;
  dom::parser item_parser_, text_parser_;
};

std::optional<int64_t> time_of(const CsvColumn& column, const CsvRow& row) {
  return parse_unix_ms(column.of(row));
}

// Rows of the table `heatmaps`.
void read_heatmap_rows(CsvTable& table, Points& points) {
  const CsvColumn session(table, "session_id"), person(table, "distinct_id"), url(table, "current_url"),
      timestamp(table, "timestamp"), type(table, "type"), x(table, "x"), y(table, "y"),
      scale_factor(table, "scale_factor"), width(table, "viewport_width"), height(table, "viewport_height"),
      fixed(table, "pointer_target_fixed");
  for (CsvRow row; table.next(row);) {
    if (!row.problem.empty()) {
      points.skip(row.problem, row.line);
      continue;
    }
    const double scale = parse_number(scale_factor.of(row)).value_or(kUsualScale);
    const auto scaled = [&](const CsvColumn& column) {
      const auto value = parse_number(column.of(row));
      return value ? std::optional(*value * scale) : std::nullopt;
    };
    Origin origin{session.of(row), person.of(row), {}, url.of(row), time_of(timestamp, row)};
    origin.viewport_width = scaled(width).value_or(0);
    origin.viewport_height = scaled(height).value_or(0);
    origin.number = row.line;
    points.add(origin, {type.of(row), scaled(x), scaled(y), parse_flag(fixed.of(row)), scale != 1});
  }
}

// Events with their properties as JSON.
void read_event_rows(CsvTable& table, Points& points, JsonReader& json) {
  const CsvColumn properties(table, "properties"), timestamp(table, "timestamp"),
      person(table, "distinct_id");
  for (CsvRow row; table.next(row);) {
    if (!row.problem.empty()) {
      points.skip(row.problem, row.line);
      continue;
    }
    Origin origin;
    const std::string person_text(person.of(row));
    origin.person = person_text;
    origin.time_ms = time_of(timestamp, row);
    origin.number = row.line;
    json.read_properties(properties.of(row), origin);
  }
}

class PosthogImporter : public Importer, private JsonItemTaker {
 public:
  explicit PosthogImporter(Writer& writer) : writer_(writer) {}

  Status begin(const std::string&) override {
    start_.clear();
    items_.reset();
    is_csv_ = false;
    return success();
  }

  Status feed(ByteSpan bytes) override {
    if (items_) return explained(items_->feed(bytes));
    if (start_.size() + bytes.size() > kMaxInflatedBytes)
      return make_error(ErrorCode::limit, "the table is larger than 4 GiB; split it");
    start_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return is_csv_ ? success() : look_at_start(false);
  }

  Result<ImportReport> end() override {
    if (!items_ && !is_csv_) ISOTHERM_TRY(look_at_start(true));
    ISOTHERM_TRY(items_ ? explained(items_->finish()) : read_csv());
    items_.reset();
    start_.clear();
    return points_.take_report();
  }

  Result<ImportReport> finish() override { return points_.write(writer_); }

 private:
  static Status explained(Status status) {
    if (status || status.error().code != ErrorCode::unsupported) return status;
    return make_error(ErrorCode::unsupported, "no PostHog data: " + status.error().message);
  }

  // JSON begins with a bracket; in an object, the first name says where its list is.
  Status look_at_start(bool is_whole) {
    constexpr size_t kEnough = 256;
    std::string_view text(start_);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos && !is_whole) return success();
    const bool is_json = first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
    if (!is_json) {
      is_csv_ = text.size() >= 3 || is_whole;  // else it may be half a byte order mark
      return success();
    }
    if (text[first] == '{' && text.size() - first < kEnough && !is_whole) return success();
    items_.emplace(list_name(text.substr(first)), static_cast<JsonItemTaker&>(*this));
    const Status fed =
        explained(items_->feed({reinterpret_cast<const uint8_t*>(start_.data()), start_.size()}));
    start_.clear();
    return fed;
  }

  static std::string_view list_name(std::string_view text) {
    const size_t name = text.find('"');
    const auto begins_with = [&](std::string_view wanted) {
      return name != std::string_view::npos && text.substr(name + 1).starts_with(wanted);
    };
    if (begins_with("meta\"")) return "data";  // ClickHouse, format JSON
    if (begins_with("api_key\"") || begins_with("batch\"") || begins_with("historical_migration\""))
      return "batch";  // what posthog-js sends
    return "results";  // PostHog's API
  }

  Status read_csv() {
    ISOTHERM_ASSIGN(CsvTable table, CsvTable::open(start_));
    if (table.column("properties")) {
      ISOTHERM_TRY(require_columns(table, "events", {"timestamp"}));
      read_event_rows(table, points_, json_);
      return success();
    }
    ISOTHERM_TRY(require_columns(table, "heatmaps", {"x", "y", "type", "timestamp", "current_url"}));
    read_heatmap_rows(table, points_);
    return success();
  }

  Status take_item(std::string_view item, uint64_t number) override {
    json_.read(item, number);
    return success();
  }
  void take_problem(std::string_view reason, uint64_t number, std::string_view) override {
    points_.skip(reason, number);
  }

  Writer& writer_;
  Points points_;
  JsonReader json_{points_};
  std::optional<JsonItems> items_;  // once the input is known to be JSON
  std::string start_;               // what came before that; all of a CSV table
  bool is_csv_ = false;
};

}  // namespace

std::unique_ptr<Importer> make_posthog_importer(Writer& writer) {
  return std::make_unique<PosthogImporter>(writer);
}

}  // namespace isotherm
