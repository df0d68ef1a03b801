#pragma once
// Microsoft Clarity's payloads -> stream. docs/import.md says what becomes what.
#include "import/importer.h"

namespace isotherm {

struct ClarityOptions {
  std::string fallback_url = "about:blank";  // the page of a page view whose payloads do not say it
};

// Inputs hold upload payloads ({"e":[...],"a":[...],"p":[...]}): one per line, in a list, or a single one.
// The payloads of a page view may be spread over several inputs, in any order. Errors: unsupported (no JSON
// objects), truncated (empty), and the writer's.
std::unique_ptr<Importer> make_clarity_importer(ClarityOptions options, Writer& writer);

}  // namespace isotherm
