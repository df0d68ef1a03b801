#pragma once
// The numbers of a layer made of rows, as lists for export: exact, and only where they change.
#include <string>
#include <string_view>
#include <vector>

#include "model/region_report.h"
#include "model/scroll_map.h"

namespace isotherm {

// Holds from row y_px on, until the next entry's row or the page's end.
struct RowEntry {
  int y_px = 0;
  double value = 0;    // reach, drop-off: share of the units; attention: mean ms per unit
  uint64_t count = 0;  // reach, drop-off: units; attention: ms of all units together
  friend bool operator==(const RowEntry&, const RowEntry&) = default;
};

struct RowReport {
  Layer layer = Layer::scroll;
  uint32_t units = 0;  // page views or sessions: what 100 % is
  double fold_px = 0;  // 0 = no viewport height is known
  int height_px = 0;   // of the page, or the largest scroll offset of the element inside it
  ScrollSettings settings;
  // Reach: from row 0 and wherever it falls. Attention: from row 0 and wherever it changes. Drop-off: every
  // band of kDropOffBandPx.
  std::vector<RowEntry> rows;
  std::vector<RowEntry> ends;   // drop-off: every single row at which units end
  std::vector<RowEntry> lines;  // reach: for each of settings.markers, the share asked for and how deep it
                                // gets, with the units that get there
};

RowReport row_report(const ScrollMap& map, Layer layer, const ScrollSettings& settings);

// "reach", "attention" or "drop_off": what the list of rows is called.
std::string_view rows_name(Layer layer);
// [y_px, value, count]
std::string entry_json(const RowEntry& entry);

// One line per entry of `rows` with the row at which the next begins: from_px, to_px, depth_share, and
// reach: share, n, of, low, high (the 95 % interval); drop-off: share, n, of; attention: mean_ms, total_ms,
// of. Lines end with a line break.
std::string row_report_csv(const RowReport& report);
// {"url", "layer", "sample", "height", "unit", "n", …, "reach": [[y_px, share, n], …]}
std::string row_report_json(const RowReport& report, std::string_view url, std::string_view sample_line);

// What was counted and how, as named values: unit, n, line, depth, fold, fold_px, min_exposure_ms, container.
// Those that the layer does not depend on are null.
std::vector<ReportField> row_settings_report(const RowReport& report);

}  // namespace isotherm
