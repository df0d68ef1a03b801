#pragma once
// The picture of one page: settings in, scene and numbers out, with the least work per change.
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "model/block_need.h"
#include "model/brush.h"
#include "model/filter.h"
#include "model/heat_stage.h"
#include "model/layer.h"
#include "model/legend.h"
#include "model/look.h"
#include "model/overlays.h"
#include "model/ramp.h"
#include "model/region_stats.h"
#include "model/scene.h"
#include "model/scroll_map.h"
#include "model/view_choice.h"
#include "model/wording.h"

namespace isotherm {

inline constexpr double kMinRadiusPx = 4, kMaxRadiusPx = 200;

struct PictureSettings {
  uint32_t page = 0;
  Layer layer = Layer::clicks;
  DeviceChoice device = DeviceChoice::automatic;
  double radius_px = 40;  // 2 sigma, page px, kMinRadiusPx..kMaxRadiusPx
  Ramp ramp = Ramp::classic;
  std::optional<double>
      opacity;  // 0..1; default 0.8 for densities, 0.5 for layers made of rows (opacity_in_force)
  // Fixed scale maximum, automatic if absent: in density units; attention: mean ms; drop-off: units per band.
  std::optional<double> maximum;
  double dimming = 0;                               // 0..1
  std::optional<int64_t> time_from_ms, time_to_ms;  // Unix epoch, half-open
  HeatLook look;                                    // scale and colours of densities
  std::vector<OverlaySettings> overlays;            // drawn over the layer, first to last
  bool shows_markers = true;                        // scroll.markers and the fold on layers made of rows
  std::optional<int64_t> age_from_ms, age_to_ms;    // since the page view began, half-open
  Conditions conditions{};
  ClickChoice clicks = ClickChoice::all;
  FixedPlane fixed = FixedPlane::hidden;
  ScrollSettings scroll{};
  friend bool operator==(const PictureSettings&, const PictureSettings&) = default;
};

double default_opacity(Layer layer);
// What was set, or the layer's default.
double opacity_in_force(const PictureSettings& settings);
// Whether radius, kind of scale and fixed elements matter.
bool shows_densities(const PictureSettings& settings);

// How often each stage ran: what tests and benchmarks of "least work" read.
struct WorkCounters {
  uint64_t selections = 0, binnings = 0, peaks = 0, blurs = 0, reaches = 0;
  BrushWork brush;             // instead of a binning, where only the time range moved
  uint64_t blurred_cells = 0;  // coefficients computed, of the visible part and for the scale
  uint64_t sorts = 0;          // tile-sorted indices begun
  uint64_t hover_points = 0;   // looked at in one for what lies under the pointer
  uint64_t hover_walks = 0;    // over all points for it, without an index
  uint64_t block_needs = 0;    // times that the needed blocks were looked for
};

// Numbers at a position: exact, from the events.
struct HoverReading {
  uint64_t events = 0;    // within the radius (clicks, moves); page views that reach the line (scroll)
  uint64_t weight = 0;    // ms for moves
  uint32_t sessions = 0;  // distinct
  uint64_t of = 0;        // scroll: all page views
  double share = 0;       // events / all events of the layer (densities); reach (scroll)
  std::string text;       // one line for a tooltip
  std::vector<HoverReading> overlays;  // of the densities drawn over the layer, in order
};

class Picture {
 public:
  Picture();
  ~Picture();
  Picture(Picture&&) noexcept;
  Picture& operator=(Picture&&) noexcept;

  // Recomputes only the stages whose inputs changed since the last call: recording or filter -> select and
  // bin; radius -> peak and blur; ramp, opacity, maximum -> nothing. The recording is borrowed until the next
  // update. Errors: invalid_argument for a page that does not exist or a value out of range.
  // An automatic maximum depends on the whole page, which is looked through band by band: at once, or
  // (`later`) by refine(), with the best that a look at the likeliest places gives until then.
  enum class Survey { now, later };
  Status update(const Recording& recording, const PictureSettings& settings, Survey survey = Survey::now);
  // Looks at one more band; false when nothing is left to do.
  bool refine();
  bool is_exact() const;  // nothing is left to refine

  // The CSS size of the page, whatever the time range: of its screenshot; else the largest recorded document
  // size of the kept page views; else the extent of the viewports and events; at least 1 x 1, at most
  // kMaxImageWidth wide and kMaxImagePixels large (what lies beyond counts as outside the page).
  PixelSize page_px() const;
  // Index into Recording::screenshots of the pictures of this view (several when the page is tiled); empty =
  // none.
  std::span<const uint32_t> screenshots() const;

  // View px that the side graph takes at the right edge of a view; 0 = there is none.
  int side_graph_px(double text_scale = 1) const;
  // The blocks that the picture is made of; what it shows is whole once the recording holds them.
  BlockNeed block_need() const;

  // What to draw for `view`. `images[i]` are the decoded screenshots()[i] (nullptr = not decoded yet: paper).
  // Blurs the visible part (plus a margin, kept for panning) when needed.
  // `text_scale`: size of labels, 1 = 13 px.
  Scene scene(const SceneView& view, std::span<const Image* const> images, double text_scale = 1);

  const Filter& filter() const;
  const Selection& selection() const;
  uint64_t events() const;  // points of the layer on the page
  uint64_t weight() const;
  uint64_t outside_page() const;  // points whose position lies outside the page
  uint64_t fixed_points() const;  // points on fixed elements: placed by PictureSettings::fixed
  double maximum() const;         // in force: fixed or automatic
  double automatic_maximum() const;
  DensityPeak peak() const;
  const ScrollMap& rows() const;  // layers made of rows only
  const ReachCurve& reach() const { return rows().reach(); }
  Legend legend() const;
  // Of the densities drawn over the layer, in order. Borrowed until the next update.
  std::vector<Legend> overlay_legends() const;
  std::vector<const PointHeat*> overlay_densities() const;
  std::string title() const;  // "Clicks, desktop (1440 px): https://…"
  std::string sample_line()
      const;  // "1,204 sessions, 1,645 page views, 3,210 clicks; left out: 12 page views of other widths"
  HoverReading hover(glm::dvec2 page) const;
  // Whether hover() takes no longer than a frame may: layers made of rows, small recordings, and points that
  // were put in the order of their places. prepare_hover() goes on with that for about `points` points, and
  // is true while there is more; without, hover() looks at all points.
  bool is_hover_quick() const;
  bool prepare_hover(uint64_t points);
  // Counts in regions what the picture shows, on layers of points only; until the next update. Borrows.
  RegionCounter count_regions(std::vector<Region> regions) const;
  const WorkCounters& work() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace isotherm
