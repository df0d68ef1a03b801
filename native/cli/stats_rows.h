#pragma once
// `isotherm stats` of a layer made of rows.
#include "cli/stats_text.h"

namespace isotherm::cli {

enum class StatsFormat { text, csv, json };

// Prints reach, attention or drop-off of the subject's picture.
void print_rows(const StatsSubject& subject, const RecordingFile& file, StatsFormat format);

}  // namespace isotherm::cli
