#pragma once
// rrweb recordings (rrweb.io) -> stream. docs/import.md says what becomes what.
#include "import/importer.h"

namespace isotherm {

struct RrwebOptions {
  std::string session_id = {};
  std::string fallback_url = "about:blank";  // the page of a recording without a Meta event
};

// One input is one session: a JSON array of events, an object with an `events` array, or one event per line
// (NDJSON); each of them plain or gzipped. Numbers in the report count events, in NDJSON lines.
// Errors: damaged (not JSON, not gzip), truncated, unsupported (JSON of another shape), limit, and the
// writer's. The writer may hold a part of the session after an error.
Result<ImportReport> import_rrweb(ByteSpan input, const RrwebOptions& options, Writer& writer);

// The same as an importer; each session gets the name of its input, whatever options.session_id says.
std::unique_ptr<Importer> make_rrweb_importer(RrwebOptions options, Writer& writer);

}  // namespace isotherm
