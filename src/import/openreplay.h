#pragma once
// OpenReplay recordings (.mob, .mobs, .mobe) -> stream. docs/import.md says what becomes what.
#include <memory>

#include "import/importer.h"

namespace isotherm {

struct OpenreplayOptions {
  std::string fallback_url = "about:blank";  // the page of what comes before a page message
};

// Each input is one session, named after it; one that names no page and goes on where the input before it
// ended continues that session (.mobs and .mobe). A message that cannot be read ends its input: what came
// before is kept and the report says where. Errors: truncated (empty), unsupported (not such a file), and the
// writer's.
std::unique_ptr<Importer> make_openreplay_importer(OpenreplayOptions options, Writer& writer);

}  // namespace isotherm
