#include "import/issue_log.h"

namespace isotherm {

void ImportReport::add_page(uint32_t id, const std::string& url, uint32_t viewport_width) {
  ImportedPage& page = pages.try_emplace(id, ImportedPage{url, 0}).first->second;
  if (page.viewport_width == 0) page.viewport_width = viewport_width;
}

uint64_t ImportReport::skipped_count() const {
  uint64_t sum = 0;
  for (const ImportIssue& issue : skipped)
    sum += issue.count;
  return sum;
}

ImportIssue& IssueLog::issue(std::string_view reason) {
  for (ImportIssue& known : issues_) {
    if (known.reason == reason) return known;
  }
  if (issues_.size() >= kMaxReasons) return issues_.back();
  if (issues_.size() == kMaxReasons - 1) reason = "other reasons";
  issues_.push_back({std::string(reason), 0, {}});
  return issues_.back();
}

void IssueLog::add(std::string_view reason, uint64_t line, uint64_t count) {
  if (count == 0) return;
  ImportIssue& counted = issue(reason);
  counted.count += count;
  if (line != 0 && counted.lines.size() < kMaxLines &&
      (counted.lines.empty() || counted.lines.back() != line)) {
    counted.lines.push_back(line);
  }
}

std::string quoted(std::string_view value) {
  constexpr size_t kMaxBytes = 40;
  std::string text = "\"";
  for (const char c : value.substr(0, kMaxBytes))
    text += c >= 0x20 && c < 0x7F ? c : '?';
  return text + (value.size() > kMaxBytes ? "...\"" : "\"");
}

}  // namespace isotherm
