#pragma once
// What `isotherm stats` says of every count as JSON: what it was counted on, and the fields of a report.
#include <string>
#include <vector>

#include "cli/json_text.h"
#include "cli/recording_file.h"
#include "model/picture.h"
#include "model/region_report.h"

namespace isotherm::cli {

struct StatsSubject {
  const std::string& input_path;
  const Recording& recording;
  const Picture& picture;
  const PictureSettings& settings;
};

// Opens the object: the file, the page, the filters, how many page views and sessions, what is left out.
void begin_stats(JsonText& json, const StatsSubject& subject);
void write_fields(JsonText& json, const std::vector<ReportField>& fields);
// The warnings; closes the object and prints it.
void end_stats(JsonText& json, const RecordingFile& file);

}  // namespace isotherm::cli
