#include "cli/import_report.h"

#include "cli/message.h"

namespace isotherm::cli {
namespace {

std::string lines_text(const ImportIssue& issue) {
  if (issue.lines.empty()) return {};
  std::string text = issue.lines.size() == 1 ? " (line or event " : " (lines or events ";
  for (size_t i = 0; i < issue.lines.size(); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(issue.lines[i]);
  return text + (issue.count > issue.lines.size() ? ", ...)" : ")");
}

void say_kind(const std::string& input, std::string_view what, const std::vector<ImportIssue>& issues) {
  for (const ImportIssue& issue : issues) {
    say(input + ": " + std::string(what) + " " + std::to_string(issue.count) + ": " + issue.reason +
        lines_text(issue));
  }
}

}  // namespace

void say_issues(const std::string& input, const ImportReport& report) {
  say_kind(input, "skipped", report.skipped);
  say_kind(input, "approximate", report.approximate);
  say_kind(input, "ignored", report.ignored);
}

void add_to(ImportReport& total, const ImportReport& report) {
  total.sessions += report.sessions;
  total.page_views += report.page_views;
  total.events += report.events;
  total.screenshots += report.screenshots;
  total.skipped.insert(total.skipped.end(), report.skipped.begin(), report.skipped.end());
  for (const auto& [id, page] : report.pages)
    total.add_page(id, page.url, page.viewport_width);
}

}  // namespace isotherm::cli
