#pragma once
// The layers that are made of rows: scroll reach, attention and drop-off. Counts in, part of a scene and
// numbers out.
#include <string>
#include <vector>

#include "model/attention.h"
#include "model/drop_off.h"
#include "model/layer.h"
#include "model/legend.h"
#include "model/reach.h"
#include "model/reach_overlay.h"
#include "model/row_bands.h"
#include "model/scene.h"
#include "model/scroll_containers.h"
#include "model/side_graph.h"

namespace isotherm {

// How the rows are drawn; changes of it count nothing anew.
struct RowLook {
  Ramp ramp = Ramp::classic;
  double opacity = 0.5;
  std::optional<double> maximum;  // attention: mean ms at the ramp's end; drop-off: units per band
  bool shows_markers = true;
  double text_scale = 1;  // 1 = 13 px
};

// The numbers of one row of the page, or of the element that scrolls inside it.
struct RowReading {
  int row = 0;
  uint32_t reached = 0, units = 0;  // units whose furthest line is at the row or below it
  double share = 0;
  uint64_t visible_ms = 0;  // attention: of all units together
  double mean_ms = 0;
  uint32_t ends = 0;  // drop-off: in the row's band
  int band_y0 = 0, band_y1 = 0;
  double depth_share = 0;  // of the page's height, or of the element's largest scroll offset
};

class ScrollMap {
 public:
  // Finds the recording's events; once per recording. Attention needs the events of all classes.
  void set_recording(const Recording& recording, Layer layer);
  // Counts what the layer (and its side graph) needs. O(scroll and viewport events), attention: O(events).
  void count(const Recording& recording, const Selection& selection, const Filter& filter, Layer layer,
             PixelSize page_px, const ScrollSettings& settings);

  void add_to(Scene& scene, const SceneView& view, const ScrollSettings& settings, const RowLook& look);
  // At a place on the page. The rows of an element inside the page have no place there that a recording
  // would tell: they are stretched over its height.
  RowReading reading(int y_page) const;
  // "73.2 % (1,204 of 1,645 sessions) saw this line: 2,310 px, 38.5 % of the page"
  std::string hover_text(int y_page) const;
  Legend legend(const RowLook& look) const;
  // Attention: the longest mean, ms; drop-off: the fullest band; at least 1.
  double automatic_maximum() const;

  // The rows that are counted: those of the page, or up to the largest scroll offset of the element.
  int rows() const { return rows_; }
  // Elements that scroll inside the page and that the selection scrolled.
  const std::vector<ScrollContainer>& containers() const { return containers_; }
  const ReachCurve& reach() const { return reach_; }
  const AttentionRows& attention() const { return attention_; }
  const DropOff& ends() const { return ends_; }
  // Per page view of the recording, -1 = not kept.
  const std::vector<int32_t>& furthest_px() const { return furthest_; }

 private:
  // What bands and graph are made of: equal = they need not be made again.
  struct DrawnFrom {
    uint64_t count = 0;  // of count() calls
    bool is_smooth = false;
    std::optional<double> maximum;
    double text_scale = 0;  // of the graph only
    friend bool operator==(const DrawnFrom&, const DrawnFrom&) = default;
  };

  std::vector<RowBand> bands(const ScrollSettings& settings, const RowLook& look) const;
  SideGraphData graph(const RowLook& look) const;
  void add_reach_graph(SideGraphData& data) const;
  std::vector<double> attention_band_means() const;
  std::string container_hover_text(const RowReading& row) const;

  ReachIndex index_;
  ActivityIndex activity_;
  bool has_activity_ = false;
  Layer layer_ = Layer::scroll;
  ScrollUnit unit_ = ScrollUnit::page_views;
  ReferenceLine line_ = ReferenceLine::bottom;
  FoldKind fold_ = FoldKind::median;
  std::optional<uint32_t> container_;
  std::vector<ScrollContainer> containers_;
  int rows_ = 1;
  PixelSize page_px_{1, 1};
  std::vector<int32_t> furthest_;
  ReachCurve reach_;
  AttentionRows attention_;
  DropOff ends_;
  uint64_t counts_ = 0;
  DrawnFrom bands_from_, graph_from_;
  std::vector<RowBand> bands_;
  ReachOverlay overlay_;
  SideGraph side_graph_;
};

}  // namespace isotherm
