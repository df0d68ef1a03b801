// isotherm import rrweb
#include "cli/import_format.h"
#include "import/rrweb.h"

namespace isotherm::cli {
namespace {

constexpr std::string_view kRrwebFooter =
    "A recording is a JSON array of rrweb events, or an object with an `events` array. A FILE holds one, or\n"
    "several (one per line, say), or the events of one recording, one per line (NDJSON); each also gzipped.\n"
    "Sessions are named after their file, unless the object has a sessionId. Files may be larger than "
    "memory.\n"
    "Viewport positions become page positions by the window's scroll offset at their time. Events inside\n"
    "iframes are kept and marked approximate. DOM events are skipped.\n\n"
    "Examples:\n"
    "  isotherm import rrweb session-1.json session-2.json.gz -o site.ist\n"
    "  isotherm import rrweb a.json --screenshot https://example.com/=home.png@1440 -o a.ist";

}  // namespace

const ImportFormat kRrwebImport{.name = "rrweb",
                                .description = "From rrweb recordings (JSON, NDJSON, gzip)",
                                .inputs = "Recordings; - is stdin",
                                .footer = kRrwebFooter,
                                .create = [](const ImportOptions& options, Writer& writer) {
                                  return make_rrweb_importer({.fallback_url = options.url}, writer);
                                }};

}  // namespace isotherm::cli
