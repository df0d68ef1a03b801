#include "model/picture.h"

#include <algorithm>
#include <cmath>

#include "model/captions.h"
#include "model/contours.h"
#include "model/distinct_sessions.h"
#include "model/page_size.h"
#include "model/points.h"
#include "model/screenshot_tiles.h"
#include "model/tile_sorted_points.h"

namespace isotherm {

namespace {

bool is_within(double value, double least, double most) {
  return value >= least && value <= most;
}  // false for NaN

Status check(const Recording& recording, const PictureSettings& settings) {
  const auto invalid = [](std::string message) {
    return make_error(ErrorCode::invalid_argument, std::move(message));
  };
  const size_t pages = recording.catalog.pages.size();
  if (settings.page >= pages) {
    return invalid("page " + std::to_string(settings.page) + " does not exist: the recording has " +
                   counted(pages, "page", "pages") + ", numbered from 0");
  }
  if (!is_within(settings.radius_px, kMinRadiusPx, kMaxRadiusPx))
    return invalid("the radius must lie between 4 and 200 px");
  if (settings.opacity && !is_within(*settings.opacity, 0, 1))
    return invalid("the opacity must lie between 0 and 1");
  if (!is_within(settings.dimming, 0, 1)) return invalid("the dimming must lie between 0 and 1");
  if (settings.maximum && !(*settings.maximum > 0 && std::isfinite(*settings.maximum))) {
    return invalid("the scale's maximum must be a number above 0");
  }
  for (const OverlaySettings& overlay : settings.overlays) {
    if (overlay.maximum && !(*overlay.maximum > 0 && std::isfinite(*overlay.maximum)))
      return invalid("the maximum of a density over the layer must be a number above 0");
  }
  for (const uint8_t percent : settings.scroll.markers) {
    if (percent < 1 || percent > 100) return invalid("markers of reach must lie between 1 and 100 %");
  }
  const HeatLook& look = settings.look;
  if (!is_within(look.clip_percent, kMinClipPercent, kMaxClipPercent))
    return invalid("the percentile must lie between 50 and 100");
  if (!(look.fade_below >= 0 && std::isfinite(look.fade_below)))
    return invalid("the density to fade below must be a number from 0 on");
  if (settings.time_from_ms && settings.time_to_ms && *settings.time_from_ms > *settings.time_to_ms) {
    return invalid("the time range ends before it begins");
  }
  if (settings.age_from_ms.value_or(0) < 0 || settings.age_to_ms.value_or(0) < 0 ||
      (settings.age_to_ms && *settings.age_to_ms < settings.age_from_ms.value_or(0))) {
    return invalid(
        "the range of times since the page was opened must begin at 0 or later, and not end before");
  }
  return success();
}

Filter filter_for(const PictureSettings& settings, const ViewChoice& choice) {
  Filter filter;
  filter.page = settings.page;
  filter.devices = choice.devices;
  filter.viewport_width_min = choice.widths.min;
  filter.viewport_width_max = choice.widths.max;
  if (settings.time_from_ms) filter.time_from_ms = *settings.time_from_ms;
  if (settings.time_to_ms) filter.time_to_ms = *settings.time_to_ms;
  if (settings.age_from_ms) filter.age_from_ms = *settings.age_from_ms;
  if (settings.age_to_ms) filter.age_to_ms = *settings.age_to_ms;
  filter.conditions = settings.conditions;
  filter.clicks = settings.clicks;
  filter.fixed = settings.fixed;
  return filter;
}

// How rows were counted, as far as that was chosen and the legend's words do not say it: " (viewport's
// centre, share of height)".
std::string row_choices_text(Layer layer, const ScrollSettings& settings) {
  std::string text;
  const auto add = [&](const std::string& choice) { text += (text.empty() ? " (" : ", ") + choice; };
  if (settings.container) return text;
  if (layer == Layer::drop_off && settings.line != ReferenceLine::bottom)
    add("viewport's " + std::string(to_string(settings.line)));
  if (settings.depth == DepthScale::share) add("share of height");
  if (layer == Layer::attention && settings.min_exposure_ms > 0)
    add("from " + duration_text(settings.min_exposure_ms) + " at a stretch");
  return text.empty() ? text : text + ")";
}

}  // namespace

double default_opacity(Layer layer) {
  return is_row_layer(layer) ? 0.5 : 0.8;
}

double opacity_in_force(const PictureSettings& settings) {
  return settings.opacity.value_or(default_opacity(settings.layer));
}

struct Picture::State {
  const Recording* recording = nullptr;
  uint64_t recording_revision = 0;
  PictureSettings settings;
  ViewChoice choice;
  Filter filter;
  Selection selection;
  PixelSize page_px{1, 1};
  WorkCounters work;

