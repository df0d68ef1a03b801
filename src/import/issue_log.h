#pragma once
// Counts what an importer could not take over, by reason.
#include <string_view>
#include <utility>

#include "import/import.h"

namespace isotherm {

class IssueLog {
 public:
  static constexpr size_t kMaxLines = 5;  // line numbers kept per reason
  static constexpr size_t kMaxReasons =
      100;  // further reasons are counted together, so that hostile input stays small

  // `line` is 1-based; 0 = the issue belongs to no line.
  void add(std::string_view reason, uint64_t line = 0, uint64_t count = 1);
  std::vector<ImportIssue> take() { return std::exchange(issues_, {}); }

 private:
  ImportIssue& issue(std::string_view reason);
  std::vector<ImportIssue> issues_;
};

// What an importer finds in one input.
struct IssueLogs {
  IssueLog skipped, approximate, ignored;
  // Into the report; the logs are empty afterwards.
  void move_to(ImportReport& report) {
    report.skipped = skipped.take();
    report.approximate = approximate.take();
    report.ignored = ignored.take();
  }
};

// A value of the input as messages quote it: at most 40 bytes, control and non-ASCII bytes as '?'.
std::string quoted(std::string_view value);

}  // namespace isotherm
