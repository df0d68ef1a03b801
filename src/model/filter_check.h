#pragma once
// Judges page views, part of the filter by part, so that one pass can say what each part alone leaves out.
#include <cstdint>
#include <vector>

#include "model/filter.h"

namespace isotherm {

enum class FilterPart : uint8_t {
  page,
  device,
  comparable_width,  // to the screenshot
  width,             // the user's range
  hour,
  weekday,
  session_length,
  entry_page,
  exit_page,
  tags,
  sessions,
  time,
};
constexpr uint32_t bit(FilterPart part) {
  return 1u << static_cast<unsigned>(part);
}

// What is known of a session as a whole. Page views of one session are ordered by start, then as recorded.
struct SessionFacts {
  static constexpr uint32_t kNone = 0xFFFFFFFF;
  uint32_t first_view = kNone, last_view = kNone;  // kNone: no page view
  uint64_t length_ms = 0;
  int32_t utc_offset_min = 0;  // recorded; 0 where none is
  bool has_utc_offset = false;
};
// Per session. Cost: O(sessions + page views).
std::vector<SessionFacts> session_facts(const Recording& recording);

class FilterCheck {
 public:
  // Borrows both. Cost: O(pages + sessions + page views), less where no condition concerns sessions.
  FilterCheck(const Recording& recording, const Filter& filter);

  // One bit per FilterPart that refuses the page view; 0 = kept.
  uint32_t refusals(uint32_t page_view) const;
  // Of a session that `tags` refuses: whether one key alone does, and which (index into tag_keys()).
  static constexpr uint16_t kSeveralKeys = 0xFFFF, kNoKey = 0xFFFE;
  uint16_t refusing_tag_key(uint32_t session) const;
  // The distinct keys of the conditions' tags, in their order.
  const std::vector<std::string>& tag_keys() const { return tag_keys_; }

 private:
  int32_t utc_offset_min(uint32_t session) const;
  void judge_pages();
  void judge_sessions();
  uint32_t session_refusals(const Session& session, const SessionFacts& facts) const;
  uint16_t judge_tags(const Session& session) const;

  const Recording& recording_;
  const Filter& filter_;
  bool needs_hours_ = false;
  std::vector<uint8_t> takes_page_;  // per page
  std::vector<SessionFacts> facts_;
  std::vector<uint32_t> session_refusals_;  // per session; empty = no condition concerns sessions
  std::vector<std::string> tag_keys_;
};

}  // namespace isotherm
