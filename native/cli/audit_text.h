#pragma once
// What an audit found, for people and for programs.
#include <string>

#include "stream/audit.h"

namespace isotherm::cli {

// One line per finding, and what is whole and what is lost, to stdout.
void print_findings(const std::string& path, const AuditReport& report);
// One object, as docs/cli.md lists its keys.
std::string audit_json(const std::string& path, const AuditReport& report);
// "12 sessions, 14 page views, 2,300 events, 1 screenshots"
std::string whole_text(const AuditReport& report);
// "2 blocks with 120 events of at most 3 sessions, 1 catalogs"; empty = nothing
std::string lost_text(const AuditReport& report);

}  // namespace isotherm::cli
