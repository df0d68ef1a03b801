#include "app/region_text.h"

#include <algorithm>
#include <cstdio>
#include <unordered_map>

#include "base/hash.h"
#include "base/json_value.h"
#include "base/json_writer.h"
#include "model/region_report.h"

namespace isotherm {

namespace {

const RegionStats kNotCounted{};

// Every region of the page with its numbers.
template <typename Visit>
void for_each_report(const RegionsState& regions, uint32_t page, Visit&& visit) {
  for (const PageRegion& region : regions.list) {
    if (region.page != page) continue;
    const RegionStats* stats = regions.stats_of(region.id);
    visit(region_report(region.name, region.region, stats ? *stats : kNotCounted), stats != nullptr);
  }
}

void write_field(JsonWriter& json, const ReportField& field) {
  if (const auto* text = std::get_if<std::string>(&field.value)) return json.text(field.name, *text);
  if (const auto* whole = std::get_if<int64_t>(&field.value))
    return json.number(field.name, static_cast<double>(*whole));
  if (const auto* number = std::get_if<double>(&field.value)) return json.number(field.name, *number);
  json.number(field.name, std::optional<double>());
}

bool is_place(const ReportField& field) {
  constexpr std::string_view kPlace[] = {"name", "x", "y", "width", "height"};
  return std::find(std::begin(kPlace), std::end(kPlace), field.name) != std::end(kPlace);
}

Error unusable(const std::string& what) {
  return make_error(ErrorCode::damaged, "the saved regions cannot be used: " + what);
}

}  // namespace

const PageRegion* RegionsState::find(uint32_t id) const {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& region) { return region.id == id; });
  return found == list.end() ? nullptr : &*found;
}

const RegionStats* RegionsState::stats_of(uint32_t id) const {
  const auto found =
      std::find_if(readings.begin(), readings.end(), [&](const auto& reading) { return reading.id == id; });
  return found == readings.end() ? nullptr : &found->stats;
}

std::string regions_to_json(const std::vector<PageRegion>& regions, const std::vector<Page>& pages) {
  JsonWriter json;
  json.begin_object();
  json.integer("version", 1);
  json.key("regions");
  json.begin_array();
  for (const PageRegion& region : regions) {
    if (region.page >= pages.size()) continue;
    json.begin_object();
    json.text("page", pages[region.page].url);
    json.text("name", region.name);
    json.number("x", static_cast<double>(region.region.x));
    json.number("y", static_cast<double>(region.region.y));
    json.number("width", static_cast<double>(region.region.width));
    json.number("height", static_cast<double>(region.region.height));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

Result<std::vector<PageRegion>> regions_from_json(std::string_view text, const std::vector<Page>& pages) {
  const Result<JsonValue> json = parse_json(text);
  if (!json) return unusable(json.error().to_string());
  const JsonValue* list = json->find("regions");
  if (json->whole_at("version") != 1) return unusable("they are of another version");
  if (!list || list->kind() != JsonValue::Kind::array) return unusable("there is no list of them");
  if (list->items().size() > RegionsState::kMostRegions) return unusable("there are more than 1,000");
  std::unordered_map<std::string_view, uint32_t> page_numbers;
  for (uint32_t page = 0; page < pages.size(); ++page)
    page_numbers.try_emplace(pages[page].url, page);
  std::vector<PageRegion> regions;
  for (const JsonValue& item : list->items()) {
    const auto url = item.text_at("page"), name = item.text_at("name");
    const auto x = item.whole_at("x"), y = item.whole_at("y");
    const auto width = item.whole_at("width"), height = item.whole_at("height");
    if (!url || !name || !x || !y || !width || !height || *width <= 0 || *height <= 0)
      return unusable("region " + std::to_string(regions.size() + 1) + " is incomplete");
    const auto page = page_numbers.find(*url);
    if (page == page_numbers.end()) continue;
    regions.push_back({static_cast<uint32_t>(regions.size() + 1), page->second, std::string(*name),
                       Region{*x, *y, *width, *height}});
  }
  return regions;
}

std::string region_report_csv(const RegionsState& regions, uint32_t page) {
  std::string text = csv_header(region_report({}, {}, {}));
  for_each_report(regions, page, [&](std::vector<ReportField> fields, bool is_counted) {
    for (ReportField& field : fields) {
      if (!is_counted && !is_place(field)) field.value = std::monostate();
    }
    text += csv_row(fields);
  });
  return text;
}

std::string region_report_json(const RegionsState& regions, uint32_t page, std::string_view url,
                               std::string_view layer, std::string_view sample_line) {
  JsonWriter json;
  json.begin_object();
  json.text("url", url);
  json.text("layer", layer);
  json.text("sample", sample_line);
  json.key("regions");
  json.begin_array();
  for_each_report(regions, page, [&](const std::vector<ReportField>& fields, bool is_counted) {
    json.begin_object();
    for (const ReportField& field : fields)
      write_field(json, is_counted || is_place(field) ? field : ReportField{field.name, {}});
    json.end_object();
  });
  json.end_array();
  json.end_object();
  return json.take();
}

std::string recording_identity(const Catalog& catalog) {
  std::string text;
  const auto add = [&](const std::string& part) { text += std::to_string(part.size()) + ":" + part; };
  for (const Page& page : catalog.pages)
    add(page.url);
  for (const Session& session : catalog.sessions)
    add(session.id);
  for (const PageView& view : catalog.page_views)
    add(std::to_string(view.start_ms));
  const uint64_t hash = xxh64(ByteSpan(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return digits;
}

}  // namespace isotherm
