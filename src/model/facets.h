#pragma once
// How many visits each filter would keep before it is applied: for every option of every part, the page views
// and sessions that would remain if this part were set to that option and all others stayed as they are.
#include <array>
#include <string>
#include <vector>

#include "model/filter_check.h"

namespace isotherm {

struct FacetCount {
  uint32_t page_views = 0, sessions = 0;
  friend bool operator==(const FacetCount&, const FacetCount&) = default;
};

struct TagFacet {
  struct Value {
    std::string value;
    FacetCount kept;
  };
  std::string key;
  std::vector<Value> values;  // most sessions first, then by name; with kMaxValues the rarest are left out
  uint32_t value_count = 0;   // all of them
  static constexpr size_t kMaxValues = 200;
};

struct PageFacet {
  uint32_t page = 0;
  FacetCount kept;
};

struct Facets {
  FacetCount kept;                      // by everything in force
  std::array<FacetCount, 4> devices{};  // index = Device value
  std::array<FacetCount, 24> hours{};
  std::array<FacetCount, 7> weekdays{};
  std::vector<TagFacet> tags;                      // by key; at most kMaxKeys
  std::vector<PageFacet> entry_pages, exit_pages;  // most page views first
  bool has_utc_offsets = false;                    // some session tells its own

  // What a range would keep, both ends included.
  FacetCount with_width(uint32_t min_px, uint32_t max_px) const;
  FacetCount with_session_length(uint64_t min_ms, uint64_t max_ms) const;

  static constexpr size_t kMaxKeys = 32;

  // One entry per session and width, and per session: sorted by width (length).
  struct WidthEntry {
    uint32_t width = 0, session = 0, page_views = 0;
  };
  struct LengthEntry {
    uint64_t length_ms = 0;
    uint32_t page_views = 0;
  };
  std::vector<WidthEntry> widths;
  std::vector<LengthEntry> session_lengths;
};

// Works in pieces, so that no frame waits for it.
class FacetCounter {
 public:
  // Borrows both. Page views are visited session by session.
  FacetCounter(const Recording& recording, const Filter& filter);
  // Goes on with about `page_views` page views. True while there is more.
  bool step(uint32_t page_views);
  // The answer, once step() returned false. To be called once.
  Facets take();

 private:
  struct Cell {
    FacetCount count;
    uint32_t last_session = 0xFFFFFFFF;
    void add(uint32_t session);
  };
  struct TagCell {
    uint32_t key = 0, value = 0;
  };
  void order_by_session();
  void list_tags();
  void visit(uint32_t page_view);
  void visit_tags(const PageView& view, uint32_t refusals);

  const Recording& recording_;
  FilterCheck check_;
  const std::vector<SessionFacts> facts_;
  const std::optional<int32_t> utc_offset_min_;
  std::vector<uint32_t> order_;
  size_t next_ = 0;

  Cell kept_;
  std::array<Cell, 4> devices_;
  std::array<Cell, 24> hours_;
  std::array<Cell, 7> weekdays_;
  std::vector<Cell> entry_, exit_;  // per page
  std::vector<std::string> keys_;
  std::vector<std::vector<std::string>> values_;  // per key
  std::vector<std::vector<Cell>> value_cells_;    // per key and value
  std::vector<size_t> session_tags_begin_;        // into session_tags_, per session and one more
  std::vector<TagCell> session_tags_;
  std::vector<uint16_t> checked_keys_;  // per key: its place among FilterCheck::tag_keys(), or kNoKey
  uint32_t last_length_session_ = 0xFFFFFFFF;
  Facets facets_;
};

}  // namespace isotherm
