#include "cli/stats_text.h"

#include <cstdio>

#include "model/condition_text.h"

namespace isotherm::cli {
namespace {

void write_left_out(JsonText& json, const Picture& picture) {
  const Selection& selection = picture.selection();
  json.begin_object("left_out")
      .number("page_views_device", selection.left_out_device)
      .number("page_views_width", selection.left_out_width)
      .number("page_views_filters", selection.left_out_conditions)
      .number("page_views_time", selection.left_out_time)
      .number("events_outside_page", picture.outside_page());
  const bool hides_fixed = picture.filter().fixed == FixedPlane::hidden;
  json.number("events_on_fixed_elements", hides_fixed ? picture.fixed_points() : uint64_t{0}).end_object();
}

}  // namespace

void begin_stats(JsonText& json, const StatsSubject& subject) {
  const Picture& picture = subject.picture;
  const PictureSettings& settings = subject.settings;
  json.begin_object()
      .text("file", subject.input_path)
      .number("page", settings.page)
      .text("url", subject.recording.catalog.pages[settings.page].url)
      .number("page_width", int64_t{picture.page_px().width})
      .number("page_height", int64_t{picture.page_px().height})
      .text("layer", to_string(settings.layer))
      .text("device", to_string(settings.device))
      .text("filters", describe(settings.conditions));
  const auto time = [&](const char* name, const std::optional<int64_t>& value) {
    value ? json.number(name, *value) : json.null(name);
  };
  time("from_ms", settings.time_from_ms), time("to_ms", settings.time_to_ms);
  time("since_open_from_ms", settings.age_from_ms), time("since_open_to_ms", settings.age_to_ms);
  json.number("sessions", picture.selection().sessions).number("page_views", picture.selection().page_views);
  write_left_out(json, picture);
}

void write_fields(JsonText& json, const std::vector<ReportField>& fields) {
  for (const ReportField& field : fields) {
    if (const auto* text = std::get_if<std::string>(&field.value)) {
      json.text(field.name, *text);
    } else if (const auto* whole = std::get_if<int64_t>(&field.value)) {
      json.number(field.name, *whole);
    } else if (const auto* number = std::get_if<double>(&field.value)) {
      json.number(field.name, *number);
    } else {
      json.null(field.name);
    }
  }
}

void end_stats(JsonText& json, const RecordingFile& file) {
  json.begin_array("warnings");
  for (const std::string& warning : file.warning_texts())
    json.text({}, warning);
  json.end_array().end_object();
  std::printf("%s\n", json.str().c_str());
}

}  // namespace isotherm::cli
