#pragma once
// The layouts that rrweb recordings come in: where each event begins and ends.
#include <functional>

#include "base/result.h"
#include "import/issue_log.h"

namespace isotherm::rrweb {

// `number`: of the event in its array, or of the line (NDJSON), 1-based.
using TakeEvent = std::function<void(std::string_view event, uint64_t number)>;

// Calls `take` for each event of an array, of an object's `events` array, or of the lines of NDJSON. A file
// that ends in the middle gives its complete events; what is missing is counted in `skipped`. Errors:
// truncated (empty), unsupported (no such layout).
Status split_events(std::string_view text, const TakeEvent& take, IssueLog& skipped);

// What kind of event it is, found without parsing it; -1 = not told in the usual way.
struct EventClass {
  int type = -1;
  int source = -1;  // of an incremental snapshot
};
EventClass classify(std::string_view event);

}  // namespace isotherm::rrweb
