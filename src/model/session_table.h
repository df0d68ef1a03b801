#pragma once
// One row of numbers per session: what a list of sessions shows, sorts and filters by.
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/filter.h"
#include "model/session_index.h"

namespace isotherm {

// A rough drawing of where the pointer went on the session's first page: up to kPoints places, 0..255 of the
// page's width and height.
struct SessionPath {
  static constexpr size_t kPoints = 20;
  std::array<uint8_t, kPoints> x{}, y{};
  uint8_t count = 0;
};

struct SessionRow {
  uint32_t session = 0;
  int64_t start_ms = 0;  // Unix epoch
  int64_t length_ms = 0;
  uint32_t pages = 0;  // page views
  uint32_t clicks = 0, rage_clicks = 0;
  float depth = 0;  // 0..1: the furthest line of any of its page views, as a share of that document's height
  Device device = Device::unknown;  // of its first page view
  SessionPath path;
};

// Cost: O(page views + click, scroll and viewport events + a few moves per session).
std::vector<SessionRow> session_rows(const Recording& recording, const SessionIndex& index);

enum class SessionOrder : uint8_t { start, length, pages, clicks, rage, depth };
std::string_view to_string(SessionOrder order);
std::optional<SessionOrder> session_order_from(std::string_view name);

struct SessionQuery {
  SessionOrder order = SessionOrder::start;
  bool is_descending = false;
  std::string text{};  // in the id, a tag ("key=value"), or the address of a page; letters of any case
  int64_t length_min_ms = 0;
  uint32_t pages_min = 0, clicks_min = 0, rage_min = 0;
  float depth_min = 0;
  uint8_t devices = 0x0F;  // bit per Device value
  friend bool operator==(const SessionQuery&, const SessionQuery&) = default;
};

// The rows (indices) that the query keeps, in its order; equal ones by start, then by number.
std::vector<uint32_t> find_sessions(const Recording& recording, const SessionIndex& index,
                                    std::span<const SessionRow> rows, const SessionQuery& query);

}  // namespace isotherm
