#pragma once
// All that the panel shows, in one plain struct. Only App changes it.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/filter_counts.h"
#include "app/page_region.h"
#include "app/replay_state.h"
#include "base/geometry.h"
#include "base/result.h"
#include "model/picture.h"

namespace isotherm {

struct LoadState {
  // failed: the last attempt; what was on screen before stays there, under its own name.
  enum class Phase { empty, loading, ready, failed };
  Phase phase = Phase::empty;
  std::string name;  // file name or URL
  uint64_t received_bytes = 0;
  uint64_t decoded_bytes = 0;  // of the received ones
  // Of what is to come; unknown for chunked transfers. A file that is read in places: of what was needed.
  std::optional<uint64_t> total_bytes;
  bool is_outlined = false;           // the file is read in places, as far as pictures need it
  std::vector<std::string> warnings;  // damaged blocks and the like; the first kMaxWarnings of them
  uint64_t warning_count = 0;         // all of them
  uint64_t events_lost = 0;           // in damaged blocks, as far as the file tells

  static constexpr size_t kMaxWarnings = 100;
};

// 0..1; nullopt where the total is unknown.
std::optional<double> load_share(const LoadState& load);

struct PageRow {  // one entry of the page list
  uint32_t page = 0;
  std::string url;
  std::string title;
  uint32_t label_start = 0;  // in url: from here on it differs from the other pages'
  uint32_t page_views = 0;
};

struct AppState {
  LoadState load;
  std::optional<Error> error;  // shown until dismissed
  PictureSettings settings;
  PageTransform view_from_page;  // pan and zoom, in view px
  PixelSize view_px;
  double pixel_ratio = 1;  // device px per CSS px of the screen
  bool shows_legend = true;
  bool shows_panel = true;
  std::optional<glm::dvec2> hover_view;
  std::optional<HoverReading> hover;
  std::vector<PageRow> pages;                  // most page views first
  int64_t time_begin_ms = 0, time_end_ms = 0;  // of the recording, Unix epoch, half-open
  std::vector<uint32_t>
      views_over_time;  // page views of the page per equal part of that time, by their start
  uint32_t sessions = 0, page_views = 0;
  uint64_t events = 0;  // of the whole recording
  // Of the current picture:
  std::array<uint32_t, 4> views_by_device{};  // page views of the page, index = Device value
  PixelSize page_px;                          // 0 x 0: no page yet
  bool has_screenshot = false;
  bool is_partial = false;  // parts of it are still to come, or could not be loaded: the counts are too low
  uint64_t layer_events = 0, layer_weight = 0;
  uint64_t outside_page = 0;                // points of the layer that lie outside the page
  uint64_t fixed_points = 0;                // on fixed elements, of all densities
  std::vector<ScrollContainer> containers;  // that scroll inside the page, on layers made of rows
  int side_graph_px = 0;                    // view px at the right edge of the heatmap view; 0 = none
  double opacity = 0.8;                     // in force
  double maximum = 1, automatic_maximum = 1;
  bool is_scale_exact = true;  // false: the page is still being looked through for its maximum
  Legend legend;
  std::vector<Legend> overlay_legends;  // of the densities drawn over the layer
  std::string title, sample_line;
  FilterCounts filters;
  RegionsState regions;
  TimeBrush time;
  std::string recording_id;  // recording_identity(), once the recording is complete; empty before
  bool can_undo = false, can_redo = false;
  ReplayState replay;
  uint64_t revision = 0;  // changes whenever anything above does

  bool has_page() const { return page_px.width > 0; }
  // 1 = one CSS px of the screen per page px.
  double css_zoom() const { return view_from_page.view_px_per_page_px.x / pixel_ratio; }
};

}  // namespace isotherm
