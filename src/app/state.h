#pragma once
// All that the panel shows, in one plain struct. Only App changes it.
#include <optional>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "model/picture.h"

namespace isotherm {

struct LoadState {
  enum class Phase { empty, loading, ready, failed };
  Phase phase = Phase::empty;
  std::string name;                       // file name or URL
  uint64_t received_bytes = 0;
  std::optional<uint64_t> total_bytes;    // unknown for chunked transfers
  std::vector<std::string> warnings;      // damaged blocks and the like
};

struct PageRow {                          // one entry of the page list
  uint32_t page = 0;
  std::string url;
  uint32_t page_views = 0;
};

struct AppState {
  LoadState load;
  std::optional<Error> error;             // shown until dismissed
  PictureSettings settings;
  PageTransform view_from_page;           // pan and zoom, in view px
  PixelSize view_px;
  double pixel_ratio = 1;
  bool shows_legend = true;
  std::optional<glm::dvec2> hover_view;
  std::optional<HoverReading> hover;
  std::vector<PageRow> pages;             // most page views first
  int64_t time_begin_ms = 0, time_end_ms = 0;  // of the recording, Unix epoch
  uint32_t sessions = 0, page_views = 0;
  uint64_t events = 0;                    // of the whole recording
  // Of the current picture:
  PixelSize page_px;
  uint64_t layer_events = 0, layer_weight = 0;
  double maximum = 1, automatic_maximum = 1;
  Legend legend;
  std::string title, sample_line;
  bool can_undo = false, can_redo = false;
  uint64_t revision = 0;                  // changes whenever anything above does
};

}  // namespace isotherm
