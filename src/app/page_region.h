#pragma once
// Parts of pages that the user marked, and what was counted in them.
#include <optional>
#include <string>
#include <vector>

#include "model/region_stats.h"

namespace isotherm {

struct PageRegion {
  uint32_t id = 0;  // unique in a recording's list, never 0
  uint32_t page = 0;
  std::string name;
  Region region;
  friend bool operator==(const PageRegion&, const PageRegion&) = default;
};

struct RegionReading {
  uint32_t id = 0;  // 0 = the one that is being drawn
  RegionStats stats;
};

enum class RegionReportFormat : uint8_t { csv, json };

struct RegionsState {
  static constexpr size_t kMostRegions = 1000;

  std::vector<PageRegion> list;         // of all pages, oldest first
  std::vector<RegionReading> readings;  // of the current page's; empty until counted, and on layers of rows
  std::optional<Region> drawn;          // while it is being dragged
  bool has_tool = false;                // dragging draws a region instead of moving the page
  uint64_t list_revision = 0;           // changes with the list
  const PageRegion* find(uint32_t id) const;
  const RegionStats* stats_of(uint32_t id) const;
};

}  // namespace isotherm
