#include "cli/stats_rows.h"

#include <cstdio>

#include "cli/message.h"
#include "model/row_report.h"
#include "model/wording.h"

namespace isotherm::cli {
namespace {

void write_entries(JsonText& json, std::string_view key, const std::vector<RowEntry>& entries) {
  json.begin_array(key);
  for (const RowEntry& entry : entries)
    json.json({}, entry_json(entry));
  json.end_array();
}

void write_containers(JsonText& json, const std::vector<ScrollContainer>& containers) {
  json.begin_array("containers");
  for (const ScrollContainer& container : containers) {
    json.begin_object()
        .text("name", container_name(container.target))
        .number("page_views", container.page_views)
        .number("sessions", container.sessions)
        .number("depth_px", int64_t{container.depth_px})
        .end_object();
  }
  json.end_array();
}

void print_json(const StatsSubject& subject, const RecordingFile& file, const RowReport& report) {
  JsonText json;
  begin_stats(json, subject);
  write_fields(json, row_settings_report(report));
  write_entries(json, rows_name(report.layer), report.rows);
  write_containers(json, subject.picture.rows().containers());
  if (report.layer == Layer::drop_off) write_entries(json, "ends", report.ends);
  if (report.layer == Layer::scroll) write_entries(json, "lines", report.lines);
  end_stats(json, file);
}

// What somebody wants to know at a glance: the value at every twentieth of the page.
void print_table(const StatsSubject& subject, const RowReport& report) {
  constexpr int kLines = 20;
  std::printf("%s\n%s\n", printable(subject.picture.title()).c_str(), subject.picture.sample_line().c_str());
  if (report.fold_px > 0) std::printf("fold %s px\n", fixed_decimals(report.fold_px, 0).c_str());
  std::printf("\n");
  for (const RowEntry& line : report.lines)
    std::printf("%s get to %s px\n", percent_text(line.value).c_str(),
                with_thousands(static_cast<uint64_t>(line.y_px)).c_str());
  std::string previous;
  for (int i = 0; i <= kLines; ++i) {
    const int y = static_cast<int>(int64_t{subject.picture.page_px().height} * i / kLines);
    const std::string text = subject.picture.rows().hover_text(y);
    if (text != previous) std::printf("%s\n", text.c_str());
    previous = text;
  }
}

}  // namespace

void print_rows(const StatsSubject& subject, const RecordingFile& file, StatsFormat format) {
  const RowReport report =
      row_report(subject.picture.rows(), subject.settings.layer, subject.settings.scroll);
  if (format == StatsFormat::json) return print_json(subject, file, report);
  if (format == StatsFormat::csv) {
    std::fputs(row_report_csv(report).c_str(), stdout);
    return;
  }
  print_table(subject, report);
}

}  // namespace isotherm::cli
