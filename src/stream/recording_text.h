#pragma once
// A recording as text that can be read again without loss: JSON lines, or two CSV tables. docs/import.md
// lists keys and columns.
#include <string>
#include <vector>

#include "stream/catalog.h"
#include "stream/event.h"

namespace isotherm {

// One JSON object per line: a `recording` line, then pages, sessions and page views.
std::string json_lines(const Catalog& catalog);
// One line per event, in the block's order.
std::string json_lines(const EventBlock& block);

// The sessions table: a row per page view, then one per session and page that has none.
std::string csv_sessions_table(const Catalog& catalog);
std::string csv_events_header();

// Times in the events table count from the earliest page view of the session.
class CsvEvents {
 public:
  explicit CsvEvents(const Catalog& catalog);
  std::string rows(const EventBlock& block) const;

 private:
  const Catalog& catalog_;  // borrowed
  std::vector<int64_t> session_start_ms_;
};

// A name for an event's kind, also for those of a newer version: "kind_20".
std::string kind_text(uint8_t tag);

}  // namespace isotherm
