// isotherm import posthog
#include "cli/import_format.h"
#include "import/posthog.h"

namespace isotherm::cli {
namespace {

constexpr std::string_view kPostHogFooter =
    "Each FILE holds events with $heatmap_data (a JSON array, NDJSON, an API answer, a captured batch, or "
    "CSV\n"
    "with a properties column) or rows of the table `heatmaps` (NDJSON, ClickHouse's JSON, or CSV); each "
    "also\n"
    "gzipped. Sessions may be spread over several files.\n"
    "Points have the time of their event, not their own. Rows are rounded to 16 px: they are marked\n"
    "approximate. Points on fixed elements are kept apart (they are positions in the viewport).\n\n"
    "Examples:\n"
    "  isotherm import posthog events.ndjson.gz -o site.ist\n"
    "  isotherm import posthog heatmaps.csv --screenshot https://example.com/=home.png@1440 -o site.ist";

}  // namespace

const ImportFormat kPosthogImport{
    .name = "posthog",
    .description = "From PostHog heatmap events or rows (JSON, NDJSON, CSV, gzip)",
    .inputs = "Exports, any number; - is stdin",
    .footer = kPostHogFooter,
    .create = [](const ImportOptions&, Writer& writer) { return make_posthog_importer(writer); }};

}  // namespace isotherm::cli
