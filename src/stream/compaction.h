#pragma once
// Rows and events of recordings -> one new segment with full blocks: what merging and slicing share.
#include <limits>

#include "stream/reader.h"
#include "stream/writer.h"

namespace isotherm {

inline constexpr uint32_t kLeftOut = UINT32_MAX;

struct CompactionInput {
  const Reader* reader = nullptr;  // borrowed
  // Per page view and page of the input: its row in the result, or kLeftOut.
  std::vector<uint32_t> page_view_ids, page_ids;
  std::vector<uint32_t> screenshots;  // those to take over; their pages are not left out
  // Events outside are left out. Unix ms, half-open; the lowest and highest values mean no limit.
  int64_t time_from_ms = std::numeric_limits<int64_t>::min(),
          time_to_ms = std::numeric_limits<int64_t>::max();
};

struct CompactionPlan {
  Catalog catalog;  // of the result
  std::vector<CompactionInput> inputs;
};

struct CompactionReport {
  struct Damage {
    size_t input = 0;
    Error error;
    uint64_t events_lost = 0;
  };
  uint64_t events = 0, blocks = 0, screenshots = 0, bytes = 0;  // written
  std::vector<Damage> damage;                                   // what could not be read
};

// Writes the result in the order of Writer: a Writer's file comes out as it was. Reads the inputs' blocks
// twice or more often, and holds the tables, about a million events, and the longest page view's events.
// Page views become as long as their last event. Damaged blocks and pictures are left out and reported.
// Errors: options, tables beyond the format's limits, and those of the sink.
Result<CompactionReport> compact(CompactionPlan plan, const WriterOptions& options, Sink& sink);

// All of the inputs. Pages of one URL become one, unless their screenshots of one width differ; sessions stay
// apart, also those of one id. A picture that several inputs hold is taken over once.
Result<CompactionPlan> plan_merge(std::span<const Reader* const> readers);

// The page views with `keeps_page_view`, and their sessions and pages; pages with `keeps_page` also without
// page views. Events from time_from_ms on and before time_to_ms.
CompactionPlan plan_slice(const Reader& reader, std::span<const uint8_t> keeps_page_view,
                          std::span<const uint8_t> keeps_page, int64_t time_from_ms, int64_t time_to_ms);

}  // namespace isotherm
