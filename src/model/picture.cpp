#include "model/picture.h"

#include <algorithm>
#include <cmath>

#include "model/captions.h"
#include "model/page_size.h"
#include "model/points.h"
#include "model/revision.h"

namespace isotherm {

namespace {

constexpr double kDensityOpacity = 0.8, kReachOpacity = 0.5;
constexpr double kMargin = 0.5;  // of the visible size, on every side

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
  for (const uint8_t percent : settings.scroll.markers) {
    if (percent < 1 || percent > 100) return invalid("markers of reach must lie between 1 and 100 %");
  }
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

bool contains(const Rect& outer, const Rect& inner) {
  return inner.x0 >= outer.x0 && inner.y0 >= outer.y0 && inner.x1 <= outer.x1 && inner.y1 <= outer.y1;
}

// What a drawn tile depends on: its place and which decoded pixels lie behind the pointer.
struct TileKey {
  Rect page;
  const Image* image = nullptr;
  const uint8_t* pixels = nullptr;
  uint64_t checksum = 0;
  friend bool operator==(const TileKey&, const TileKey&) = default;
};

}  // namespace

struct Picture::State {
  const Recording* recording = nullptr;
  uint64_t recording_revision = 0;
  PictureSettings settings;
  ViewChoice choice;
  Filter filter;
  Selection selection;
  PixelSize page_px{1, 1};
  WorkCounters work;

  // Densities.
  RunIndex runs;
  CountGrid counts{PixelSize{1, 1}};
  uint64_t fixed_points = 0;
  Brush brush;
  DensityPeak peak;
  DensityField field;
  Rect field_area;
  uint64_t field_revision = 0;

  // Layers made of rows.
  ScrollMap rows;

  std::vector<TileKey> tiles;
  uint64_t tiles_revision = next_revision();

  bool has_rows() const { return is_row_layer(settings.layer); }
  double sigma_px() const { return settings.radius_px / 2; }
  double automatic_maximum() const {
    if (has_rows()) return rows.automatic_maximum();
    return peak.value > 0 ? peak.value : 1;
  }
  RowLook row_look(double text_scale) const {
    return {settings.ramp, settings.opacity.value_or(kReachOpacity), settings.maximum, settings.shows_markers,
            text_scale};
  }
  double maximum() const {
    if (settings.layer == Layer::scroll) return 1;
    return settings.maximum.value_or(automatic_maximum());
  }

