#pragma once
// rrweb recordings (rrweb.io) -> stream. docs/import.md says what becomes what.
#include <memory>

#include "import/importer.h"

namespace isotherm {

struct RrwebOptions {
  std::string fallback_url = "about:blank";  // the page of a recording without a Meta event
};

// A recording is a JSON array of events, or an object with an `events` array, and becomes one session named
// after the input, or by the object's `sessionId`, `session_id` or `id`. An input holds one recording;
// several, one behind the other or one per line; or the events of one recording, one per line (NDJSON).
// Numbers in the report count events, in NDJSON lines. Errors: truncated (empty), unsupported (not JSON, JSON
// of another shape), and the writer's.
std::unique_ptr<Importer> make_rrweb_importer(RrwebOptions options, Writer& writer);

}  // namespace isotherm
