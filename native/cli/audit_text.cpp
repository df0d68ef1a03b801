#include "cli/audit_text.h"

#include <cstdio>

#include "cli/json_text.h"
#include "cli/message.h"
#include "model/wording.h"

namespace isotherm::cli {

std::string whole_text(const AuditReport& report) {
  return with_thousands(report.rows.sessions) + " sessions, " + with_thousands(report.rows.page_views) +
         " page views, " + with_thousands(report.events) + " events, " + with_thousands(report.screenshots) +
         " screenshots";
}

std::string lost_text(const AuditReport& report) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (report.lost_blocks > 0) {
    std::string blocks =
        with_thousands(report.lost_blocks) + " blocks with " + with_thousands(report.lost_events) + " events";
    if (report.affected_sessions > 0)
      blocks += " of at most " + with_thousands(report.affected_sessions) + " sessions";
    add(blocks);
  }
  if (report.lost_catalogs > 0) {
    add(with_thousands(report.lost_catalogs) + " catalogs with their pages, sessions and page views");
  }
  if (report.lost_screenshots > 0) add(with_thousands(report.lost_screenshots) + " screenshots");
  return text;
}

void print_findings(const std::string& path, const AuditReport& report) {
  for (const Warning& finding : report.findings) {
    std::printf("%s: %s\n", printable(path).c_str(), printable(finding.error.to_string()).c_str());
  }
  const std::string lost = lost_text(report);
  std::printf("%s: %s; %s", printable(path).c_str(), report.is_clean() ? "whole" : "damaged",
              whole_text(report).c_str());
  if (!report.is_clean()) std::printf("; lost: %s", lost.empty() ? "nothing" : lost.c_str());
  std::printf("\n");
}

std::string audit_json(const std::string& path, const AuditReport& report) {
  JsonText json;
  json.begin_object().text("file", path).flag("whole", report.is_clean());
  json.number("size_bytes", report.size_bytes)
      .number("segments", report.segments)
      .number("indexed_segments", report.indexed_segments);
  json.number("pages", report.rows.pages)
      .number("sessions", report.rows.sessions)
      .number("page_views", report.rows.page_views);
  json.number("blocks", report.blocks)
      .number("events", report.events)
      .number("screenshots", report.screenshots);
  json.number("lost_blocks", report.lost_blocks)
      .number("lost_events", report.lost_events)
      .number("affected_sessions", report.affected_sessions)
      .number("lost_catalogs", report.lost_catalogs)
      .number("lost_screenshots", report.lost_screenshots);
  json.begin_array("findings");
  for (const Warning& finding : report.findings) {
    json.begin_object().text("what", finding.error.message);
    finding.error.offset ? json.number("offset", *finding.error.offset) : json.null("offset");
    json.number("events_lost", finding.events_lost).end_object();
  }
  return json.end_array().end_object().str();
}

}  // namespace isotherm::cli
