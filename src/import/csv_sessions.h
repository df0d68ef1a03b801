#pragma once
// The sessions table: who visited which page when, and what the pages looked like.
#include <string>
#include <unordered_map>
#include <utility>

#include "import/csv.h"
#include "import/csv_table.h"
#include "import/issue_log.h"

namespace isotherm {

// Page views by the session ids that the events table uses.
class CsvSessions {
 public:
  struct View {
    uint32_t page_view = 0;
    double start_ms = 0;  // since the start of its session
  };
  struct Visit {
    uint32_t session = 0;
    std::vector<View> views;  // by start
  };

  CsvSessions(const CsvOptions& options, Writer& writer, ImportReport& report, IssueLog& skipped,
              IssueLog& ignored)
      : options_(options), writer_(writer), report_(report), skipped_(skipped), ignored_(ignored) {}

  // Adds every row of the table.
  Status read(std::string_view text);
  // nullptr = the sessions table does not have it.
  const Visit* find(std::string_view session) const;
  // Adds a session with one view of the fallback page, for events without a sessions table.
  Result<const Visit*> add_unlisted(std::string_view session);

 private:
  struct Columns;
  // One row of the table: a page view and its page.
  struct Row {
    uint64_t line = 0;
    PageView view;
    Page page;
    std::vector<Tag> tags;
    std::string screenshot;
    uint32_t screenshot_width = 0, screenshot_height = 0;
  };
  void take_row(const Columns& columns, const CsvRow& csv);
  Status add_visit(const std::string& session, std::vector<Row>& rows);
  Status add_screenshot(const Row& row, uint32_t page);

  const CsvOptions& options_;
  Writer& writer_;
  ImportReport& report_;
  IssueLog& skipped_;
  IssueLog& ignored_;
  std::vector<std::pair<std::string, std::vector<Row>>> rows_;  // per session, in the table's order
  std::unordered_map<std::string, size_t> row_index_;           // session -> rows_
  std::unordered_map<std::string, Visit> visits_;
  std::unordered_map<std::string, std::string> pictures_;  // page and CSS width -> path that was embedded
};

}  // namespace isotherm
