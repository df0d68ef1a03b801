// isotherm import ndjson
#include "cli/import_format.h"
#include "import/recording_lines.h"

namespace isotherm::cli {
namespace {

constexpr std::string_view kLinesFooter =
    "Each FILE holds one JSON object per line, as `isotherm cat` prints them; each also gzipped. The result\n"
    "has the same pages, sessions, tags, page views and events; docs/import.md lists the keys.\n\n"
    "Examples:\n"
    "  isotherm import ndjson recording.ndjson.gz -o recording.ist\n"
    "  isotherm cat a.ist | jq -c 'select(.kind != \"move\")' | isotherm import ndjson - -o still.ist";

}  // namespace

const ImportFormat kLinesImport{
    .name = "ndjson",
    .description = "From the JSON lines of `isotherm cat`",
    .inputs = "Recordings as JSON lines; - is stdin",
    .footer = kLinesFooter,
    .create = [](const ImportOptions&, Writer& writer) { return make_lines_importer(writer); }};

}  // namespace isotherm::cli
