#pragma once
// Messages -> page views and events at page coordinates.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/import.h"
#include "import/issue_log.h"
#include "import/openreplay_messages.h"

namespace isotherm::openreplay {

// One session: the tabs that it was recorded in, each with its page. Numbers in the log are not used; the
// report of a binary file has no lines.
class RecordedSession {
 public:
  struct Context {
    const std::string* fallback_url;
    Writer* writer;
    ImportReport* report;
    IssueLog *skipped, *approximate, *ignored;
  };

  RecordedSession(std::string name, const Context& context) : name_(std::move(name)), context_(context) {}
  RecordedSession(const RecordedSession&) = delete;
  RecordedSession& operator=(const RecordedSession&) = delete;
  // The report and the logs of another input take over.
  void set_context(const Context& context) { context_ = context; }

  // Any message but those around others says that its tab's page was still open.
  Status take(const Message& message);
  // Writes what waits for its time to be over.
  Status flush();
  std::optional<int64_t> time_ms() const { return time_ms_; }
  bool has_page() const { return has_page_; }

 private:
  struct Waiting {
    int64_t time_ms = 0;
    double x = 0, y = 0;
    uint8_t tag = 0;
    uint32_t target = 0;
  };
  struct Tab {
    std::string url;  // empty = not known
    bool is_open = false;
    uint32_t page_view = 0;
    int64_t start_ms = 0, page_ms = 0;  // page_ms: when the page was named
    uint32_t viewport_width = 0, viewport_height = 0;
    double scroll_x = 0, scroll_y = 0;
    int64_t seen_ms = 0;                 // the last message
    std::optional<int64_t> scrolled_ms;  // the last scroll
    std::optional<int64_t> moved_ms;     // the last move, and where
    double moved_x = 0, moved_y = 0;
    std::vector<Waiting> waiting;  // moves and clicks whose scroll offset may be about to change
  };

  Status take_by_type(const Message& message);
  void take_time(uint64_t ms);
  void extend(const Tab& tab);
  Status take_page(std::string_view url, int64_t named_ms);
  Status take_viewport(uint64_t width, uint64_t height);
  Status take_scroll(int64_t x, int64_t y);
  Status take_move(uint64_t x, uint64_t y);
  Status take_click(uint32_t target);
  Status wait(double x, double y, uint8_t tag, uint32_t target);
  Status write_waiting(Tab& tab, int64_t until_ms);
  Status open(Tab& tab);
  Status add(Tab& tab, int64_t time_ms, double x, double y, uint8_t tag, uint32_t target);

  std::string name_;
  Context context_;
  std::optional<uint32_t> session_;
  std::map<std::string, Tab, std::less<>> tabs_;
  Tab* tab_ = &tabs_[""];
  std::optional<int64_t> time_ms_;
  bool has_page_ = false;
};

}  // namespace isotherm::openreplay