  PointHeat points;  // of layers made of points
  ContourOverlay contours;
  Overlays overlays;

  // Layers made of rows.
  ScrollMap rows;

  ScreenshotTiles tiles;

  bool has_rows() const { return is_row_layer(settings.layer); }
  double sigma_px() const { return settings.radius_px / 2; }
  bool is_main_exact() const { return has_rows() || points.stage().is_exact(); }
  double automatic_maximum() const {
    return has_rows() ? rows.automatic_maximum() : points.stage().automatic_maximum();
  }
  RowLook row_look(double text_scale) const {
    return {settings.ramp, opacity_in_force(settings), settings.maximum, settings.shows_markers, text_scale};
  }
  double maximum() const {
    if (settings.layer == Layer::scroll) return 1;
    return has_rows() ? settings.maximum.value_or(automatic_maximum()) : points.stage().maximum();
  }

  void select_page_views();
  void measure_page();
  void count_rows();
  HeatRequest heat_request() const { return {sigma_px(), settings.look, settings.maximum}; }
  void add_heat(Scene& scene, const SceneView& view, double text_scale);
  bool shows_contours() const { return settings.look.shows_contours && points.counts().total() > 0; }
  bool is_saturated() const;
  HoverReading hover_row(double y_page) const;
  HoverReading hover_points(const PointHeat& density, glm::dvec2 page) const;
};

void Picture::State::select_page_views() {
  filter = filter_for(settings, choice);
  selection = select(*recording, filter);
  ++work.selections;
}

// The page keeps its size when a time range moves over it.
void Picture::State::measure_page() {
  const Filter any_time = filter.at_any_time();
  page_px = page_size(*recording, choice.screenshots,
                      any_time == filter ? selection : select(*recording, any_time), any_time);
}

void Picture::State::count_rows() {
  rows.count(*recording, selection, filter, settings.layer, page_px, settings.scroll);
  ++work.reaches;
}

void Picture::State::add_heat(Scene& scene, const SceneView& view, double text_scale) {
  const Rect visible = visible_page(page_px, view);
  if (visible.empty()) return;
  points.add_to(scene, shows_contours() ? contour_area(page_px, view, text_scale) : visible,
                color_table(settings.ramp, settings.look.mono_color), opacity_in_force(settings));
}

bool Picture::State::is_saturated() const {
  const auto over = overlays.densities();
  return (!has_rows() && points.counts().saturated()) ||
         std::any_of(over.begin(), over.end(), [](const PointHeat* d) { return d->counts().saturated(); });
}

HoverReading Picture::State::hover_row(double y_page) const {
  HoverReading reading;
  const int y_px = static_cast<int>(std::clamp(std::floor(y_page), 0.0, static_cast<double>(page_px.height)));
  const RowReading row = rows.reading(y_px);
  reading.of = row.units;
  reading.share = row.share;
  reading.events = reading.weight = row.reached;
  if (settings.layer == Layer::attention) reading.weight = row.visible_ms;
  if (settings.layer == Layer::drop_off) {
    reading.events = reading.weight = row.ends;
    reading.share = row.units == 0 ? 0 : static_cast<double>(row.ends) / row.units;
  }
  reading.text = rows.hover_text(y_px);
  DistinctSessions sessions(recording->catalog);
  const auto& furthest = rows.furthest_px();
  for (size_t i = 0; i < furthest.size(); ++i) {
    if (furthest[i] >= row.row) sessions.add_page_view(static_cast<uint32_t>(i));
  }
  reading.sessions = sessions.count();
  return reading;
}

HoverReading Picture::State::hover_points(const PointHeat& density, glm::dvec2 page) const {
  static_assert(kMaxRadiusPx <= TileSortedPoints::kMostRadiusPx, "around every position on the page");
  const PointTotals totals = density.within(selection, page, settings.radius_px);
  const uint64_t all = density.counts().events();
  HoverReading reading;
  reading.events = totals.events;
  reading.weight = totals.weight;
  reading.sessions = totals.sessions;
  reading.share = all == 0 ? 0 : static_cast<double>(totals.events) / static_cast<double>(all);
  reading.text = hover_text(density.layer(), reading, all, settings.radius_px);
  return reading;
}

Picture::Picture() : state_(std::make_unique<State>()) {}
Picture::~Picture() = default;
Picture::Picture(Picture&&) noexcept = default;
Picture& Picture::operator=(Picture&&) noexcept = default;

Status Picture::update(const Recording& recording, const PictureSettings& settings, Survey survey) {
  ISOTHERM_TRY(check(recording, settings));
  State& state = *state_;
  const PictureSettings before = std::exchange(state.settings, settings);
  const bool is_new = state.recording != &recording || state.recording_revision != recording.revision;
  state.recording = &recording;
  state.recording_revision = recording.revision;

  const bool has_new_choice = is_new || before.page != settings.page || before.device != settings.device;
  if (has_new_choice) state.choice = choose_view(recording, settings.page, settings.device);
  const Filter filter_before = state.filter;
  const Filter filter = filter_for(settings, state.choice);
  const bool has_new_selection = has_new_choice || filter != filter_before;
  const bool moved_in_time_only = !has_new_choice && filter.at_any_time() == filter_before.at_any_time();
  if (has_new_selection) state.select_page_views();
  if (has_new_selection && !moved_in_time_only) state.measure_page();

  state.overlays.update(
      recording, state.selection, state.filter, state.page_px, settings.overlays,
      {state.sigma_px(), {.scale = settings.look.scale, .clip_percent = settings.look.clip_percent}, {}},
      has_new_selection);
  if (state.has_rows()) {
    if (is_new || !is_row_layer(before.layer)) state.rows.set_recording(recording, settings.layer);
    const bool has_new_layer = before.layer != settings.layer;
    if (has_new_selection || has_new_layer || !have_same_counts(before.scroll, settings.scroll))
      state.count_rows();
  } else {
    state.points.update(recording, state.selection, state.filter, settings.layer, state.page_px,
                        state.heat_request());
  }
  if (survey == Survey::now) {
    while (refine()) {
    }
  }
  return success();
}

bool Picture::refine() {
  State& state = *state_;
  if (!state.is_main_exact()) {
    state.points.stage().refine();
  } else {
    state.overlays.refine();
  }
  return !is_exact();
}

bool Picture::is_exact() const {
  return !state_->recording || (state_->is_main_exact() && state_->overlays.is_exact());
}

Scene Picture::scene(const SceneView& view, std::span<const Image* const> images, double text_scale) {
  State& state = *state_;
  Scene scene;
  scene.page_px = state.page_px;
  if (!state.recording) return scene;
  scene.dimming = state.settings.dimming;
  state.tiles.add_to(scene, *state.recording, state.choice.screenshots, images);
  if (state.has_rows()) {
    state.rows.add_to(scene, view, state.settings.scroll, state.row_look(text_scale));
  } else {
    state.add_heat(scene, view, text_scale);
    if (!scene.heats.empty() && state.shows_contours())
      state.contours.add_to(scene, view, state.points.stage().field(), contour_levels(legend()), text_scale);
  }
  state.overlays.add_to(scene, view, text_scale);
  return scene;
}

HoverReading Picture::hover(glm::dvec2 page) const {
  const State& state = *state_;
  if (!state.recording) return {};
  HoverReading reading = state.has_rows() ? state.hover_row(page.y) : state.hover_points(state.points, page);
  const bool is_on_page =
      page.x >= 0 && page.x < state.page_px.width && page.y >= 0 && page.y < state.page_px.height;
  if (!is_on_page) return reading;  // rows go on beside the page
  for (const PointHeat* density : state.overlays.densities())
    reading.overlays.push_back(state.hover_points(*density, page));
  return reading;
}

bool Picture::is_hover_quick() const {
  const State& state = *state_;
  const auto over = state.overlays.densities();
  return (state.has_rows() || state.points.is_within_quick()) &&
         std::all_of(over.begin(), over.end(), [](const PointHeat* d) { return d->is_within_quick(); });
}

bool Picture::prepare_hover(uint64_t points) {
  State& state = *state_;
  if (!state.recording) return false;
  if (!state.has_rows() && state.points.prepare_within(points)) return true;
  return state.overlays.prepare_within(points);
}

PixelSize Picture::page_px() const {
  return state_->page_px;
}
std::span<const uint32_t> Picture::screenshots() const {
  return state_->choice.screenshots;
}
BlockNeed Picture::block_need() const {
  const State& state = *state_;
  if (!state.recording) return {};
  ++state_->work.block_needs;
  const Filter any_time = state.filter.at_any_time();
  const Selection selection = any_time == state.filter ? state.selection : select(*state.recording, any_time);
  std::vector<Layer> layers{state.settings.layer};
  for (const OverlaySettings& overlay : state.settings.overlays)
    layers.push_back(layer_of(overlay.kind));
  return {state.recording->catalog, selection, state.filter, layers,
          has_size_from_events(*state.recording, state.choice.screenshots, selection)};
}
const Filter& Picture::filter() const {
  return state_->filter;
}
const Selection& Picture::selection() const {
  return state_->selection;
}
uint64_t Picture::events() const {
  return state_->has_rows() ? 0 : state_->points.counts().events();
}
uint64_t Picture::weight() const {
  return state_->has_rows() ? 0 : state_->points.counts().total();
}
uint64_t Picture::outside_page() const {
  return state_->has_rows() ? 0 : state_->points.counts().outside();
}
bool shows_densities(const PictureSettings& settings) {
  return !is_row_layer(settings.layer) ||
         std::any_of(settings.overlays.begin(), settings.overlays.end(),
                     [](const OverlaySettings& overlay) { return is_density(overlay.kind); });
}

uint64_t Picture::fixed_points() const {
  return state_->has_rows() ? 0 : state_->points.fixed_points();
}
double Picture::maximum() const {
  return state_->maximum();
}
double Picture::automatic_maximum() const {
  return state_->automatic_maximum();
}
DensityPeak Picture::peak() const {
  return state_->has_rows() ? DensityPeak{} : state_->points.stage().peak();
}
const ScrollMap& Picture::rows() const {
  return state_->rows;
}
int Picture::side_graph_px(double text_scale) const {
  return state_->has_rows() && has_side_graph(state_->settings.scroll) ? SideGraph::width_px(text_scale) : 0;
}
const WorkCounters& Picture::work() const {
  WorkCounters& work = state_->work;
  PointHeatWork points = state_->points.work();
  points += state_->overlays.density_work();
  work.binnings = points.binnings;
  work.brush = points.brush;
  work.peaks = points.heat.surveys;
  work.blurs = points.heat.blurs;
  work.blurred_cells = points.heat.blurred_cells;
  work.sorts = points.sorts;
  work.hover_points = points.hover_points;
  work.hover_walks = points.hover_walks;
  return work;
}

Legend Picture::legend() const {
  const State& state = *state_;
  const PictureSettings& settings = state.settings;
  Legend legend =
      state.has_rows() ? state.rows.legend(state.row_look(1)) : state.points.legend(settings.ramp);
  if (state.has_rows()) legend.title += row_choices_text(settings.layer, settings.scroll);
  legend.keys = state.overlays.keys();
  return legend;
}

std::vector<Legend> Picture::overlay_legends() const {
  return state_->overlays.density_legends();
}
std::vector<const PointHeat*> Picture::overlay_densities() const {
  return state_->overlays.densities();
}

std::string Picture::title() const {
  const State& state = *state_;
  if (!state.recording) return {};
  std::string title = picture_title(state.settings.layer, state.settings.device, state.choice.css_width,
                                    state.recording->catalog.pages[state.settings.page].url,
                                    state.settings.clicks, overlay_densities());
  if (state.has_rows() && state.settings.scroll.container)
    title += " (scrolling inside " + container_name(*state.settings.scroll.container) + ")";
  return title;
}

std::string Picture::sample_line() const {
  return sample_text({state_->settings.layer, &state_->selection, events(), outside_page(), fixed_points(),
                      state_->is_saturated(), &state_->filter, overlay_densities()});
}

RegionCounter Picture::count_regions(std::vector<Region> regions) const {
  const State& state = *state_;
  return RegionCounter(*state.recording, state.points.runs(), state.selection, state.filter,
                       state.settings.layer, state.page_px, std::move(regions));
}

}  // namespace isotherm
