#pragma once
// Page views whose events come in any order and from several inputs.
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "import/import.h"
#include "import/issue_log.h"

namespace isotherm {

struct Visit {
  std::string session;  // name of its session
  Page page;
  PageView view;  // sizes and, when times count from `zero_ms`, the start; the rest is filled in by write()
  // The event time that is the start of the page view. Not known: the earliest one, in Unix ms.
  std::optional<int64_t> zero_ms;
};

// Holds 32 bytes per event until they are written.
class Visits {
 public:
  // The page view with this key; `is_new` when it was added just now.
  struct Found {
    uint32_t id = 0;
    bool is_new = false;
  };
  Found find_or_add(std::string_view key);
  Visit& operator[](uint32_t id) { return visits_[id]; }
  bool empty() const { return visits_.empty(); }

  void add(uint32_t visit, int64_t time_ms, const Event& event) {
    events_.push_back({time_ms, visit, event});
  }

  // Adds everything to the writer: page views in the order in which they were found, their events by time
  // and, within one time, in the order in which they came. Nothing is held afterwards.
  Result<ImportReport> write(Writer& writer);

 private:
  struct TimedEvent {
    int64_t time_ms;
    uint32_t visit;
    Event event;
  };
  Status write_visit(Visit& visit, std::vector<TimedEvent>::const_iterator first,
                     std::vector<TimedEvent>::const_iterator last, Writer& writer, ImportReport& report,
                     IssueLog& skipped);

  std::vector<Visit> visits_;
  std::unordered_map<std::string, uint32_t> ids_;       // by key
  std::unordered_map<std::string, uint32_t> sessions_;  // the writer's, by name
  std::vector<TimedEvent> events_;
};

// Whether page and session have texts that a file can hold.
bool fits(std::string_view url, std::string_view session);

// A size in px as page views state it; 0 when it cannot be one.
uint32_t size_from_px(double px);

}  // namespace isotherm
