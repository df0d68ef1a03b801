#pragma once
// Other people's recordings -> stream.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "stream/writer.h"

namespace isotherm {

// Something in the input that was not taken over, or not exactly, and where. Equal reasons are counted
// together.
struct ImportIssue {
  std::string reason;  // "the row has 4 columns, the header has 5", "DOM mutation"
  uint64_t count = 0;
  std::vector<uint64_t> lines;  // the first few line (CSV, NDJSON) or event (JSON array) numbers, 1-based
  friend bool operator==(const ImportIssue&, const ImportIssue&) = default;
};

// A page that the import met, for whoever adds to it (pictures).
struct ImportedPage {
  std::string url;
  uint32_t viewport_width = 0;  // CSS px, of its first page view that recorded one; 0 = none did
};

struct ImportReport {
  uint64_t sessions = 0, page_views = 0, events = 0, screenshots = 0;  // added to the writer
  std::vector<ImportIssue> skipped;  // bad or unusable input: a reason to look
  std::vector<ImportIssue>
      approximate;  // taken over and flagged kFlagApproximate: the exact place is not in the input
  std::vector<ImportIssue> ignored;  // of no use here by design (DOM mutations, ...): only counted

  std::map<uint32_t, ImportedPage> pages;  // by the writer's page id

  // Notes a page view's page.
  void add_page(uint32_t id, const std::string& url, uint32_t viewport_width);
  uint64_t skipped_count() const;
};

}  // namespace isotherm
