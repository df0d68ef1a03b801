#include "model/row_report.h"

#include <algorithm>

#include "base/json_writer.h"

namespace isotherm {

namespace {

double share_of(uint64_t count, uint32_t units) {
  return units == 0 ? 0 : static_cast<double>(count) / units;
}

std::vector<RowEntry> reach_rows(const ReachCurve& curve) {
  std::vector<RowEntry> rows;
  for (size_t y = 0; y < curve.reached.size(); ++y) {
    if (y > 0 && curve.reached[y] == curve.reached[y - 1]) continue;
    rows.push_back({static_cast<int>(y), share_of(curve.reached[y], curve.units), curve.reached[y]});
  }
  return rows;
}

std::vector<RowEntry> attention_entries(const AttentionRows& attention) {
  std::vector<RowEntry> rows;
  for (size_t y = 0; y < attention.visible_ms.size(); ++y) {
    if (y > 0 && attention.visible_ms[y] == attention.visible_ms[y - 1]) continue;
    const int y_px = static_cast<int>(y);
    rows.push_back({y_px, attention.mean_ms(y_px), attention.visible_ms[y]});
  }
  return rows;
}

std::vector<RowEntry> depth_lines(const ReachCurve& curve, const std::vector<uint8_t>& percents) {
  std::vector<RowEntry> lines;
  if (curve.units == 0) return lines;
  for (const uint8_t percent : percents) {
    const int y = curve.depth_of_share(percent / 100.0);
    lines.push_back({y, percent / 100.0, curve.reached[static_cast<size_t>(y)]});
  }
  return lines;
}

ReportValue whole(uint64_t value) {
  return static_cast<int64_t>(value);
}

std::vector<ReportField> csv_fields(const RowReport& report, const RowEntry& entry, int to_px) {
  const bool is_attention = report.layer == Layer::attention;
  std::vector<ReportField> fields{
      {"from_px", int64_t{entry.y_px}},
      {"to_px", int64_t{to_px}},
      {"depth_share", report.height_px == 0 ? 0.0 : entry.y_px / double(report.height_px)},
      {is_attention ? "mean_ms" : "share", entry.value},
      {is_attention ? "total_ms" : "n", whole(entry.count)},
      {"of", whole(report.units)}};
  if (report.layer == Layer::scroll) {
    const ShareInterval interval = wilson_interval(entry.count, report.units);
    fields.push_back({"low", interval.low});
    fields.push_back({"high", interval.high});
  }
  return fields;
}

void write_value(JsonWriter& json, const ReportField& field) {
  if (const auto* text = std::get_if<std::string>(&field.value)) return json.text(field.name, *text);
  if (const auto* number = std::get_if<double>(&field.value)) return json.number(field.name, *number);
  if (const auto* count = std::get_if<int64_t>(&field.value))
    return json.integer(field.name, static_cast<uint64_t>(*count));
  json.number(field.name, std::optional<double>());
}

void write_entries(JsonWriter& json, std::string_view name, const std::vector<RowEntry>& entries) {
  json.key(name);
  json.begin_array();
  for (const RowEntry& entry : entries) {
    json.begin_array();
    json.integer(static_cast<uint64_t>(entry.y_px));
    json.number(entry.value);
    json.integer(entry.count);
    json.end_array();
  }
  json.end_array();
}

}  // namespace

RowReport row_report(const ScrollMap& map, Layer layer, const ScrollSettings& settings) {
  RowReport report;
  report.layer = layer;
  report.settings = settings;
  report.height_px = settings.container ? map.rows() - 1 : map.rows();
  report.units = map.reach().units;
  if (!settings.container) report.fold_px = map.reach().fold_px;
  switch (layer) {
    case Layer::attention:
      report.rows = attention_entries(map.attention());
      break;
    case Layer::drop_off: {
      const DropOff& ends = map.ends();
      for (size_t band = 0; band < ends.bands.size(); ++band)
        report.rows.push_back({static_cast<int>(band) * kDropOffBandPx,
                               share_of(ends.bands[band], ends.units), ends.bands[band]});
      for (size_t y = 0; y < ends.ends.size(); ++y) {
        if (ends.ends[y] > 0)
          report.ends.push_back({static_cast<int>(y), share_of(ends.ends[y], ends.units), ends.ends[y]});
      }
      break;
    }
    default:
      report.rows = reach_rows(map.reach());
      report.lines = depth_lines(map.reach(), settings.markers);
  }
  return report;
}

std::string_view rows_name(Layer layer) {
  if (layer == Layer::attention) return "attention";
  return layer == Layer::drop_off ? "drop_off" : "reach";
}

std::string entry_json(const RowEntry& entry) {
  return "[" + std::to_string(entry.y_px) + "," + number_text(entry.value) + "," +
         std::to_string(entry.count) + "]";
}

std::string row_report_csv(const RowReport& report) {
  std::string text = csv_header(csv_fields(report, {}, 0));
  for (size_t i = 0; i < report.rows.size(); ++i) {
    // Reach has a value for the page's lower edge, too, so that its last rows begin there at the latest.
    const int end = std::max(report.height_px, report.rows[i].y_px);
    const int to_px = i + 1 < report.rows.size() ? report.rows[i + 1].y_px : end;
    text += csv_row(csv_fields(report, report.rows[i], to_px));
  }
  return text;
}

std::vector<ReportField> row_settings_report(const RowReport& report) {
  const ScrollSettings& settings = report.settings;
  const bool is_attention = report.layer == Layer::attention, is_inside = settings.container.has_value();
  const auto name = [](std::string_view text) { return ReportValue(std::string(text)); };
  return {
      {"unit", name(to_string(settings.unit))},
      {"n", whole(report.units)},
      {"line", is_attention || is_inside ? ReportValue() : name(to_string(settings.line))},
      {"depth", is_inside ? ReportValue() : name(to_string(settings.depth))},
      {"fold", name(to_string(settings.fold))},
      {"fold_px", report.fold_px > 0 ? ReportValue(report.fold_px) : ReportValue()},
      {"min_exposure_ms", is_attention ? whole(settings.min_exposure_ms) : ReportValue()},
      {"container", settings.container ? ReportValue(container_name(*settings.container)) : ReportValue()}};
}

std::string row_report_json(const RowReport& report, std::string_view url, std::string_view sample_line) {
  JsonWriter json;
  json.begin_object();
  json.text("url", url);
  json.text("layer", to_string(report.layer));
  json.text("sample", sample_line);
  json.integer("height", static_cast<uint64_t>(report.height_px));
  for (const ReportField& field : row_settings_report(report))
    write_value(json, field);
  write_entries(json, rows_name(report.layer), report.rows);
  if (report.layer == Layer::drop_off) write_entries(json, "ends", report.ends);
  if (report.layer == Layer::scroll) write_entries(json, "lines", report.lines);
  json.end_object();
  return json.take();
}

}  // namespace isotherm
