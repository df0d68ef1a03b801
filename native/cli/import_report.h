#pragma once
// What an import tells the user about its inputs.
#include "import/import.h"

namespace isotherm::cli {

// Says each issue on stderr, behind the name of its input.
void say_issues(const std::string& input, const ImportReport& report);
// Counts `report` into `total`, but for what was approximate or ignored.
void add_to(ImportReport& total, const ImportReport& report);

}  // namespace isotherm::cli
