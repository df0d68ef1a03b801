#pragma once
// The second half of the rrweb import: records in time order -> page views and events at page coordinates.
#include <string>
#include <vector>

#include "import/import.h"
#include "import/rrweb_events.h"

namespace isotherm::rrweb {

// One recording, which becomes one session. Events are put in time order, within limits: one that comes more
// than kWindow events too late is taken with what is known by then.
class Recording {
 public:
  static constexpr size_t kWindow = 1u << 16;

  struct Context {
    const Addresses& addresses;
    const std::string& fallback_url;
    Writer& writer;
    ImportReport& report;
    Log& log;
  };
  explicit Recording(const Context& context) : context_(context) {}

  // The session's name counts from the first event that is written: set it early.
  void set_name(std::string name) { name_ = std::move(name); }
  bool is_empty() const { return records_.empty() && !is_open_; }
  // The writer's errors.
  Status add(std::span<const Record> records);
  Status finish();

 private:
  struct Meta {
    std::string href;
    double width = 0, height = 0;
  };

  void insert(const Record& record);
  bool extends_activity(const Record& record);
  Status take_first(size_t count);
  Status open_first_page_view();
  Status open_page_view(const Meta& meta, int64_t start_ms);
  void extend_page_view();
  const Record* first_snapshot() const;
  Meta meta_of(const Record& record) const;

  Status take(const Record& record);
  Status take_late(const Record& record);
  Status take_meta(const Record& record);
  Status take_snapshot(const Record& record);
  Status set_scroll(double x, double y, int64_t time_ms, uint64_t number);
  Status take_scroll(const Record& record);
  Status take_pointer(const Record& record);
  Status add_event(const Record& record, double x, double y, uint8_t tag, uint32_t target);

  Context context_;
  std::string name_;
  std::vector<Record> records_;  // not yet taken; in time order, but for what needs_sorting_ says
  bool needs_sorting_ = false;
  size_t position_ = 0;  // of the record being taken
  Record last_taken_;
  bool has_taken_ = false;

  bool is_open_ = false;  // the first page view is
  uint32_t session_ = 0, page_view_ = 0;
  int64_t start_ms_ = 0;  // of the page view
  int64_t last_ms_ = 0;   // of anything recorded in it
  Meta meta_;             // in force
  double scroll_x_ = 0, scroll_y_ = 0;
  uint32_t document_id_ = 0;
};

}  // namespace isotherm::rrweb
