// isotherm import clarity
#include "cli/import_format.h"
#include "import/clarity.h"

namespace isotherm::cli {
namespace {

constexpr std::string_view kClarityFooter =
    "FILEs hold payloads as Clarity's recorder sends them ({\"e\":[...],\"a\":[...],\"p\":[...]}): one per "
    "line\n"
    "(NDJSON), in a list, or a single one; each also gzipped. A page view's payloads may be spread over "
    "several\n"
    "files, in any order; a payload that was sent twice counts once.\n"
    "Positions are page px as recorded. Clicks without a pointer (keyboard, context menu) carry the middle "
    "of\n"
    "their element: they are marked approximate.\n\n"
    "Examples:\n"
    "  isotherm import clarity payloads.ndjson.gz -o site.ist\n"
    "  isotherm import clarity session-*.json --screenshot https://example.com/=home.png@1440 -o site.ist";

}  // namespace

const ImportFormat kClarityImport{.name = "clarity",
                                  .description = "From Microsoft Clarity payloads (JSON, NDJSON, gzip)",
                                  .inputs = "Payloads, any number of files; - is stdin",
                                  .footer = kClarityFooter,
                                  .create = [](const ImportOptions& options, Writer& writer) {
                                    return make_clarity_importer({.fallback_url = options.url}, writer);
                                  }};

}  // namespace isotherm::cli