  void select_page_views();
  void measure_page();
  void bin();
  void move_time_range(const Filter& before);
  void count_rows();
  void search_peak();
  void drop_field() { field_area = {}; }
  void cover(const Rect& visible_page);
  void add_tiles(Scene& scene, std::span<const Image* const> images);
  HoverReading hover_row(double y_page) const;
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

void Picture::State::bin() {
  counts = CountGrid(page_px);
  fixed_points = 0;
  for_each_point_or_fixed(*recording, runs, selection, filter, settings.layer,
                          [&](const Point& point, bool is_fixed) {
                            fixed_points += is_fixed;
                            if (!is_fixed || filter.fixed != FixedPlane::hidden)
                              counts.add(point.x, point.y, point.weight);
                          });
  ++work.binnings;
}

void Picture::State::move_time_range(const Filter& before) {
  if (!brush.move(*recording, runs, before, filter, settings.layer, {counts, fixed_points})) bin();
  work.brush = brush.work();
}

void Picture::State::count_rows() {
  rows.count(*recording, selection, filter, settings.layer, page_px, settings.scroll);
  ++work.reaches;
}

void Picture::State::search_peak() {
  peak = find_peak(counts, sigma_px());
  ++work.peaks;
}

// Makes the field answer for the visible part of the page; with a margin, so that panning a little costs
// nothing.
void Picture::State::cover(const Rect& visible_page) {
  if (contains(field_area, visible_page)) return;
  const double dx = visible_page.width() * kMargin, dy = visible_page.height() * kMargin;
  const Rect page{0, 0, static_cast<double>(page_px.width), static_cast<double>(page_px.height)};
  field_area = intersection(
      {visible_page.x0 - dx, visible_page.y0 - dy, visible_page.x1 + dx, visible_page.y1 + dy}, page);
  field = blur(counts, sigma_px(), field_area);
  field_revision = next_revision();
  ++work.blurs;
}

void Picture::State::add_tiles(Scene& scene, std::span<const Image* const> images) {
  std::vector<TileKey> keys;
  for (size_t i = 0; i < std::min(images.size(), choice.screenshots.size()); ++i) {
    if (!images[i] || images[i]->empty()) continue;
    const ScreenshotInfo& info = recording->screenshots[choice.screenshots[i]].info;
    const double x = info.tile_x, y = info.tile_y;
    const Rect page{x, y, x + info.css_width, y + info.css_height};
    scene.tiles.push_back({images[i], page});
    keys.push_back({page, images[i], images[i]->pixels.data(), info.checksum});
  }
  if (keys != tiles) {
    tiles = std::move(keys);
    tiles_revision = next_revision();
  }
  scene.tiles_revision = tiles_revision;
}

HoverReading Picture::State::hover_row(double y_page) const {
  HoverReading reading;
  const int y = static_cast<int>(std::clamp(std::floor(y_page), 0.0, static_cast<double>(page_px.height)));
  const RowReading row = rows.reading(y);
  reading.of = row.units;
  reading.share = row.share;
  reading.events = reading.weight = row.reached;
  if (settings.layer == Layer::attention) reading.weight = row.visible_ms;
  if (settings.layer == Layer::drop_off) {
    reading.events = reading.weight = row.ends;
    reading.share = row.units == 0 ? 0 : static_cast<double>(row.ends) / row.units;
  }
  reading.text = rows.hover_text(y);
  std::vector<uint32_t> sessions;
  const auto& furthest = rows.furthest_px();
  for (size_t i = 0; i < furthest.size(); ++i) {
    if (furthest[i] >= y) sessions.push_back(recording->catalog.page_views[i].session);
  }
  std::sort(sessions.begin(), sessions.end());
  reading.sessions = static_cast<uint32_t>(std::unique(sessions.begin(), sessions.end()) - sessions.begin());
  return reading;
}

Picture::Picture() : state_(std::make_unique<State>()) {}
Picture::~Picture() = default;
Picture::Picture(Picture&&) noexcept = default;
Picture& Picture::operator=(Picture&&) noexcept = default;

Status Picture::update(const Recording& recording, const PictureSettings& settings) {
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

  const bool has_new_layer = is_new || before.layer != settings.layer;
  const bool has_new_points = has_new_selection || has_new_layer;
  if (state.has_rows()) {
    if (is_new || !is_row_layer(before.layer)) state.rows.set_recording(recording, settings.layer);
    if (has_new_points || !have_same_counts(before.scroll, settings.scroll)) state.count_rows();
    return success();
  }
  if (has_new_layer) state.runs = RunIndex(recording, class_of(settings.layer));
  if (has_new_layer || !moved_in_time_only) {
    if (has_new_points) state.bin();
    if (has_new_points) state.brush.reset();
  } else if (has_new_selection) {
    state.move_time_range(filter_before);
  }
  if (has_new_points || before.radius_px != settings.radius_px) {
    state.search_peak();
    state.drop_field();
  }
  return success();
}

Scene Picture::scene(const SceneView& view, std::span<const Image* const> images, double text_scale) {
  State& state = *state_;
  Scene scene;
  scene.page_px = state.page_px;
  if (!state.recording) return scene;
  scene.dimming = state.settings.dimming;
  state.add_tiles(scene, images);
  const Rect page{0, 0, static_cast<double>(state.page_px.width), static_cast<double>(state.page_px.height)};
  if (state.has_rows()) {
    state.rows.add_to(scene, view, state.settings.scroll, state.row_look(text_scale));
    return scene;
  }
  const Rect visible =
      intersection(view.transform.page_from_view(Rect{0, 0, static_cast<double>(view.size.width),
                                                      static_cast<double>(view.size.height)}),
                   page);
  if (visible.empty() || state.counts.total() == 0) return scene;
  state.cover(visible);
  scene.heat = SceneHeat{&state.field, state.maximum(), color_table(state.settings.ramp),
                         state.settings.opacity.value_or(kDensityOpacity)};
  scene.heat_field_revision = state.field_revision;
  return scene;
}

HoverReading Picture::hover(glm::dvec2 page) const {
  const State& state = *state_;
  HoverReading reading;
  if (!state.recording) return reading;
  if (state.has_rows()) return state.hover_row(page.y);
  const PointTotals totals = count_within(*state.recording, state.runs, state.selection, state.filter,
                                          state.settings.layer, page, state.settings.radius_px);
  reading.events = totals.events;
  reading.weight = totals.weight;
  reading.sessions = totals.sessions;
  reading.share = events() == 0 ? 0 : static_cast<double>(totals.events) / static_cast<double>(events());
  reading.text = hover_text(state.settings.layer, reading, events(), state.settings.radius_px);
  return reading;
}

PixelSize Picture::page_px() const {
  return state_->page_px;
}
std::span<const uint32_t> Picture::screenshots() const {
  return state_->choice.screenshots;
}
const Filter& Picture::filter() const {
  return state_->filter;
}
const Selection& Picture::selection() const {
  return state_->selection;
}
uint64_t Picture::events() const {
  return state_->has_rows() ? 0 : state_->counts.events();
}
uint64_t Picture::weight() const {
  return state_->has_rows() ? 0 : state_->counts.total();
}
uint64_t Picture::outside_page() const {
  return state_->has_rows() ? 0 : state_->counts.outside();
}
uint64_t Picture::fixed_points() const {
  return state_->has_rows() ? 0 : state_->fixed_points;
}
double Picture::maximum() const {
  return state_->maximum();
}
double Picture::automatic_maximum() const {
  return state_->automatic_maximum();
}
DensityPeak Picture::peak() const {
  return state_->has_rows() ? DensityPeak{} : state_->peak;
}
const ScrollMap& Picture::rows() const {
  return state_->rows;
}
int Picture::side_graph_px(double text_scale) const {
  return state_->has_rows() && state_->settings.scroll.shows_graph ? SideGraph::width_px(text_scale) : 0;
}
const WorkCounters& Picture::work() const {
  return state_->work;
}

Legend Picture::legend() const {
  const State& state = *state_;
  if (state.has_rows()) return state.rows.legend(state.row_look(1));
  return density_legend(state.settings.layer, state.settings.ramp, state.maximum(), state.sigma_px());
}

std::string Picture::title() const {
  const State& state = *state_;
  if (!state.recording) return {};
  return picture_title(state.settings.layer, state.settings.device, state.choice.css_width,
                       state.recording->catalog.pages[state.settings.page].url, state.settings.clicks);
}

std::string Picture::sample_line() const {
  return sample_text({state_->settings.layer, &state_->selection, events(), outside_page(), fixed_points(),
                      !state_->has_rows() && state_->counts.saturated(), &state_->filter});
}

RegionCounter Picture::count_regions(std::vector<Region> regions) const {
  const State& state = *state_;
  return RegionCounter(*state.recording, state.runs, state.selection, state.filter, state.settings.layer,
                       state.page_px, std::move(regions));
}

}  // namespace isotherm
