#pragma once
// Other people's recordings -> stream.
#include <cstdint>
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

struct ImportReport {
  uint64_t sessions = 0, page_views = 0, events = 0, screenshots = 0;  // added to the writer
  std::vector<ImportIssue> skipped;  // bad or unusable input: a reason to look
  std::vector<ImportIssue>
      approximate;  // taken over and flagged kFlagApproximate: the exact place is not in the input
  std::vector<ImportIssue> ignored;  // of no use here by design (DOM mutations, ...): only counted

  uint64_t skipped_count() const;
};

}  // namespace isotherm
