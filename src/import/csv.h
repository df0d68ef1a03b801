#pragma once
// Recordings as CSV tables -> stream. docs/import.md lists the columns.
#include <functional>
#include <optional>

#include "import/import.h"

namespace isotherm {

// Brings the bytes of a picture that the sessions table names; the path is as it stands in the table.
using LoadPicture = std::function<Result<Bytes>(const std::string& path)>;

struct CsvOptions {
  std::string fallback_url = "about:blank";  // the page of all events when there is no sessions table
  LoadPicture load_picture;                  // empty = the screenshot column is not used
};

// Events (session, time_ms, kind, x, y and optional columns) and, beside them, sessions (session, url and
// optional columns; several rows of one session are its page views). Without a sessions table every session
// is one page view of `fallback_url`. Tables may be gzipped. Line numbers in the report are those of the
// table that the reason names. Errors: a table that is not CSV or lacks a required column, and the writer's.
// The writer may hold a part of the recording after an error.
Result<ImportReport> import_csv(ByteSpan events, std::optional<ByteSpan> sessions, const CsvOptions& options,
                                Writer& writer);

}  // namespace isotherm
