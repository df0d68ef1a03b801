#pragma once
// The tables of `isotherm cat --format csv`: rows are numbered, so that they come back exactly as they were.
#include <string_view>

#include "import/import.h"

namespace isotherm {

// Whether this is such a sessions table: it has the columns page_view, session_number and page.
bool is_numbered_table(std::string_view sessions);

// As import_csv; nothing is guessed: events belong to the page view of their number, pages of one address
// stay apart, and texts keep their spaces. Errors: a table that is not CSV, lacks a column, or whose numbers
// have gaps.
Result<ImportReport> import_numbered_tables(std::string_view events, std::string_view sessions,
                                            Writer& writer);

}  // namespace isotherm
