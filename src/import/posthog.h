#pragma once
// PostHog's heatmap data -> stream. docs/import.md says what becomes what.
#include "import/importer.h"

namespace isotherm {

// Inputs are events with `$heatmap_data` (JSON array, API answer, captured batch, NDJSON, or CSV with a
// `properties` column) and rows of PostHog's table `heatmaps` (the same formats, ClickHouse's JSON, CSV).
// Sessions may be spread over several inputs. CSV is held whole, up to kMaxInflatedBytes.
// Errors: unsupported (neither of these), truncated (empty), limit, and the writer's.
std::unique_ptr<Importer> make_posthog_importer(Writer& writer);

}  // namespace isotherm
