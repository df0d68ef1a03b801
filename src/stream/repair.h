#pragma once
// A damaged file -> a whole one with everything in it that is whole.
#include "stream/audit.h"
#include "stream/writer.h"

namespace isotherm {

// Copies every whole record, byte for byte, and writes a new index and seek table for each segment; segments
// stay apart. Where a FILE HEADER is lost, one of version 1 without metadata is put in its place. The report
// says what was lost. Errors: a newer major version, nothing that could be kept, and those of source and
// sink.
Result<AuditReport> repair(Source& source, Sink& sink);

}  // namespace isotherm
